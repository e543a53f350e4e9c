import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdit } from './apply-edit.ts';
import { type Edit, editSchema } from './edit.ts';
import { type Graph, type GraphEdge, type GraphNode, graphSchema } from './graph.ts';

const node = (id: string, config: GraphNode['config'] = {}): GraphNode => ({
  id,
  type: 'agent',
  position: { x: 0, y: 0 },
  config,
});
const edge = (id: string, source: string, target: string): GraphEdge => ({
  id,
  source,
  sourcePort: 'answer',
  target,
  targetPort: 'context',
});
const graph: Graph = {
  version: 1,
  name: 'Mesh',
  nodes: [node('a', { title: 'A', model: 'm' }), node('b'), node('c')],
  edges: [edge('ab', 'a', 'b'), edge('bc', 'b', 'c')],
};

describe('each edit does what it says and nothing else', () => {
  const cases: [Edit, Graph][] = [
    [
      { type: 'add-node', node: node('d') },
      { ...graph, nodes: [...graph.nodes, node('d')] },
    ],
    [
      { type: 'remove-node', id: 'b' },
      { ...graph, nodes: graph.nodes.filter(({ id }) => id !== 'b'), edges: [] },
    ],
    [
      { type: 'move-nodes', positions: { c: { x: 5, y: -5 }, gone: { x: 1, y: 1 } } },
      { ...graph, nodes: [...graph.nodes.slice(0, 2), { ...node('c'), position: { x: 5, y: -5 } }] },
    ],
    [
      { type: 'set-config', id: 'a', config: { model: null, domain: 'law' } },
      {
        ...graph,
        nodes: [node('a', { title: 'A', model: null, domain: 'law' }), ...graph.nodes.slice(1)],
      },
    ],
    [
      { type: 'add-edge', edge: edge('ac', 'a', 'c') },
      { ...graph, edges: [...graph.edges, edge('ac', 'a', 'c')] },
    ],
    [
      { type: 'remove-edge', id: 'ab' },
      { ...graph, edges: [edge('bc', 'b', 'c')] },
    ],
    [
      { type: 'rename-graph', name: 'Other' },
      { ...graph, name: 'Other' },
    ],
    [
      { type: 'reassign-node-id', index: 2, id: 'z' },
      { ...graph, nodes: [...graph.nodes.slice(0, 2), node('z')] },
    ],
    [
      { type: 'reassign-edge-id', index: 0, id: 'z' },
      { ...graph, edges: [edge('z', 'a', 'b'), edge('bc', 'b', 'c')] },
    ],
    [
      { type: 'replace-graph', graph: { ...graph, nodes: [], edges: [] } },
      { ...graph, nodes: [], edges: [] },
    ],
    [
      {
        type: 'batch',
        edits: [
          { type: 'remove-node', id: 'a' },
          { type: 'add-edge', edge: edge('cb', 'c', 'b') },
        ],
      },
      { ...graph, nodes: graph.nodes.slice(1), edges: [edge('bc', 'b', 'c'), edge('cb', 'c', 'b')] },
    ],
  ];
  test.each(cases)('%j', (edit, expected) => {
    const before = structuredClone(graph);
    expect(applyEdit(graph, editSchema.parse(edit))).toEqual(expected);
    expect(graph).toEqual(before);
  });
});

test.each([
  { type: 'remove-node', id: 'gone' },
  { type: 'remove-node', id: '__proto__' },
  { type: 'move-nodes', positions: { gone: { x: 1, y: 1 } } },
  { type: 'move-nodes', positions: { a: { x: 0, y: 0 } } },
  { type: 'set-config', id: 'gone', config: { title: 'x' } },
  { type: 'remove-edge', id: 'gone' },
  { type: 'rename-graph', name: 'Mesh' },
  { type: 'reassign-node-id', index: 3, id: 'z' },
  { type: 'reassign-edge-id', index: 2, id: 'z' },
  { type: 'batch', edits: [] },
] satisfies Edit[])('an edit that changes nothing gives the very same graph: %j', (edit) => {
  expect(applyEdit(graph, edit)).toBe(graph);
});

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const position = fc.record({ x: fc.integer(), y: fc.integer() });
const anyNode = fc.record({
  id,
  type: fc.constantFrom('agent', 'note'),
  position,
  config: fc.dictionary(fc.constantFrom('title', 'text'), fc.string()),
});
const anyEdge = fc.tuple(id, id, id).map(([name, source, target]) => edge(name, source, target));
const simple = [
  fc.record({ type: fc.constant('add-node' as const), node: anyNode }),
  fc.record({ type: fc.constant('remove-node' as const), id }),
  fc.record({ type: fc.constant('move-nodes' as const), positions: fc.dictionary(id, position) }),
  fc.record({
    type: fc.constant('set-config' as const),
    id,
    // zod's records drop this key, so no edit that came through a door has it.
    config: fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      fc.string(),
    ),
  }),
  fc.record({ type: fc.constant('add-edge' as const), edge: anyEdge }),
  fc.record({ type: fc.constant('remove-edge' as const), id }),
  fc.record({ type: fc.constant('reassign-node-id' as const), index: fc.nat(6), id }),
  fc.record({ type: fc.constant('reassign-edge-id' as const), index: fc.nat(6), id }),
];

test('any edits in any order give a well-formed graph and never touch the one before', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(...simple), { maxLength: 30 }), (edits) => {
      let current = graph;
      for (const edit of edits) {
        const frozen = structuredClone(current);
        const next = applyEdit(current, edit);
        expect(current).toEqual(frozen);
        current = graphSchema.parse(next);
      }
      expect(applyEdit(graph, { type: 'batch', edits })).toEqual(current);
    }),
  );
});

test('adding a node and removing it again gives back what was there', () => {
  fc.assert(
    fc.property(anyNode, (added) => {
      const fresh = { ...added, id: 'fresh' };
      const after = applyEdit(graph, { type: 'add-node', node: fresh });
      expect(applyEdit(after, { type: 'remove-node', id: 'fresh' })).toEqual(graph);
    }),
  );
});
