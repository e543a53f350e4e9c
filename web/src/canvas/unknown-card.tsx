// UnknownCard: stands for a node this build does not know. Its settings and wires are kept and saved as they are.
import { Handle, Position } from '@xyflow/react';
import { useGraph } from '../state/graph-store.ts';
import type { NodeReading } from '../state/read-node.ts';
import { classNames } from '../ui/class-names.ts';
import { NodeIcon } from '../ui/node-icon.tsx';
import { CARD_WIDTH } from './card-size.ts';
import { DiagnosticsBadge } from './diagnostics-badge.tsx';

interface UnknownCardProps {
  readonly reading: NodeReading;
  readonly selected: boolean;
}

export function UnknownCard({ reading: { node, title }, selected }: UnknownCardProps) {
  const { edges } = useGraph();
  const inputs = new Set(edges.filter(({ target }) => target === node.id).map(({ targetPort }) => targetPort));
  const outputs = new Set(edges.filter(({ source }) => source === node.id).map(({ sourcePort }) => sourcePort));
  return (
    <div
      className={classNames(
        'relative flex flex-col gap-2 rounded-card border-2 border-dashed border-line-strong bg-panel p-3.5',
        selected && 'ring-2 ring-accent',
      )}
      style={{ width: CARD_WIDTH }}
    >
      <div className="flex items-center gap-2">
        <NodeIcon name="" />
        <h3 className="min-w-0 flex-1 truncate font-semibold">{title}</h3>
        <DiagnosticsBadge nodeId={node.id} />
      </div>
      <p className="text-[12px] leading-4 text-ink-soft">
        This version of Parley does not know the kind “{node.type}”. Its settings and wires are kept as they are.
      </p>
      {[...inputs].map((id) => (
        <Handle key={id} id={id} type="target" position={Position.Left} isConnectable={false} className="port" />
      ))}
      {[...outputs].map((id) => (
        <Handle key={id} id={id} type="source" position={Position.Right} isConnectable={false} className="port" />
      ))}
    </div>
  );
}
