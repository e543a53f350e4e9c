// The wires into a node as a step's inputs, and the branches they make a node depend on.
import { areAlternatives, findGuards, type Guards, guardsOfWires, type StepInput, type StepInputs } from '@parley/spec';
import { type EdgeView, type GraphView, isSound, type NodeView } from './graph-view.ts';
import { sortNodes } from './sort-nodes.ts';

/** How an edge, drawn or only tried, leaves its source. */
interface Leaving {
  readonly edge: Pick<EdgeView['edge'], 'source' | 'sourcePort'>;
  readonly output: EdgeView['output'];
}

/** Inputs by port, wires in the order of the Graph. A port that nothing sound is wired to is absent. */
export function inputsOf({ ports, incoming }: NodeView): StepInputs {
  const sound = incoming.filter(isSound);
  return Object.fromEntries(
    ports.inputs.flatMap(({ id, min, many, toleratesMissing = false }) => {
      const edges = sound.filter(({ edge }) => edge.targetPort === id);
      if (edges.length === 0) return [];
      const input: StepInput = { steps: edges.map(({ edge }) => edge.source), many, toleratesMissing };
      const leavesSide = edges.some(({ output }) => output?.isSide);
      if (leavesSide) input.sides = edges.map(sideOf);
      // Whoever wires a side here says: only if that side is taken.
      else if (min === 0 && toleratesMissing) input.optional = true;
      return [[id, input]];
    }),
  );
}

function sideOf({ edge, output }: Leaving): string | null {
  return output?.isSide ? edge.sourcePort : null;
}

/** The sides without which each node is not taken, by node id. Nodes on a circle are absent. */
export function guardsOf(graph: GraphView): ReadonlyMap<string, Guards> {
  const known = guardsByGraph.get(graph);
  if (known) return known;
  const nodes = new Set(graph.nodes.filter(({ isCopy }) => !isCopy));
  const guards = findGuards(sortNodes(nodes).map((view) => ({ id: view.node.id, inputs: inputsOf(view) })));
  guardsByGraph.set(graph, guards);
  return guards;
}

/** Several rules ask. */
const guardsByGraph = new WeakMap<GraphView, ReadonlyMap<string, Guards>>();

/** Whether the Graph has a node that is left by one of several sides. */
export function hasBranches({ nodes }: Pick<GraphView, 'nodes'>): boolean {
  return nodes.some(({ ports }) => ports.outputs.some(({ isSide }) => isSide === true));
}

/** Whether no run takes the last of these edges together with one of the others. */
export function isApart(graph: GraphView, edges: readonly Leaving[]): boolean {
  if (!hasBranches(graph)) return false;
  const wires = { steps: edges.map(({ edge }) => edge.source), sides: edges.map(sideOf) };
  const guards = guardsOfWires(wires, guardsOf(graph));
  const last = guards.at(-1);
  return last !== undefined && guards.slice(0, -1).every((each) => areAlternatives(each, last));
}
