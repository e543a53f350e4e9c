// What moving into, out of and within frames means for the graph. Pure. Each answer is one edit, so one undo step.
import type { Edit, Graph, GraphNode, Position, SimpleEdit } from '@parley/spec';
import { applyEdit } from '@parley/spec';
import { readNode } from '../state/read-node.ts';
import {
  boxesInside,
  findNode,
  frameAt,
  frameOf,
  isFrame,
  mayStandInside,
  placeOnCanvas,
  sizeOf,
} from './frame-place.ts';
import { type Box, freePlace, insideFrame, middleOfBox } from './frame-size.ts';

/** Somewhere a node is put: a frame or, without one, the canvas. */
interface Move {
  readonly id: string;
  readonly frame: GraphNode | undefined;
  /** Relative to the frame; absent: the first free place in it. */
  readonly position?: Position;
}

/**
 * The end of a drag: what was moved stands in the frame that its middle is over, or on the canvas. `positions` are
 * relative to where each node stood. Undefined when nothing was moved.
 */
export function dropEdit(graph: Graph, positions: Readonly<Record<string, Position>>): Edit | undefined {
  const within: Record<string, Position> = {};
  const moves: Move[] = [];
  for (const [id, position] of Object.entries(positions)) {
    const node = findNode(graph, id);
    if (!node) continue;
    const target = dropFrame(graph, node, position);
    const from = frameOf(graph, node);
    // A frame that is moved too takes along what it holds already, and nothing new.
    if (target?.id === from?.id || (target && Object.hasOwn(positions, target.id))) {
      within[id] = from && isFrame(from) ? insideFrame(readNode(from).ports, position) : roundPlace(position);
    } else {
      const place = placeOnCanvas(graph, node, position);
      moves.push({ id, frame: target, position: target ? minus(place, target.position) : place });
    }
  }
  const edits: SimpleEdit[] = [];
  if (Object.keys(within).length > 0) edits.push({ type: 'move-nodes', positions: within });
  return joinEdits(graph, [...edits, ...standEdits(applyEdit(graph, { type: 'batch', edits }), moves)]);
}

/** Moves by keyboard stay where they stand. */
export function nudgeEdit(graph: Graph, positions: Readonly<Record<string, Position>>): Edit | undefined {
  const kept = Object.entries(positions).map(([id, position]) => {
    const node = findNode(graph, id);
    const from = node && frameOf(graph, node);
    return [id, from && isFrame(from) ? insideFrame(readNode(from).ports, position) : roundPlace(position)] as const;
  });
  return kept.length === 0 ? undefined : { type: 'move-nodes', positions: Object.fromEntries(kept) };
}

/** Puts nodes into a frame, or out of theirs, beside it, with undefined. Undefined when nothing would change. */
export function standEdit(graph: Graph, ids: readonly string[], frame: GraphNode | undefined): Edit | undefined {
  const moves = ids.flatMap((id): Move[] => {
    const node = findNode(graph, id);
    const from = node && frameOf(graph, node);
    if (!node || from?.id === frame?.id || (frame && !mayStandInside(readNode(node).nodeType))) return [];
    if (frame) return [{ id, frame }];
    // Under the frame it leaves, in the same column.
    const place = placeOnCanvas(graph, node);
    const below = from ? from.position.y + sizeOf(graph, from).height + 32 : place.y;
    return [{ id, frame: undefined, position: { x: place.x, y: below } }];
  });
  return joinEdits(graph, standEdits(graph, moves));
}

/** How many wires the edit takes away. */
export function countLostWires(graph: Graph, edit: Edit): number {
  const kept = new Set(applyEdit(graph, edit).edges.map(({ id }) => id));
  return graph.edges.filter(({ id }) => !kept.has(id)).length;
}

/** The frame that a dragged node would stand in where it is now. */
export function dropFrame(graph: Graph, node: GraphNode, position: Position): GraphNode | undefined {
  if (!mayStandInside(readNode(node).nodeType)) return frameOf(graph, node);
  return frameAt(graph, middleOfBox({ ...placeOnCanvas(graph, node, position), ...sizeOf(graph, node) }));
}

/** The node put into the frame, near a place of the canvas where that is free. */
export function putInside(graph: Graph, node: GraphNode, frame: GraphNode, place?: Position): GraphNode {
  const wish = place && minus(place, frame.position);
  const position = freePlace(readNode(frame).ports, boxesInside(graph, frame.id), { size: sizeOf(graph, node), wish });
  return { ...node, parent: frame.id, position };
}

/** A set-parent for each move; joining nodes cover neither each other nor what stands there. */
function standEdits(graph: Graph, moves: readonly Move[]): SimpleEdit[] {
  const moving = new Set(moves.map(({ id }) => id));
  const taken = new Map<string, Box[]>();
  return moves.flatMap(({ id, frame, position }): SimpleEdit[] => {
    const node = findNode(graph, id);
    if (!node) return [];
    if (!frame) return [{ type: 'set-parent', id, parent: null, position: roundPlace(position ?? node.position) }];
    const boxes = taken.get(frame.id) ?? boxesInside(graph, frame.id, moving);
    const size = sizeOf(graph, node);
    const place = freePlace(readNode(frame).ports, boxes, { size, wish: position });
    taken.set(frame.id, [...boxes, { ...place, ...size }]);
    return [{ type: 'set-parent', id, parent: frame.id, position: place }];
  });
}

/** One batch. Wires among nodes that move together would be lost on the way, one by one: they are drawn again at the end. */
function joinEdits(graph: Graph, edits: readonly SimpleEdit[]): Edit | undefined {
  if (edits.length === 0) return undefined;
  const after = applyEdit(graph, { type: 'batch', edits: [...edits] });
  const kept = new Set(after.edges.map(({ id }) => id));
  const parents = new Map(after.nodes.map(({ id, parent }) => [id, parent]));
  const again = graph.edges.filter(
    ({ id, source, target }) =>
      !kept.has(id) && parents.has(source) && parents.has(target) && parents.get(source) === parents.get(target),
  );
  return {
    type: 'batch',
    edits: [...edits, ...again.map((edge): SimpleEdit => ({ type: 'add-edge', edge }))],
  };
}

function minus(one: Position, other: Position): Position {
  return { x: one.x - other.x, y: one.y - other.y };
}

function roundPlace({ x, y }: Position): Position {
  return { x: Math.round(x), y: Math.round(y) };
}
