// NodePorts: the ports of a card or a frame, inputs at its left edge and outputs at its right.
import type { NodeReading } from '../state/read-node.ts';
import { PortHandle } from './port-handle.tsx';

export function NodePorts({ reading: { node, title, ports } }: { readonly reading: NodeReading }) {
  return (
    <div className="flex shrink-0 justify-between gap-2">
      <div className="flex min-w-0 flex-col">
        {ports.inputs.map((port) => (
          <PortHandle key={port.id} nodeId={node.id} nodeTitle={title} side="target" port={port} />
        ))}
      </div>
      <div className="flex min-h-6 min-w-0 flex-col">
        {ports.outputs.map((port) => (
          <PortHandle key={port.id} nodeId={node.id} nodeTitle={title} side="source" port={port} />
        ))}
      </div>
    </div>
  );
}
