// WireHint: why a wire cannot end at the handle under the pointer, said before it is dropped.
import { explainConnection } from '@parley/compiler';
import { nodeTypes } from '@parley/nodes';
import { useConnection } from '@xyflow/react';
import { getGraph } from '../state/graph-store.ts';
import { endsFrom } from './connecting.ts';

export function WireHint() {
  const reason = useConnection(({ inProgress, isValid, fromHandle, toHandle }) => {
    if (!inProgress || isValid !== false || !fromHandle?.id || !toHandle?.id) return undefined;
    if (fromHandle.type === toHandle.type) {
      return fromHandle.type === 'source'
        ? 'A wire goes from an output to an input.'
        : 'A wire goes from an input back to an output.';
    }
    const start = { nodeId: fromHandle.nodeId, portId: fromHandle.id, side: fromHandle.type };
    return explainConnection(getGraph(), endsFrom(start, toHandle.nodeId, toHandle.id), nodeTypes);
  });
  if (reason === undefined) return null;
  return (
    <p
      role="status"
      className="pointer-events-none absolute bottom-4 left-1/2 z-10 max-w-md -translate-x-1/2 rounded-control bg-primary px-3 py-1.5 text-[13px] text-on-primary shadow-lifted"
    >
      {reason}
    </p>
  );
}
