import type { Graph } from '@parley/spec';
import { applyEdit, createGraph } from '@parley/spec';
import { expect, test } from 'vitest';
import type { FlowLocal } from './derive-flow.ts';
import { createEdgeDeriver, createNodeDeriver } from './derive-flow.ts';

const graph: Graph = {
  ...createGraph('Mesh'),
  nodes: [
    { id: 'q', type: 'input', position: { x: 0, y: 0 }, config: {} },
    { id: 'a', type: 'agent', position: { x: 300, y: 0 }, config: { title: 'Law' } },
    { id: 'x', type: 'oracle', position: { x: 600, y: 0 }, config: { depth: 3 } },
    { id: 'n', type: 'note', position: { x: 0, y: 300 }, config: {} },
  ],
  edges: [
    { id: 'qa', source: 'q', sourcePort: 'brief', target: 'a', targetPort: 'brief' },
    { id: 'ax', source: 'a', sourcePort: 'answer', target: 'x', targetPort: 'in' },
    { id: 'wrong-port', source: 'q', sourcePort: 'brief', target: 'a', targetPort: 'elsewhere' },
    { id: 'nowhere', source: 'a', sourcePort: 'answer', target: 'gone', targetPort: 'in' },
  ],
};
const selection = { nodes: [], edges: [] };
const local: FlowLocal = { drags: new Map(), sizes: new Map() };

test('cards carry a name for screen readers; notes are notes; unknown types are kept', () => {
  const nodes = createNodeDeriver()(graph, selection, local);
  expect(nodes.map(({ id, type, ariaLabel }) => [id, type, ariaLabel])).toEqual([
    ['q', 'card', 'Input, Input'],
    ['a', 'card', 'Law, Agent'],
    ['x', 'card', 'oracle, unknown kind'],
    ['n', 'note', 'Note, Note'],
  ]);
});

test('only what changed gets a new identity', () => {
  const derive = createNodeDeriver();
  const first = derive(graph, selection, local);
  expect(derive(graph, selection, local).map((node, index) => node === first[index])).toEqual([true, true, true, true]);
  const renamed = applyEdit(graph, { type: 'set-config', id: 'a', config: { title: 'Tax' } });
  const second = derive(renamed, { nodes: ['n'], edges: [] }, local);
  expect(second.map((node, index) => node === first[index])).toEqual([true, false, true, false]);
  const dragged = derive(renamed, { nodes: ['n'], edges: [] }, { ...local, drags: new Map([['q', { x: 9, y: 9 }]]) });
  expect(dragged.map((node, index) => node === second[index])).toEqual([false, true, true, true]);
  expect(dragged[0]?.position).toEqual({ x: 9, y: 9 });
});

test('edges to ports that are not there are not drawn; a node of an unknown type has those its edges name', () => {
  const derive = createEdgeDeriver();
  const first = derive(graph, selection);
  expect(first.map(({ id, ariaLabel }) => [id, ariaLabel])).toEqual([
    ['qa', 'From Input to Law'],
    ['ax', 'From Law to oracle'],
  ]);
  expect(derive({ ...graph }, selection)[0]).toBe(first[0]);
  expect(derive(graph, { nodes: [], edges: ['qa'] })[0]).not.toBe(first[0]);
});

test('a card of a known kind says its size and handles, so that wires need no measuring; others are measured', () => {
  const sizes = new Map([
    ['a', { width: 1, height: 1 }],
    ['n', { width: 240, height: 42 }],
  ]);
  const handle = { width: 12, height: 12 };
  const derive = createNodeDeriver();
  const first = derive(graph, selection, { ...local, sizes });
  expect(first.slice(1).map(({ measured, handles }) => [measured, handles])).toEqual([
    [
      { width: 256, height: 240 },
      [
        { ...handle, id: 'brief', type: 'target', position: 'left', x: -5, y: 71 },
        { ...handle, id: 'context', type: 'target', position: 'left', x: -5, y: 95 },
        { ...handle, id: 'answer', type: 'source', position: 'right', x: 249, y: 71 },
      ],
    ],
    [undefined, undefined],
    [{ width: 240, height: 42 }, undefined],
  ]);
  const other = derive(graph, selection, { ...local, sizes: new Map([['n', { width: 240, height: 58 }]]) });
  expect(other.map((node, index) => node === first[index])).toEqual([true, true, true, false]);
});

test('a frame stands behind and before what it holds, around its cards as the graph has them', () => {
  const framed: Graph = {
    ...graph,
    nodes: [
      { id: 'in', type: 'agent', position: { x: 24, y: 228 }, parent: 'd', config: { title: 'Sceptic' } },
      { id: 'd', type: 'debate', position: { x: 500, y: 0 }, config: {} },
      { id: 'lost', type: 'agent', position: { x: 0, y: 0 }, parent: 'gone', config: { title: 'Lost' } },
    ],
    edges: [],
  };
  const derive = createNodeDeriver();
  const first = derive(framed, selection, local);
  expect(first.map(({ id, type, parentId, ariaLabel }) => [id, type, parentId, ariaLabel])).toEqual([
    ['d', 'frame', undefined, 'Debate, Debate, 1 card inside'],
    ['in', 'card', 'd', 'Sceptic, Agent, in Debate'],
    ['lost', 'card', undefined, 'Lost, Agent'],
  ]);
  expect([first[0]?.zIndex, first[0]?.measured]).toEqual([-1, { width: 584, height: 524 }]);
  const dragged = derive(framed, selection, { ...local, drags: new Map([['in', { x: 2000, y: 2000 }]]) });
  expect(dragged.map((node, index) => node === first[index])).toEqual([true, false, true]);
  const moved = applyEdit(framed, { type: 'move-nodes', positions: { in: { x: 400, y: 300 } } });
  expect(derive(moved, selection, local)[0]?.measured).toEqual({ width: 680, height: 596 });
  const renamed = applyEdit(framed, { type: 'set-config', id: 'd', config: { title: 'Panel' } });
  expect(derive(renamed, selection, local)[1]?.ariaLabel).toBe('Sceptic, Agent, in Panel');
});
