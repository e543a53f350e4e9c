// toEdit: what a gesture on the canvas means for the graph. Pure; the only place that knows React Flow's words for it.
import { nodeTypes } from '@parley/nodes';
import type { Edit, Graph, GraphEdge, GraphNode, Position, SimpleEdit } from '@parley/spec';
import { applyEdit } from '@parley/spec';
import type { Connection, NodeChange } from '@xyflow/react';
import { readNode } from '../state/read-node.ts';
import { dropFrame, putInside } from './frame-edit.ts';
import { freeTitle, takeFreeId } from './free-id.ts';

export type Ends = Omit<GraphEdge, 'id'>;

/** The ends of a React Flow connection; undefined when it does not name both handles. */
export function toEnds({ source, sourceHandle, target, targetHandle }: Connection): Ends | undefined {
  if (!sourceHandle || !targetHandle) return undefined;
  return { source, sourcePort: sourceHandle, target, targetPort: targetHandle };
}

/** Adds the edge between these ends. */
export function connectEdit(graph: Graph, ends: Ends): SimpleEdit {
  return { type: 'add-edge', edge: { id: takeFreeId('edge', idsOf(graph.edges)), ...ends } };
}

/** Where the changes moved nodes to, relative to where each stands; those of a drag still going on are left out. */
export function movedPositions(changes: readonly NodeChange[]): Record<string, Position> {
  const positions: Record<string, Position> = {};
  for (const change of changes) {
    if (change.type === 'position' && change.dragging !== true && change.position) {
      positions[change.id] = change.position;
    }
  }
  return positions;
}

/** Removes these nodes and edges; the edges of a removed node go with it. */
export function removeEdit(nodes: readonly string[], edges: readonly string[]): Edit {
  return {
    type: 'batch',
    edits: [
      ...edges.map((id): SimpleEdit => ({ type: 'remove-edge', id })),
      ...nodes.map((id): SimpleEdit => ({ type: 'remove-node', id })),
    ],
  };
}

/** A node of the type with its default config and a title no other node has; undefined for an unknown type. */
export function createNode(graph: Graph, type: string, position: Position): GraphNode | undefined {
  const nodeType = nodeTypes.get(type);
  if (!nodeType) return undefined;
  const { title } = nodeType.config.parse({});
  const taken = new Set(graph.nodes.map((node) => readNode(node).title));
  return {
    id: takeFreeId(type, idsOf(graph.nodes)),
    type,
    position: { x: Math.round(position.x), y: Math.round(position.y) },
    config: typeof title === 'string' ? { title: freeTitle(title, taken) } : {},
  };
}

/**
 * Adds copies of nodes, and of the edges among them, under new ids, moved by `offset`. What is copied with its frame
 * stands in the copy of it; the others stand in the frame they land in when all of them do, else on the canvas.
 * `ids` are the copies' ids, in the order of `nodes`.
 */
export function pasteEdit(
  graph: Graph,
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  offset: Position,
): { readonly edit: Edit; readonly ids: string[] } {
  const nodeIds = idsOf(graph.nodes);
  const edgeIds = idsOf(graph.edges);
  const copies = new Map(
    nodes.map((node) => [node.id, takeFreeId(nodeTypes.has(node.type) ? node.type : 'node', nodeIds)]),
  );
  const outer = nodes
    .filter(({ parent }) => parent === undefined || !copies.has(parent))
    .map(({ parent: _, ...node }) => ({
      ...node,
      position: { x: node.position.x + offset.x, y: node.position.y + offset.y },
    }));
  const places = new Map(outer.map((node) => [node.id, node]));
  const landings = new Set(outer.map((node) => dropFrame(graph, node, node.position)));
  const [frame] = landings.size === 1 ? landings : [];
  let seen = graph;
  const edits = nodes.map((node): SimpleEdit => {
    const id = copies.get(node.id) ?? node.id;
    const placed = places.get(node.id);
    const copy = placed
      ? { ...placed, id }
      : { ...node, id, ...(node.parent !== undefined && { parent: copies.get(node.parent) ?? node.parent }) };
    if (!placed || !frame) return { type: 'add-node', node: copy };
    const edit: SimpleEdit = { type: 'add-node', node: putInside(seen, copy, frame, copy.position) };
    seen = applyEdit(seen, edit);
    return edit;
  });
  for (const edge of edges) {
    const source = copies.get(edge.source);
    const target = copies.get(edge.target);
    if (!source || !target) continue;
    edits.push({ type: 'add-edge', edge: { ...edge, id: takeFreeId('edge', edgeIds), source, target } });
  }
  return { edit: { type: 'batch', edits }, ids: [...copies.values()] };
}

function idsOf(items: readonly { readonly id: string }[]): Set<string> {
  return new Set(items.map((item) => item.id));
}
