import type { Graph } from '@parley/spec';
import { applyEdit, createGraph } from '@parley/spec';
import { expect, test } from 'vitest';
import { boxesInside, boxOf, findNode, sizeOf } from './frame-place.ts';
import { holds, overlaps } from './frame-size.ts';
import { tidyEdit } from './tidy-layout.ts';

const node = (id: string, type: string, parent?: string) => ({
  id,
  type,
  position: { x: 7, y: 7 },
  config: {},
  ...(parent !== undefined && { parent }),
});
const wire = (source: string, target: string) => ({
  id: `${source}${target}`,
  source,
  sourcePort: 'x',
  target,
  targetPort: 'y',
});
const voices = ['a', 'b', 'c', 'e'];
const graph: Graph = {
  ...createGraph('Mesh'),
  nodes: [
    ...voices.map((id) => node(id, 'agent', 'd')),
    node('q', 'input'),
    node('d', 'debate'),
    node('o', 'output'),
    node('n', 'note'),
  ],
  edges: [wire('q', 'd'), wire('d', 'o')],
};

test('cards fill rows inside their frame, which stands between what it comes from and what it leads to', () => {
  const tidy = applyEdit(graph, tidyEdit(graph));
  expect(tidy.nodes.slice(0, 4).map(({ position }) => position)).toEqual([
    { x: 24, y: 228 },
    { x: 304, y: 228 },
    { x: 584, y: 228 },
    { x: 24, y: 492 },
  ]);
  const boxes = ['q', 'd', 'o'].flatMap((id) => findNode(tidy, id) ?? []).map((each) => boxOf(tidy, each));
  expect(boxes.map(({ width, height }) => [width, height])).toEqual([
    [256, 216],
    [864, 788],
    [256, 216],
  ]);
  expect(boxes.slice(1).every((box, index) => box.x >= (boxes[index]?.x ?? 0) + (boxes[index]?.width ?? 0) + 72)).toBe(
    true,
  );
  expect(findNode(tidy, 'n')?.position).toEqual({ x: 7, y: 7 });
});

test('cards wired to one another flow to the right inside the frame, and none covers another', () => {
  const wired = { ...graph, edges: [...graph.edges, wire('a', 'c'), wire('b', 'c')] };
  const tidy = applyEdit(wired, tidyEdit(wired));
  const frame = findNode(tidy, 'd');
  const boxes = boxesInside(tidy, 'd');
  expect(boxes.length).toBe(4);
  expect(boxes.filter((box) => boxes.some((other) => other !== box && overlaps(box, other)))).toEqual([]);
  const size = frame && sizeOf(tidy, frame);
  expect(boxes.filter((box) => !size || !holds({ x: 24, y: 228, ...size }, box))).toEqual([]);
  expect((findNode(tidy, 'c')?.position.x ?? 0) - (findNode(tidy, 'a')?.position.x ?? 0)).toBe(256 + 72);
});
