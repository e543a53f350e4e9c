// What a person can do to the open mesh, as functions with arguments. Each is one undo step.
import { Graph as DagreGraph, layout } from '@dagrejs/dagre';
import { explainConnection } from '@parley/compiler';
import { nodeTypes } from '@parley/nodes';
import type { Position, SimpleEdit } from '@parley/spec';
import { toast } from 'sonner';
import { getCanvasHandle } from '../canvas/canvas-handle.ts';
import { CARD_WIDTH, cardHeight } from '../canvas/card-size.ts';
import type { Ends } from '../canvas/to-edit.ts';
import { connectEdit, createNode, pasteEdit, removeEdit } from '../canvas/to-edit.ts';
import { dispatch, getGraph, selectNode } from '../state/graph-store.ts';
import { readNode } from '../state/read-node.ts';
import { setSelection, viewStore } from '../state/view-store.ts';
import type { Clipping } from './clipboard.ts';
import { clip, readClipping, writeClipping } from './clipboard.ts';

/** Pixels between a card and the next column. */
const COLUMN_GAP = 72;
/** About what a card with two ports is high. */
const TYPICAL_HEIGHT = 240;

/** Adds a node, at the middle of what is visible unless told where, and selects it. Answers its id. */
export function addNode(type: string, position?: Position): string | undefined {
  const id = addWiredNode(type, position ?? freeSpot(), () => undefined);
  if (id !== undefined && !position) getCanvasHandle()?.reveal(id);
  return id;
}

/** Adds a node and the edge that `ends` names for its id, as one undo step. */
export function addWiredNode(
  type: string,
  position: Position,
  ends: (nodeId: string) => Ends | undefined,
): string | undefined {
  const graph = getGraph();
  const node = createNode(graph, type, position);
  if (!node) return undefined;
  const edits: SimpleEdit[] = [{ type: 'add-node', node }];
  const wire = ends(node.id);
  if (wire) edits.push(connectEdit(graph, wire));
  dispatch({ type: 'batch', edits }, `Add ${nodeTypes.get(type)?.title ?? type}`);
  selectNode(node.id);
  return node.id;
}

/** Draws an edge; one that is impossible is refused with the reason. */
export function connect(ends: Ends): void {
  const reason = explainConnection(getGraph(), ends, nodeTypes);
  if (reason === undefined) dispatch(connectEdit(getGraph(), ends), 'Wire');
  else refuseWire(reason);
}

export function refuseWire(reason: string): void {
  toast.warning(reason, { id: 'refused-wire' });
}

export function removeSelection(): void {
  const { nodes, edges } = viewStore.getState().selection;
  dispatch(removeEdit(nodes, edges), 'Delete');
  setSelection({ nodes: [], edges: [] });
}

export function duplicateSelection(): void {
  paste(clip(getGraph(), viewStore.getState().selection.nodes), { x: 32, y: 32 }, 'Duplicate');
}

/** The selected nodes as text; undefined when none is selected. */
export function copySelection(): string | undefined {
  const clipping = clip(getGraph(), viewStore.getState().selection.nodes);
  return clipping.nodes.length === 0 ? undefined : writeClipping(clipping);
}

/** Adds the nodes in a text around the middle of what is visible; says so when there are none. */
export function pasteText(text: string): void {
  const clipping = readClipping(text);
  if (!clipping) {
    toast.warning('The clipboard holds no nodes. Copy some on a canvas, or the JSON of a mesh, and paste again.');
    return;
  }
  const left = Math.min(...clipping.nodes.map((node) => node.position.x));
  const top = Math.min(...clipping.nodes.map((node) => node.position.y));
  const centre = freeSpot();
  paste(clipping, { x: Math.round(centre.x - left), y: Math.round(centre.y - top) }, 'Paste');
}

function paste({ nodes, edges }: Clipping, offset: Position, label: string): void {
  if (nodes.length === 0) return;
  const { edit, ids } = pasteEdit(getGraph(), nodes, edges, offset);
  dispatch(edit, label);
  setSelection({ nodes: ids, edges: [] });
}

/** Lays the mesh out from left to right in the order its answers flow. */
export function tidyUp(): void {
  const { nodes, edges } = getGraph();
  const sheet = new DagreGraph();
  sheet.setGraph({ rankdir: 'LR', nodesep: 32, ranksep: COLUMN_GAP });
  sheet.setDefaultEdgeLabel(() => ({}));
  const placed = nodes.filter((node) => readNode(node).nodeType?.role !== 'annotation');
  for (const node of placed) {
    sheet.setNode(node.id, { width: CARD_WIDTH, height: cardHeight(readNode(node).ports) });
  }
  for (const { source, target } of edges) {
    if (sheet.hasNode(source) && sheet.hasNode(target)) sheet.setEdge(source, target);
  }
  layout(sheet);
  const positions = Object.fromEntries(
    placed.map((node) => {
      const { x, y } = sheet.node(node.id);
      return [node.id, { x: Math.round(x - CARD_WIDTH / 2), y: Math.round(y - cardHeight(readNode(node).ports) / 2) }];
    }),
  );
  dispatch({ type: 'move-nodes', positions }, 'Tidy up');
  requestAnimationFrame(() => getCanvasHandle()?.fitView());
}

/** A spot near the middle of what is visible where a card covers no other: there, or to the right of what is there. */
function freeSpot(): Position {
  const centre = getCanvasHandle()?.visibleCentre() ?? { x: 0, y: 0 };
  const spot = { x: Math.round(centre.x - CARD_WIDTH / 2), y: Math.round(centre.y - TYPICAL_HEIGHT / 2) };
  const covers = () =>
    getGraph().nodes.find(
      ({ position }) =>
        Math.abs(position.x - spot.x) < CARD_WIDTH + 24 && Math.abs(position.y - spot.y) < TYPICAL_HEIGHT + 24,
    );
  for (let other = covers(); other; other = covers()) spot.x = other.position.x + CARD_WIDTH + COLUMN_GAP;
  return spot;
}

/** Names the mesh; a name that is only spaces is refused by doing nothing. */
export function renameMesh(name: string): void {
  if (name.trim() !== '') dispatch({ type: 'rename-graph', name: name.slice(0, 200) }, 'Rename the mesh', 'name');
}
