// Who stands in which frame of a graph, and where. Pure. A frame is a node whose type is a container.
import type { Graph, GraphNode, NodeType, Position } from '@parley/spec';
import { readNode } from '../state/read-node.ts';
import { CARD_WIDTH, cardHeight } from './card-size.ts';
import { type Box, frameSize, holds, type Size } from './frame-size.ts';

/** About as large as a note with a few lines: its words decide, and are measured only where it is drawn. */
const noteSize: Size = { width: 240, height: 120 };

interface Places {
  readonly byId: ReadonlyMap<string, GraphNode>;
  readonly inside: ReadonlyMap<string, readonly GraphNode[]>;
}
const lookups = new WeakMap<Graph, Places>();

export function isFrame(node: GraphNode): boolean {
  return readNode(node).nodeType?.isContainer === true;
}

/** Whether nodes of this type may be put into a frame. */
export function mayStandInside(nodeType: NodeType | undefined): boolean {
  return nodeType?.standsInside === true;
}

export function findNode(graph: Graph, id: string): GraphNode | undefined {
  return placesOf(graph).byId.get(id);
}

/** The node that this one stands in; undefined on the canvas itself, and where what it names is not there or stands in another. */
export function frameOf(graph: Graph, { id, parent }: GraphNode): GraphNode | undefined {
  if (parent === undefined || parent === id) return undefined;
  const frame = findNode(graph, parent);
  return frame?.parent === undefined ? frame : undefined;
}

/** What stands in it, in the order of the graph. */
export function nodesInside(graph: Graph, id: string): readonly GraphNode[] {
  return placesOf(graph).inside.get(id) ?? [];
}

export function framesOf(graph: Graph): GraphNode[] {
  return graph.nodes.filter(isFrame);
}

/** How large a node is drawn. */
export function sizeOf(graph: Graph, node: GraphNode): Size {
  const { nodeType, ports } = readNode(node);
  if (nodeType?.isContainer) return frameSize(ports, boxesInside(graph, node.id));
  if (nodeType?.role === 'annotation') return noteSize;
  return { width: CARD_WIDTH, height: cardHeight(ports) };
}

/** The boxes of what stands in a frame, relative to it. */
export function boxesInside(graph: Graph, id: string, except: ReadonlySet<string> = new Set()): Box[] {
  return nodesInside(graph, id)
    .filter((node) => !except.has(node.id) && !isFrame(node))
    .map((node) => ({ ...node.position, ...sizeOf(graph, node) }));
}

/** Where a node is on the canvas, or a place that is relative to where it stands. */
export function placeOnCanvas(graph: Graph, node: GraphNode, position: Position = node.position): Position {
  const frame = frameOf(graph, node);
  return frame ? { x: frame.position.x + position.x, y: frame.position.y + position.y } : position;
}

export function boxOf(graph: Graph, node: GraphNode): Box {
  return { ...placeOnCanvas(graph, node), ...sizeOf(graph, node) };
}

/** The frame at a place of the canvas: of several, the one drawn on top. */
export function frameAt(graph: Graph, place: Position): GraphNode | undefined {
  return graph.nodes.findLast((node) => isFrame(node) && holds(boxOf(graph, node), place));
}

function placesOf(graph: Graph): Places {
  const known = lookups.get(graph);
  if (known) return known;
  const inside = new Map<string, GraphNode[]>();
  for (const node of graph.nodes) {
    if (node.parent === undefined) continue;
    const group = inside.get(node.parent);
    if (group) group.push(node);
    else inside.set(node.parent, [node]);
  }
  // Of nodes with one id the first counts.
  const places = { byId: new Map(graph.nodes.toReversed().map((node) => [node.id, node])), inside };
  lookups.set(graph, places);
  return places;
}
