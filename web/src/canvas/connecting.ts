// What is known while someone drags a wire: for every handle it could end at, whether it may and why not.
import type { Graph } from '@parley/spec';
import { explainConnection } from '@parley/compiler';
import { nodeTypes } from '@parley/nodes';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { readNode } from '../state/read-node.ts';
import type { Ends } from './to-edit.ts';

/** Where a wire starts: an output looking for an input, or the other way round. */
export interface WireStart {
  readonly nodeId: string;
  readonly portId: string;
  readonly side: 'source' | 'target';
}

interface Connecting {
  readonly start: WireStart | undefined;
  /** By `handleKey`: undefined where the wire may end, else the reason why not. */
  readonly verdicts: ReadonlyMap<string, string | undefined>;
}

const idle: Connecting = { start: undefined, verdicts: new Map() };
const connectingStore = createStore<Connecting>(() => idle);

const handleKey = (nodeId: string, side: WireStart['side'], portId: string) => `${side}/${nodeId}/${portId}`;

/** The ends of the edge that would join the start of a wire with a port of another node. */
export function endsFrom(start: WireStart, nodeId: string, portId: string): Ends {
  return start.side === 'source'
    ? { source: start.nodeId, sourcePort: start.portId, target: nodeId, targetPort: portId }
    : { source: nodeId, sourcePort: portId, target: start.nodeId, targetPort: start.portId };
}

/** Judges every handle on the other side once, at the start of the drag. */
export function startConnecting(graph: Graph, start: WireStart): void {
  const side = start.side === 'source' ? 'target' : 'source';
  const verdicts = new Map<string, string | undefined>();
  for (const node of graph.nodes) {
    const { ports } = readNode(node);
    for (const port of side === 'target' ? ports.inputs : ports.outputs) {
      verdicts.set(
        handleKey(node.id, side, port.id),
        explainConnection(graph, endsFrom(start, node.id, port.id), nodeTypes),
      );
    }
  }
  connectingStore.setState({ start, verdicts });
}

export function stopConnecting(): void {
  connectingStore.setState(idle);
}

/** How a handle looks while a wire is dragged: `rest` when none is, or it is where the wire starts. */
export function useHandleState(nodeId: string, side: WireStart['side'], portId: string): 'rest' | 'fits' | 'refused' {
  return useStore(connectingStore, ({ start, verdicts }) => {
    if (!start || (start.nodeId === nodeId && start.side === side && start.portId === portId)) return 'rest';
    const key = handleKey(nodeId, side, portId);
    return verdicts.has(key) && verdicts.get(key) === undefined ? 'fits' : 'refused';
  });
}
