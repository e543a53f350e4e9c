// From the wires of calls to the edges of a Graph, with the ids and the order that the canvas file remembers.
import type { GraphEdge, InputPort, OutputPort } from '@parley/spec';
import type { CanvasFile } from '../canvas-file.ts';
import { nameFor } from './config-of-call.ts';
import type { MeshNote, Wire } from './mesh-call.ts';
import { freshId, type ReadNode } from './to-nodes.ts';

/** The edges between these nodes, and those of the canvas file that touch a node which the code does not hold. */
export function toEdges(nodes: readonly ReadNode[], canvas: CanvasFile | undefined, notes: MeshNote[]): GraphEdge[] {
  const byCall = new Map(nodes.map((node) => [node.call, node]));
  const read = new Map<string, Omit<GraphEdge, 'id'>>();
  for (const node of nodes) {
    const { inputs } = node.nodeType.ports(node.config);
    for (const { setting, wires } of node.wired) {
      const tell = (message: string) => notes.push({ line: setting.line, message });
      const drawn = wires.filter(({ given }) => given === undefined);
      if (drawn.length === 0) continue;
      const input = inputs.find(({ id }) => id === setting.name);
      if (!input) {
        tell(`${nameFor(node.call)} has no input "${setting.name}". What is wired to it is left out.`);
        continue;
      }
      for (const wire of drawn) {
        const edge = toEdge(wire, node, input, byCall, tell);
        if (!edge) continue;
        if (read.has(keyOf(edge))) tell(`${nameFor(wire.call)} is wired here twice. A canvas draws it once.`);
        read.set(keyOf(edge), edge);
      }
    }
  }
  return inOrder(read, nodes, canvas);
}

function toEdge(
  { call, side }: Wire,
  target: ReadNode,
  input: InputPort,
  byCall: ReadonlyMap<Wire['call'], ReadNode>,
  tell: (message: string) => void,
): Omit<GraphEdge, 'id'> | undefined {
  const source = byCall.get(call);
  const from = `${nameFor(call)}, which is wired to "${input.id}" of ${nameFor(target.call)},`;
  if (!source) {
    tell(`${from} is not on the canvas. The wire is left out.`);
    return undefined;
  }
  if (call.loop !== target.call.loop) {
    tell(`${from} stands in another place: no wire crosses the frame of a loop. The wire is left out.`);
    return undefined;
  }
  const { outputs } = source.nodeType.ports(source.config);
  const output = chooseOutput(outputs, side, input);
  if (!output) {
    const sides = outputs.filter(({ isSide }) => isSide).map(({ id }) => `.${id}`);
    tell(
      sides.length > 0 && side === undefined
        ? `${from} goes on by one of its sides: write ${sides.join(' or ')} behind it. The wire is left out.`
        : `${from} has no side "${side ?? ''}". The wire is left out.`,
    );
    return undefined;
  }
  return { source: source.id, sourcePort: output.id, target: target.id, targetPort: input.id };
}

function chooseOutput(
  outputs: readonly OutputPort[],
  side: string | undefined,
  input: InputPort,
): OutputPort | undefined {
  if (side !== undefined) return outputs.find(({ id, isSide }) => isSide && id === side);
  const whole = outputs.filter(({ isSide }) => !isSide);
  return whole.find(({ type }) => input.accepts.includes(type)) ?? whole[0];
}

function keyOf({ source, sourcePort, target, targetPort }: Omit<GraphEdge, 'id'>): string {
  return JSON.stringify([source, sourcePort, target, targetPort]);
}

function portOf({ target, targetPort }: Omit<GraphEdge, 'id'>): string {
  return JSON.stringify([target, targetPort]);
}

/** In the order of the canvas file, the new ones last; among the edges of one port the order of the code. */
function inOrder(
  read: ReadonlyMap<string, Omit<GraphEdge, 'id'>>,
  nodes: readonly ReadNode[],
  canvas: CanvasFile | undefined,
): GraphEdge[] {
  const inCode = new Set(nodes.map(({ id }) => id));
  const hidden = new Set(canvas?.nodes.filter(({ name }) => name === undefined).map(({ id }) => id));
  const isThere = (id: string) => inCode.has(id) || hidden.has(id);
  const kept = (canvas?.edges ?? []).filter((edge) => {
    const touchesHidden = hidden.has(edge.source) || hidden.has(edge.target);
    return touchesHidden ? isThere(edge.source) && isThere(edge.target) : read.has(keyOf(edge));
  });
  const ids = new Set(kept.map(({ id }) => id));
  const known = new Map(kept.map((edge) => [keyOf(edge), edge]));
  const drawn = [...read].map(([key, edge]): GraphEdge => {
    const { source, target } = edge;
    return known.get(key) ?? { id: freshId(`${source}-${target}`, 'wire', ids), ...edge };
  });
  const places = [...kept, ...drawn.filter((edge) => !known.has(keyOf(edge)))];
  const queues = new Map<string, GraphEdge[]>();
  for (const edge of drawn) queues.set(portOf(edge), [...(queues.get(portOf(edge)) ?? []), edge]);
  return places.map((edge) => (read.has(keyOf(edge)) ? (queues.get(portOf(edge))?.shift() ?? edge) : edge));
}
