// explainConnection: why an edge may not be drawn, for the canvas while someone drags it.
import { type Graph, type GraphEdge, type NodeTypes, type OutputPort, explainPortMismatch } from '@parley/spec';
import { type GraphView, titleOf, viewGraph } from './graph-view.ts';
import { isApart } from './step-inputs.ts';

export type Connection = Omit<GraphEdge, 'id'>;

/** One sentence on why this edge is impossible; undefined when it may be drawn. */
export function explainConnection(graph: Graph, connection: Connection, nodeTypes: NodeTypes): string | undefined {
  const source = findNode(graph, connection.source, nodeTypes);
  const target = findNode(graph, connection.target, nodeTypes);
  if (!source || !target) return 'A wire needs a node at both ends.';
  if (connection.source === connection.target) return `"${source.title}" cannot be wired to itself.`;
  const output = source.ports?.outputs.find(({ id }) => id === connection.sourcePort);
  const input = target.ports?.inputs.find(({ id }) => id === connection.targetPort);
  if (!output) return `"${source.title}" has no such output.`;
  if (!input) return `"${target.title}" has no such input.`;
  const mismatch = explainPortMismatch(output, input);
  if (mismatch) return mismatch;
  if (source.frame !== target.frame) {
    const inside = target.frame === undefined ? source : target;
    return `"${inside.title}" stands in a frame, and no wire crosses it. Wire the frame itself.`;
  }
  const present = graph.edges.filter(
    ({ target, targetPort }) => target === connection.target && targetPort === connection.targetPort,
  );
  if (present.some(({ source, sourcePort }) => source === connection.source && sourcePort === connection.sourcePort)) {
    return `"${source.title}" is already wired to "${input.title}" of "${target.title}".`;
  }
  if (
    present.length > 0 &&
    !input.many &&
    !(input.takesEither && staysApart(graph, { edge: connection, output }, nodeTypes))
  ) {
    return `"${input.title}" of "${target.title}" takes one wire. Remove the one it has first.`;
  }
  if (leadsTo(graph, connection.target, connection.source)) {
    return `"${target.title}" already leads to "${source.title}", so this wire would close a circle.`;
  }
  return undefined;
}

/** Whether no run takes this wire together with one that its port has already. */
function staysApart(graph: Graph, { edge, output }: Tried, nodeTypes: NodeTypes): boolean {
  // Asked for every node that a wire could come from.
  const view = views.get(graph) ?? viewGraph(graph, { nodeTypes, families: [] });
  views.set(graph, view);
  const present = view.byId.get(edge.target)?.incoming.filter((each) => each.edge.targetPort === edge.targetPort) ?? [];
  return isApart(view, [...present, { edge, output }]);
}

interface Tried {
  readonly edge: Connection;
  readonly output: OutputPort;
}

const views = new WeakMap<Graph, GraphView>();

function findNode(graph: Graph, id: string, nodeTypes: NodeTypes) {
  const node = graph.nodes.find((node) => node.id === id);
  if (!node) return undefined;
  const nodeType = nodeTypes.get(node.type);
  const parsed = nodeType?.config.safeParse(node.config);
  return {
    title: titleOf(node, nodeType),
    frame: node.parent,
    ports: nodeType?.ports(parsed?.success ? parsed.data : nodeType.config.parse({})),
  };
}

function leadsTo(graph: Graph, from: string, to: string): boolean {
  const targets = new Map<string, string[]>();
  for (const { source, target } of graph.edges) {
    const known = targets.get(source);
    if (known) known.push(target);
    else targets.set(source, [target]);
  }
  const reached = new Set([from]);
  for (const id of reached) for (const target of targets.get(id) ?? []) reached.add(target);
  return reached.has(to);
}
