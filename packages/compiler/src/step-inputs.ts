// The wires into a node as a step's inputs, and the branches they make a node depend on.
import {
  areAlternatives,
  bodySources,
  findGuards,
  type Guards,
  guardsOfWires,
  type InputPort,
  type StepInput,
  type StepInputs,
} from '@parley/spec';
import { type EdgeView, type GraphView, hasVoice, isSound, type NodeView } from './graph-view.ts';
import { sortNodes } from './sort-nodes.ts';

/** How an edge, drawn or only tried, leaves its source. */
interface Leaving {
  readonly edge: Pick<EdgeView['edge'], 'source' | 'sourcePort'>;
  readonly output: EdgeView['output'];
}

/** Inputs by port, wires in the order of the Graph. A port that nothing comes to is absent. */
export function inputsOf(view: NodeView): StepInputs {
  const sound = view.incoming.filter(isSound);
  return Object.fromEntries([
    ...view.ports.inputs.flatMap((port): [string, StepInput][] => {
      const { id, min, many, toleratesMissing = false } = port;
      const edges = sound.filter(({ edge }) => edge.targetPort === id);
      if (edges.length === 0) {
        return isGiven(view, port) ? [[id, { steps: [bodySources.brief], many, toleratesMissing }]] : [];
      }
      const input: StepInput = { steps: edges.map(({ edge }) => edge.source), many, toleratesMissing };
      const leavesSide = edges.some(({ output }) => output?.isSide);
      if (leavesSide) input.sides = edges.map(sideOf);
      // Whoever wires a side here says: only if that side is taken.
      else if (min === 0 && toleratesMissing) input.optional = true;
      return [[id, input]];
    }),
    ...(view.container && hasVoice(view) ? [[beforePort, { ...fromBefore }] as const] : []),
  ]);
}

/** The port by which a voice in a container hears the round before; no wire leads to it. */
const beforePort = 'before';
const fromBefore: StepInput = { steps: [bodySources.before], many: false, toleratesMissing: true, optional: true };

/** Whether what comes to a node's container comes to this port of it, when nothing is wired to it: people drop agents in and are done. */
export function isGiven({ container }: NodeView, { min, accepts }: InputPort): boolean {
  const given = container?.ports.inputs.flatMap((port) => port.accepts) ?? [];
  return min > 0 && accepts.some((type) => given.includes(type));
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
