import type { Graph } from '@parley/spec';
import { createGraph } from '@parley/spec';
import { expect, test } from 'vitest';
import { orderNodes } from './order-nodes.ts';

const node = (id: string, x: number) => ({ id, type: 'agent', position: { x, y: 0 }, config: {} });
const edge = (source: string, target: string) => ({
  id: `${source}${target}`,
  source,
  sourcePort: 'answer',
  target,
  targetPort: 'context',
});
const order = (graph: Graph) => orderNodes(graph).map(({ id }) => id);

test('a node comes after all that feed it, wherever it stands', () => {
  const graph = {
    ...createGraph('Mesh'),
    nodes: [node('end', 0), node('b', 200), node('a', 100), node('start', 900)],
    edges: [edge('start', 'a'), edge('start', 'b'), edge('a', 'end'), edge('b', 'end')],
  };
  expect(order(graph)).toEqual(['start', 'a', 'b', 'end']);
});

test('every node of a circle is there once, and an edge to nowhere holds nobody back', () => {
  const graph = {
    ...createGraph('Mesh'),
    nodes: [node('a', 0), node('b', 100), node('c', 200)],
    edges: [edge('a', 'b'), edge('b', 'a'), edge('gone', 'c')],
  };
  expect(order(graph)).toEqual(['c', 'a', 'b']);
});

test('what stands in a frame follows it, in its own order', () => {
  const inside = (id: string, x: number) => ({ ...node(id, x), parent: 'd' });
  const graph = {
    ...createGraph('Mesh'),
    nodes: [
      inside('b', 300),
      inside('a', 24),
      node('end', 0),
      { ...node('d', 50), type: 'debate' },
      node('start', 900),
    ],
    edges: [edge('start', 'd'), edge('d', 'end'), edge('b', 'a')],
  };
  expect(order(graph)).toEqual(['start', 'd', 'b', 'a', 'end']);
});
