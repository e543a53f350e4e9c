import type { Edit, Graph } from '@parley/spec';
import { applyEdit, createGraph } from '@parley/spec';
import { describe, expect, test } from 'vitest';
import { countLostWires, dropEdit, nudgeEdit, standEdit } from './frame-edit.ts';
import { findNode } from './frame-place.ts';

const node = (id: string, type: string, x: number, y: number, parent?: string) => ({
  id,
  type,
  position: { x, y },
  config: {},
  ...(parent !== undefined && { parent }),
});
const wire = (source: string, target: string) => ({
  id: `${source}${target}`,
  source,
  sourcePort: 'answer',
  target,
  targetPort: 'context',
});

// The first card of a frame stands at 24, 228.
const graph: Graph = {
  ...createGraph('Mesh'),
  nodes: [
    node('q', 'input', 0, 0),
    node('d', 'debate', 1000, 0),
    node('in', 'agent', 24, 228, 'd'),
    node('a', 'agent', 0, 600),
    node('b', 'agent', 300, 600),
  ],
  edges: [wire('q', 'a'), wire('a', 'b')],
};
const after = (edit: Edit | undefined, before = graph) => applyEdit(before, edit ?? { type: 'batch', edits: [] });
const placesOf = ({ nodes }: Graph) =>
  Object.fromEntries(nodes.map(({ id, position: { x, y }, parent }) => [id, [x, y, parent]]));
const before = placesOf(graph);

describe('a drop', () => {
  test('on the canvas is a move in whole pixels', () => {
    expect(dropEdit(graph, { a: { x: 10.4, y: 620.6 } })).toEqual({
      type: 'batch',
      edits: [{ type: 'move-nodes', positions: { a: { x: 10, y: 621 } } }],
    });
    expect(dropEdit(graph, {})).toBeUndefined();
  });

  test('over a frame joins it at the place of the drop, and its wires to the outside go', () => {
    const edit = dropEdit(graph, { a: { x: 1310, y: 240 } });
    expect(placesOf(after(edit))).toEqual({ ...before, a: [310, 240, 'd'] });
    expect(after(edit).edges).toEqual([]);
    expect(edit && countLostWires(graph, edit)).toBe(2);
  });

  test('on a card in the frame stands beside it', () => {
    expect(placesOf(after(dropEdit(graph, { a: { x: 1030, y: 250 } })))['a']).toEqual([304, 228, 'd']);
  });

  test('of two that are wired to one another keeps their wire, whichever joins first', () => {
    const moved = after(dropEdit(graph, { a: { x: 1310, y: 240 }, b: { x: 1330, y: 250 } }));
    expect(placesOf(moved)).toEqual({ ...before, a: [310, 240, 'd'], b: [590, 240, 'd'] });
    expect(moved.edges).toEqual([wire('a', 'b')]);
  });

  test('outside of its frame leaves it, and stands where it was let go', () => {
    expect(placesOf(after(dropEdit(graph, { in: { x: -400, y: 100 } })))).toEqual({
      ...before,
      in: [600, 100, undefined],
    });
  });

  test('within its frame stays clear of the head', () => {
    expect(placesOf(after(dropEdit(graph, { in: { x: 3, y: 150 } })))['in']).toEqual([24, 228, 'd']);
  });

  test('of a frame on something, or of what cannot stand in one, is a move', () => {
    expect(placesOf(after(dropEdit(graph, { d: { x: 0, y: 500 }, q: { x: 100, y: 600 } })))).toEqual({
      ...before,
      d: [0, 500, undefined],
      q: [100, 600, undefined],
    });
    expect(placesOf(after(dropEdit(graph, { q: { x: 1310, y: 240 } })))['q']).toEqual([1310, 240, undefined]);
  });
});

test('a move by keyboard never leaves a frame or joins one', () => {
  const moved = after(nudgeEdit(graph, { in: { x: -300, y: 300 }, a: { x: 1310.2, y: 240 } }));
  expect(placesOf(moved)).toEqual({ ...before, in: [24, 300, 'd'], a: [1310, 240, undefined] });
});

describe('without a mouse', () => {
  test('nodes are put into the first free places of a frame, and out again below it', () => {
    const inside = after(standEdit(graph, ['a', 'b', 'q', 'd'], findNode(graph, 'd')));
    expect(placesOf(inside)).toEqual({ ...before, a: [304, 228, 'd'], b: [584, 228, 'd'] });
    expect(inside.edges).toEqual([wire('a', 'b')]);
    const outside = after(standEdit(inside, ['b'], undefined), inside);
    // 228 and a card of 240 and the gap and the foot, and room below.
    expect(placesOf(outside)['b']).toEqual([1584, 556, undefined]);
    expect(outside.edges).toEqual([]);
  });

  test('where nothing changes there is no edit', () => {
    expect(standEdit(graph, ['in', 'q'], findNode(graph, 'd'))).toBeUndefined();
    expect(standEdit(graph, ['a'], undefined)).toBeUndefined();
  });
});
