// MeshEdgeLine: a wire in the colour of the family that speaks through it. It pulses only while its source has spoken
// and its target works, and steps back when a run did not go its way.
import type { EdgeProps } from '@xyflow/react';
import { BaseEdge, getBezierPath } from '@xyflow/react';
import { memo } from 'react';
import { hueColour, lookOfFamily } from '../family/family-look.ts';
import { useStep } from '../run/run-store.ts';
import { isWayTaken } from '../run/way-taken.ts';
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
  const source = useStep(props.source);
  const target = useStep(props.target);
  const flows = source?.status === 'done' && target?.status === 'running';
  return (
    <BaseEdge
      path={path}
      interactionWidth={24}
      className={classNames(
        'wire',
        flows && 'wire-flowing',
        !isWayTaken(source, props.sourceHandleId, target) && 'wire-not-taken',
      )}
      style={{ stroke: voice ? hueColour(lookOfFamily(voice.family, lineage).hue) : 'var(--color-line-strong)' }}
    />
  );
});
