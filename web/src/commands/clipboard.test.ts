import type { Graph } from '@parley/spec';
import { createGraph } from '@parley/spec';
import { expect, test } from 'vitest';
import { clip, readClipping, writeClipping } from './clipboard.ts';

const agent = (id: string) => ({ id, type: 'agent', position: { x: 0, y: 0 }, config: { title: id } });
const edge = (id: string, source: string, target: string) => ({
  id,
  source,
  sourcePort: 'answer',
  target,
  targetPort: 'context',
});
const graph: Graph = {
  ...createGraph('Mesh'),
  nodes: [agent('a'), agent('b'), agent('c')],
  edges: [edge('ab', 'a', 'b'), edge('bc', 'b', 'c')],
};

test('what is copied is the nodes and the edges among them, and reads back the same', () => {
  const clipping = { nodes: [agent('a'), agent('b')], edges: [edge('ab', 'a', 'b')] };
  expect(clip(graph, ['b', 'a'])).toEqual(clipping);
  expect(readClipping(writeClipping(clipping))).toEqual(clipping);
});

test('a frame is copied with what stands in it; what is copied without its frame stands on the canvas', () => {
  const debate = { id: 'd', type: 'debate', position: { x: 500, y: 100 }, config: {} };
  const inside = { ...agent('e'), position: { x: 24, y: 200 }, parent: 'd' };
  const framed: Graph = { ...graph, nodes: [...graph.nodes, debate, inside] };
  expect(clip(framed, ['d'])).toEqual({ nodes: [debate, inside], edges: [] });
  expect(clip(framed, ['e'])).toEqual({ nodes: [{ ...agent('e'), position: { x: 524, y: 300 } }], edges: [] });
});

test('a whole saved mesh can be pasted', () => {
  expect(readClipping(JSON.stringify(graph))).toEqual({ nodes: graph.nodes, edges: graph.edges });
});

test.each([
  ['words', 'hello'],
  ['other JSON', '{"nodes":3}'],
  ['no nodes', '{"nodes":[],"edges":[]}'],
  ['a node with a forbidden id', '{"nodes":[{"id":"__proto__","type":"agent","position":{"x":0,"y":0},"config":{}}]}'],
])('%s are no clipping', (_, text) => {
  expect(readClipping(text)).toBeUndefined();
});
