// tidyEdit: the mesh laid out from left to right in the order its answers flow; frames from the inside out. Pure.
import { Graph as DagreGraph, layout } from '@dagrejs/dagre';
import type { Edit, Graph, GraphEdge, GraphNode, Position } from '@parley/spec';
import { applyEdit } from '@parley/spec';
import { readNode } from '../state/read-node.ts';
import { frameOf, isFrame, nodesInside, sizeOf } from './frame-place.ts';
import { frameInset, freePlace } from './frame-size.ts';
import type { Box } from './frame-size.ts';

/** Pixels between a card and the next column. */
export const COLUMN_GAP = 72;

/** Moves every card and frame; notes on the canvas stay where somebody put them. */
export function tidyEdit(graph: Graph): Edit {
  const inside: Record<string, Position> = {};
  for (const frame of graph.nodes.filter(isFrame)) Object.assign(inside, layOutInside(graph, frame));
  // Frames are as large as their cards then stand.
  const filled = applyEdit(graph, { type: 'move-nodes', positions: inside });
  const outside = filled.nodes.filter(
    (node) => frameOf(filled, node) === undefined && readNode(node).nodeType?.role !== 'annotation',
  );
  return { type: 'move-nodes', positions: { ...inside, ...layOut(filled, outside) } };
}

/** Cards wired to one another flow to the right; else they fill rows, in the order of the graph. */
function layOutInside(graph: Graph, frame: GraphNode): Record<string, Position> {
  const nodes = nodesInside(graph, frame.id);
  const { ports } = readNode(frame);
  const ids = new Set(nodes.map(({ id }) => id));
  if (graph.edges.some(({ source, target }) => ids.has(source) && ids.has(target))) {
    const inset = frameInset(ports);
    return Object.fromEntries(
      Object.entries(layOut(graph, nodes)).map(([id, { x, y }]) => [id, { x: x + inset.x, y: y + inset.y }]),
    );
  }
  const boxes: Box[] = [];
  return Object.fromEntries(
    nodes.map((node) => {
      const size = sizeOf(graph, node);
      const place = freePlace(ports, boxes, { size });
      boxes.push({ ...place, ...size });
      return [node.id, place];
    }),
  );
}

function layOut(graph: Graph, nodes: readonly GraphNode[]): Record<string, Position> {
  const sheet = new DagreGraph();
  sheet.setGraph({ rankdir: 'LR', nodesep: 32, ranksep: COLUMN_GAP });
  sheet.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) sheet.setNode(node.id, { ...sizeOf(graph, node) });
  const isHere = ({ source, target }: GraphEdge) => sheet.hasNode(source) && sheet.hasNode(target);
  for (const { source, target } of graph.edges.filter(isHere)) sheet.setEdge(source, target);
  layout(sheet);
  return Object.fromEntries(
    nodes.map((node) => {
      const { x, y } = sheet.node(node.id);
      const { width, height } = sizeOf(graph, node);
      return [node.id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }];
    }),
  );
}
