// GraphView: a Graph with every node, port and edge looked up once, for rules to read. It judges nothing.
import {
  type FamilyStatus,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type InputPort,
  type NodeTypes,
  type OutputPort,
  type Ports,
  explainPortMismatch,
} from '@parley/spec';
import type { z } from 'zod';

export interface Environment {
  readonly nodeTypes: NodeTypes;
  /** Every family with whether it can speak now; empty while that is not known. */
  readonly families: readonly FamilyStatus[];
}

export interface NodeView {
  readonly index: number;
  readonly node: GraphNode;
  /** What messages call it. */
  readonly title: string;
  /** Absent for an unknown type. */
  readonly nodeType: ReturnType<NodeTypes['get']>;
  /** The parsed config, or its faults. */
  readonly config: { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: z.ZodError };
  /** Ports by their config; those of the default config while the config is faulty; none for an unknown type. */
  readonly ports: Ports;
  /** Another node before it has the same id, so no edge can mean this one. */
  readonly isCopy: boolean;
  readonly incoming: EdgeView[];
  readonly outgoing: EdgeView[];
  /** Where it stands; absent on the canvas itself, and where what its `parent` names can hold nothing or not this. */
  container?: NodeView;
  /** What stands in it, in the order of the Graph. */
  readonly inside: NodeView[];
}

export interface EdgeView {
  readonly index: number;
  readonly edge: GraphEdge;
  readonly source: NodeView | undefined;
  readonly target: NodeView | undefined;
  readonly output: OutputPort | undefined;
  readonly input: InputPort | undefined;
  /** An edge before it joins the same two ports. */
  readonly isRepeat: boolean;
  /** Its ends stand in two places: no frame lets a wire through. */
  readonly crosses: boolean;
}

export interface GraphView {
  readonly graph: Graph;
  readonly environment: Environment;
  readonly nodes: readonly NodeView[];
  readonly edges: readonly EdgeView[];
  /** The first bearer of each id. */
  readonly byId: ReadonlyMap<string, NodeView>;
  /** The nodes a run consists of: ends, all that leads to one, and what stands in those. Empty when the Graph has no end. */
  readonly kept: ReadonlySet<NodeView>;
}

const noPorts: Ports = { inputs: [], outputs: [] };

/** Looks everything up once, in time linear in the Graph. */
export function viewGraph(graph: Graph, environment: Environment): GraphView {
  const byId = new Map<string, NodeView>();
  const nodes = graph.nodes.map((node, index) => {
    const view = viewNode(node, index, environment.nodeTypes, byId.has(node.id));
    if (!view.isCopy) byId.set(node.id, view);
    return view;
  });
  for (const view of nodes) {
    const container = findContainer(view, byId);
    if (!container) continue;
    view.container = container;
    container.inside.push(view);
  }
  const seen = new Set<string>();
  const edges = graph.edges.map((edge, index): EdgeView => {
    const source = byId.get(edge.source);
    const target = byId.get(edge.target);
    const ends = JSON.stringify([edge.source, edge.sourcePort, edge.target, edge.targetPort]);
    const view = {
      index,
      edge,
      source,
      target,
      output: source?.ports.outputs.find(({ id }) => id === edge.sourcePort),
      input: target?.ports.inputs.find(({ id }) => id === edge.targetPort),
      isRepeat: seen.has(ends),
      crosses: source !== undefined && target !== undefined && source.container !== target.container,
    };
    seen.add(ends);
    source?.outgoing.push(view);
    target?.incoming.push(view);
    return view;
  });
  return { graph, environment, nodes, edges, byId, kept: findKept(nodes) };
}

function viewNode(node: GraphNode, index: number, nodeTypes: NodeTypes, isCopy: boolean): NodeView {
  const nodeType = nodeTypes.get(node.type);
  const base = {
    index,
    node,
    title: titleOf(node, nodeType),
    nodeType,
    isCopy,
    incoming: [],
    outgoing: [],
    inside: [],
  };
  if (!nodeType) return { ...base, config: { ok: true, value: node.config }, ports: noPorts };
  const parsed = nodeType.config.safeParse(node.config);
  return parsed.success
    ? { ...base, config: { ok: true, value: parsed.data }, ports: nodeType.ports(parsed.data) }
    : { ...base, config: { ok: false, error: parsed.error }, ports: nodeType.ports(nodeType.config.parse({})) };
}

/** What messages call a node: its own title, else its type's, else the type's name. */
export function titleOf(node: GraphNode, nodeType: { readonly title: string } | undefined): string {
  const { title } = node.config;
  return typeof title === 'string' && title.trim() !== '' ? title.trim().slice(0, 80) : (nodeType?.title ?? node.type);
}

/** A container stands in nothing, so there is one level of them. */
function findContainer({ node, nodeType }: NodeView, byId: ReadonlyMap<string, NodeView>): NodeView | undefined {
  const parent = node.parent === undefined ? undefined : byId.get(node.parent);
  // What an unknown type may do is not known either.
  const isHeld = !nodeType || (nodeType.standsInside === true && nodeType.isContainer !== true);
  return isHeld && parent?.nodeType?.isContainer && parent.node.parent === undefined ? parent : undefined;
}

function findKept(nodes: readonly NodeView[]): Set<NodeView> {
  const kept = new Set(nodes.filter(({ nodeType }) => nodeType?.role === 'sink'));
  // A Set visits what is added while it is walked.
  for (const node of kept) {
    for (const { source, crosses } of node.incoming) if (source && !crosses) kept.add(source);
    for (const inside of node.inside) kept.add(inside);
  }
  return kept;
}

/** Whether the edge joins two known ports of fitting types, for the first time. */
export function isSound(edge: EdgeView): boolean {
  return (
    edge.output !== undefined &&
    edge.input !== undefined &&
    !edge.isRepeat &&
    !edge.crosses &&
    explainPortMismatch(edge.output, edge.input) === undefined
  );
}

/** Whether somebody speaks at the node. */
export function hasVoice({ nodeType, config }: NodeView): boolean {
  return config.ok && nodeType?.voice?.(config.value) !== undefined;
}
