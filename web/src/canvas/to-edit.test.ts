import type { Graph } from '@parley/spec';
import { applyEdit, createGraph, graphSchema } from '@parley/spec';
import { describe, expect, test } from 'vitest';
import { connectEdit, createNode, movedPositions, pasteEdit, removeEdit, toEnds } from './to-edit.ts';

const graph: Graph = {
  ...createGraph('Mesh'),
  nodes: [
    { id: 'input-1', type: 'input', position: { x: 0, y: 0 }, config: { title: 'Input' } },
    { id: 'agent-1', type: 'agent', position: { x: 300, y: 0 }, config: { title: 'Agent' } },
  ],
  edges: [{ id: 'edge-1', source: 'input-1', sourcePort: 'brief', target: 'agent-1', targetPort: 'brief' }],
};

describe('connections', () => {
  test('name both handles or are none', () => {
    expect(toEnds({ source: 'a', sourceHandle: 'x', target: 'b', targetHandle: 'y' })).toEqual({
      source: 'a',
      sourcePort: 'x',
      target: 'b',
      targetPort: 'y',
    });
    expect(toEnds({ source: 'a', sourceHandle: null, target: 'b', targetHandle: 'y' })).toBeUndefined();
  });

  test('become an edge with an id no other edge has', () => {
    const ends = { source: 'agent-1', sourcePort: 'answer', target: 'output-1', targetPort: 'result' };
    expect(connectEdit(graph, ends)).toEqual({ type: 'add-edge', edge: { id: 'edge-2', ...ends } });
  });
});

test('moves are known at the end of the gesture, not while the drag goes on', () => {
  expect(
    movedPositions([
      { type: 'position', id: 'agent-1', position: { x: 10.4, y: 20.6 }, dragging: false },
      { type: 'position', id: 'input-1', position: { x: -0.2, y: 5 } },
      { type: 'position', id: 'input-2', position: { x: 1, y: 1 }, dragging: true },
      { type: 'select', id: 'input-1', selected: true },
    ]),
  ).toEqual({ 'agent-1': { x: 10.4, y: 20.6 }, 'input-1': { x: -0.2, y: 5 } });
});

test('removing a node takes its edges along', () => {
  expect(applyEdit(graph, removeEdit(['agent-1'], ['edge-1']))).toEqual({
    ...graph,
    nodes: [graph.nodes[0]],
    edges: [],
  });
});

describe('new nodes', () => {
  test('have a free id and a title no other node has', () => {
    expect(createNode(graph, 'agent', { x: 1.6, y: 2 })).toEqual({
      id: 'agent-2',
      type: 'agent',
      position: { x: 2, y: 2 },
      config: { title: 'Agent 2' },
    });
  });

  test('of an unknown type are none', () => {
    expect(createNode(graph, 'oracle', { x: 0, y: 0 })).toBeUndefined();
  });
});

describe('pasting', () => {
  test('copies nodes and the edges among them under new ids', () => {
    const { edit, ids } = pasteEdit(graph, graph.nodes, graph.edges, { x: 10, y: 20 });
    expect(ids).toEqual(['input-2', 'agent-2']);
    const pasted = applyEdit(graph, edit);
    expect(pasted.nodes.slice(2)).toEqual([
      { id: 'input-2', type: 'input', position: { x: 10, y: 20 }, config: { title: 'Input' } },
      { id: 'agent-2', type: 'agent', position: { x: 310, y: 20 }, config: { title: 'Agent' } },
    ]);
    expect(pasted.edges.slice(1)).toEqual([
      { id: 'edge-2', source: 'input-2', sourcePort: 'brief', target: 'agent-2', targetPort: 'brief' },
    ]);
  });

  test('leaves out edges to nodes that were not copied', () => {
    const { edit } = pasteEdit(graph, graph.nodes.slice(1), graph.edges, { x: 0, y: 0 });
    expect(applyEdit(graph, edit).edges).toEqual(graph.edges);
  });

  test('copies a frame with what stands in it, and lets single copies join the frame they land in', () => {
    const inside = { id: 'agent-2', type: 'agent', position: { x: 24, y: 228 }, parent: 'debate-1', config: {} };
    const debate = { id: 'debate-1', type: 'debate', position: { x: 1000, y: 0 }, config: {} };
    const framed: Graph = { ...graph, nodes: [...graph.nodes, debate, inside] };
    const whole = applyEdit(framed, pasteEdit(framed, [debate, inside], [], { x: 32, y: 32 }).edit);
    expect(whole.nodes.slice(4)).toEqual([
      { ...debate, id: 'debate-2', position: { x: 1032, y: 32 } },
      { ...inside, id: 'agent-3', parent: 'debate-2' },
    ]);
    const onCanvas = { id: 'agent-2', type: 'agent', position: { x: 1024, y: 228 }, config: {} };
    const one = applyEdit(framed, pasteEdit(framed, [onCanvas], [], { x: 32, y: 32 }).edit);
    expect(one.nodes.slice(4)).toEqual([{ ...inside, id: 'agent-3', position: { x: 304, y: 228 } }]);
    const wired = [onCanvas, { ...onCanvas, id: 'agent-9', position: { x: 0, y: 900 } }];
    const two = applyEdit(framed, pasteEdit(framed, wired, [], { x: 32, y: 32 }).edit);
    expect(two.nodes.slice(4).map(({ parent }) => parent)).toEqual([undefined, undefined]);
  });

  test('gives nodes of any type a valid id', () => {
    const odd = { id: 'x', type: '__proto__ ?', position: { x: 0, y: 0 }, config: {} };
    const { edit } = pasteEdit(graph, [odd], [], { x: 0, y: 0 });
    expect(graphSchema.safeParse(applyEdit(graph, edit)).success).toBe(true);
  });
});
