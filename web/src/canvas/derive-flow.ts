// React Flow's nodes and edges, derived from the graph and the view. An item that did not change keeps its identity,
// so that React Flow draws only what did. Knows no store.
import type { Graph, GraphEdge, GraphNode, Position } from '@parley/spec';
import type { Edge, Node } from '@xyflow/react';
import type { NodeReading } from '../state/read-node.ts';
import { readNode } from '../state/read-node.ts';
import type { Selection } from '../state/view-store.ts';
import { CARD_WIDTH, cardHandles, cardHeight } from './card-size.ts';
import { frameOf, nodesInside, sizeOf } from './frame-place.ts';
import type { Size } from './frame-size.ts';

export type CardNode = Node<{ readonly node: GraphNode }, 'card' | 'note' | 'frame'>;
export type MeshEdge = Edge<{ readonly edge: GraphEdge }, 'mesh'>;

/** What only the canvas knows of a node: where it is dragged just now, and how large a note was drawn. */
export interface FlowLocal {
  readonly drags: ReadonlyMap<string, Position>;
  readonly sizes: ReadonlyMap<string, Size>;
}

/** What a card needs to know of the frame it is or stands in. */
interface Standing {
  readonly frame: GraphNode | undefined;
  /** Of a frame: around the cards as they stand in the graph, so that it holds still while one is dragged. */
  readonly size: Size | undefined;
  readonly ariaLabel: string;
}

/** Answers a function that derives nodes and remembers the last ones it made. */
export function createNodeDeriver(): (graph: Graph, selection: Selection, local: FlowLocal) => CardNode[] {
  let last = new Map<string, CardNode>();
  return (graph, selection, { drags, sizes }) => {
    const selected = new Set(selection.nodes);
    const next = new Map<string, CardNode>();
    for (const node of framesFirst(graph)) {
      const position = drags.get(node.id) ?? node.position;
      const measured = sizes.get(node.id);
      const standing = standingOf(graph, node);
      const old = last.get(node.id);
      const isSelected = selected.has(node.id);
      const isSame =
        old?.data.node === node &&
        old.position === position &&
        old.selected === isSelected &&
        old.parentId === standing.frame?.id &&
        old.ariaLabel === standing.ariaLabel &&
        // A card with handles has the size that its ports give it, a frame that of what it holds.
        (standing.size
          ? sameSize(old.measured, standing.size)
          : old.handles !== undefined || old.measured === measured);
      next.set(node.id, isSame ? old : createCard(node, position, isSelected, measured, standing));
    }
    last = next;
    return [...next.values()];
  };
}

/** In the order of the graph, but what stands in a frame after it. */
function framesFirst(graph: Graph): readonly GraphNode[] {
  if (graph.nodes.every(({ parent }) => parent === undefined)) return graph.nodes;
  const early = new Set<GraphNode>();
  for (const node of graph.nodes) {
    const frame = frameOf(graph, node);
    if (frame) early.add(frame);
    early.add(node);
  }
  return [...early];
}

function standingOf(graph: Graph, node: GraphNode): Standing {
  const { title, nodeType } = readNode(node);
  const frame = frameOf(graph, node);
  const kind = nodeType?.title ?? 'unknown kind';
  if (nodeType?.isContainer) {
    const { length } = nodesInside(graph, node.id);
    const inside = length === 0 ? 'empty' : length === 1 ? '1 card inside' : `${length} cards inside`;
    return { frame, size: sizeOf(graph, node), ariaLabel: `${title}, ${kind}, ${inside}` };
  }
  const place = frame ? `, in ${readNode(frame).title}` : '';
  return { frame, size: undefined, ariaLabel: `${title}, ${kind}${place}` };
}

function sameSize(one: Partial<Size> | undefined, other: Size): boolean {
  return one?.width === other.width && one.height === other.height;
}

function createCard(
  node: GraphNode,
  position: Position,
  selected: boolean,
  measured: Size | undefined,
  { frame, size, ariaLabel }: Standing,
): CardNode {
  const { nodeType, ports } = readNode(node);
  const common = { id: node.id, position, selected, data: { node }, ariaLabel, ...(frame && { parentId: frame.id }) };
  // Behind the wires, and so behind the cards it holds.
  if (size) return { ...common, type: 'frame', zIndex: -1, measured: size, handles: cardHandles(ports, size.width) };
  const isCard = nodeType !== undefined && nodeType.role !== 'annotation';
  return {
    ...common,
    type: nodeType?.role === 'annotation' ? 'note' : 'card',
    ...(isCard
      ? { measured: { width: CARD_WIDTH, height: cardHeight(ports) }, handles: cardHandles(ports) }
      : measured && { measured }),
  };
}

/** The same for edges. Edges to nodes or ports that are not there are left out: the problems list names them. */
export function createEdgeDeriver(): (graph: Graph, selection: Selection) => MeshEdge[] {
  let last = new Map<string, MeshEdge>();
  return (graph, selection) => {
    const selected = new Set(selection.edges);
    const nodes = new Map(graph.nodes.map((node) => [node.id, readNode(node)]));
    const next = new Map<string, MeshEdge>();
    for (const edge of graph.edges) {
      const source = nodes.get(edge.source);
      const target = nodes.get(edge.target);
      if (!source || !target || !hasPort(source, 'outputs', edge.sourcePort)) continue;
      if (!hasPort(target, 'inputs', edge.targetPort)) continue;
      const ariaLabel = `From ${source.title} to ${target.title}`;
      const old = last.get(edge.id);
      const isSelected = selected.has(edge.id);
      const isSame = old?.data?.edge === edge && old.selected === isSelected && old.ariaLabel === ariaLabel;
      next.set(edge.id, isSame ? old : createEdge(edge, isSelected, ariaLabel));
    }
    last = next;
    return [...next.values()];
  };
}

/** A node of an unknown type is taken at its word: it has the ports its edges name. */
function hasPort({ nodeType, ports }: NodeReading, side: 'inputs' | 'outputs', portId: string): boolean {
  return nodeType === undefined || ports[side].some(({ id }) => id === portId);
}

function createEdge(edge: GraphEdge, selected: boolean, ariaLabel: string): MeshEdge {
  return {
    id: edge.id,
    type: 'mesh',
    source: edge.source,
    sourceHandle: edge.sourcePort,
    target: edge.target,
    targetHandle: edge.targetPort,
    selected,
    ariaLabel,
    data: { edge },
  };
}
