// MeshEdgeLine: a wire in the colour of the family that speaks through it. It pulses only while its source has spoken
// and its target works.
import type { EdgeProps } from '@xyflow/react';
import { BaseEdge, getBezierPath } from '@xyflow/react';
import { memo } from 'react';
import { hueColour, lookOfFamily } from '../family/family-look.ts';
import { useStep } from '../run/run-store.ts';
import { useFamily } from '../state/families.ts';
import { useGraphNode } from '../state/graph-store.ts';
import { readNode } from '../state/read-node.ts';
import { classNames } from '../ui/class-names.ts';
import type { MeshEdge } from './derive-flow.ts';

export const MeshEdgeLine = memo(function MeshEdgeLine(props: EdgeProps<MeshEdge>) {
  const [path] = getBezierPath(props);
  const node = useGraphNode(props.source);
  const voice = node && readNode(node).voice;
  const lineage = useFamily(voice?.family ?? '')?.lineage;
  const sourceIsDone = useStep(props.source)?.status === 'done';
  const targetRuns = useStep(props.target)?.status === 'running';
  return (
    <BaseEdge
      path={path}
      interactionWidth={24}
      className={classNames('wire', sourceIsDone && targetRuns && 'wire-flowing')}
      style={{ stroke: voice ? hueColour(lookOfFamily(voice.family, lineage).hue) : 'var(--color-line-strong)' }}
    />
  );
});
