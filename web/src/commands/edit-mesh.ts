// What a person can do to the open mesh, as functions with arguments. Each is one undo step.
import { explainConnection } from '@parley/compiler';
import { nodeTypes } from '@parley/nodes';
import type { Graph, GraphNode, Position, SimpleEdit } from '@parley/spec';
import { toast } from 'sonner';
import { getCanvasHandle } from '../canvas/canvas-handle.ts';
import { putInside } from '../canvas/frame-edit.ts';
import { boxOf, findNode, frameAt, frameOf, isFrame, mayStandInside, sizeOf } from '../canvas/frame-place.ts';
import { overlaps, type Size, USUAL_CARD } from '../canvas/frame-size.ts';
import { COLUMN_GAP, tidyEdit } from '../canvas/tidy-layout.ts';
import type { Ends } from '../canvas/to-edit.ts';
import { connectEdit, createNode, pasteEdit, removeEdit } from '../canvas/to-edit.ts';
import { dispatch, getGraph, selectNode } from '../state/graph-store.ts';
import { readNode } from '../state/read-node.ts';
import { setSelection, viewStore } from '../state/view-store.ts';
import type { Clipping } from './clipboard.ts';
import { clip, readClipping, writeClipping } from './clipboard.ts';

/** A place on the canvas that somebody pointed at. */
interface Place {
  /** The top left corner of what is put there. */
  readonly position: Position;
  readonly pointer: Position;
}

/** Adds a node, into the frame that is selected or at the middle of what is visible unless told where, and selects it. Answers its id. */
export function addNode(type: string, place?: Place): string | undefined {
  const id = addWiredNode(type, place, () => undefined);
  if (id !== undefined && !place) getCanvasHandle()?.reveal(id);
  return id;
}

/** Adds a node and the edge that `ends` names for its id, as one undo step. It stands in the frame at its place, or in that of what it is wired to. */
export function addWiredNode(
  type: string,
  place: Place | undefined,
  ends: (nodeId: string) => Ends | undefined,
): string | undefined {
  const graph = getGraph();
  const fresh = createNode(graph, type, place?.position ?? { x: 0, y: 0 });
  if (!fresh) return undefined;
  const wire = ends(fresh.id);
  const other = wire && findNode(graph, wire.source === fresh.id ? wire.target : wire.source);
  const node = placeNew(graph, fresh, { place, other });
  const edits: SimpleEdit[] = [{ type: 'add-node', node }];
  if (wire && node.parent === other?.parent) edits.push(connectEdit(graph, wire));
  dispatch({ type: 'batch', edits }, `Add ${nodeTypes.get(type)?.title ?? type}`);
  selectNode(node.id);
  return node.id;
}

interface Spot {
  /** Absent: wherever there is room. */
  readonly place: Place | undefined;
  /** What it is wired to. */
  readonly other: GraphNode | undefined;
}

function placeNew(graph: Graph, node: GraphNode, { place, other }: Spot): GraphNode {
  const size = sizeOf(graph, node);
  const frame = mayStandInside(readNode(node).nodeType) ? frameFor(graph, { place, other }) : undefined;
  if (frame) return putInside(graph, node, frame, place?.position);
  return { ...node, position: place ? node.position : freeSpot(size) };
}

function frameFor(graph: Graph, { place, other }: Spot): GraphNode | undefined {
  if (other) return frameOf(graph, other);
  if (place) return frameAt(graph, place.pointer);
  const [chosen, another] = viewStore.getState().selection.nodes;
  const node = chosen === undefined || another !== undefined ? undefined : findNode(graph, chosen);
  return node && isFrame(node) ? node : undefined;
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
  const ids = new Set(clipping.nodes.map(({ id }) => id));
  const outer = clipping.nodes.filter(({ parent }) => parent === undefined || !ids.has(parent));
  const left = Math.min(...outer.map((node) => node.position.x));
  const top = Math.min(...outer.map((node) => node.position.y));
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
  dispatch(tidyEdit(getGraph()), 'Tidy up');
  requestAnimationFrame(() => getCanvasHandle()?.fitView());
}

/** A spot near the middle of what is visible where this size covers nothing: there, or to the right of what is there. */
function freeSpot(size: Size = USUAL_CARD): Position {
  const graph = getGraph();
  const centre = getCanvasHandle()?.visibleCentre() ?? { x: 0, y: 0 };
  const spot = { x: Math.round(centre.x - size.width / 2), y: Math.round(centre.y - size.height / 2) };
  const boxes = graph.nodes.filter((node) => !frameOf(graph, node)).map((node) => boxOf(graph, node));
  const around = () => ({ x: spot.x - 12, y: spot.y - 12, width: size.width + 24, height: size.height + 24 });
  const covers = () => boxes.find((box) => overlaps(box, around()));
  for (let other = covers(); other; other = covers()) spot.x = other.x + other.width + COLUMN_GAP;
  return spot;
}

/** Names the mesh; a name that is only spaces is refused by doing nothing. */
export function renameMesh(name: string): void {
  if (name.trim() !== '') dispatch({ type: 'rename-graph', name: name.slice(0, 200) }, 'Rename the mesh', 'name');
}
