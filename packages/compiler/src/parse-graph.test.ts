import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseGraph } from './parse-graph.ts';
import { sketchEdge, sketchNode, soundGraph } from './testing/sketch-graph.ts';

test('a graph comes through as it is', () => {
  const graph = soundGraph();
  graph.nodes.push(sketchNode('odd', 'oracle', { kept: { as: ['it', 'is'] } }));
  expect(parseGraph(JSON.parse(JSON.stringify(graph)))).toEqual({ graph });
});

test('names the node, the wire and the field, all at once', () => {
  const graph = soundGraph();
  const nodes: unknown[] = [...graph.nodes, { ...sketchNode('far', 'note'), position: { x: 'left', y: 0 } }];
  const edges: unknown[] = [{ ...sketchEdge('wire', 'a.b > c.d'), target: 7 }];
  expect(parseGraph({ ...graph, nodes, edges, extra: 1 })).toEqual({
    diagnostics: [
      {
        code: 'bad-shape',
        severity: 'error',
        message:
          'Node "far" does not have the right shape in "position.x": Invalid input: expected number, received string.',
        at: { nodeId: 'far', path: ['position', 'x'] },
      },
      {
        code: 'bad-shape',
        severity: 'error',
        message:
          'Wire "wire" does not have the right shape in "target": Invalid input: expected string, received number.',
        at: { edgeId: 'wire', path: ['target'] },
      },
      {
        code: 'bad-shape',
        severity: 'error',
        message: 'The mesh does not have the right shape: Unrecognized key: "extra".',
        at: { path: [] },
      },
    ],
  });
});

test.each(['__proto__', 'constructor', 'toString', 'a.b', '', 'x'.repeat(65)])('refuses the node id %j', (id) => {
  const graph = JSON.parse(JSON.stringify({ ...soundGraph(), nodes: [sketchNode(id, 'note')] }));
  expect(parseGraph(graph)).toEqual({
    diagnostics: [
      {
        code: 'bad-shape',
        severity: 'error',
        message: expect.stringContaining(`Node "${id.slice(0, 80)}" does not have the right shape in "id": `),
        at: { nodeId: id, path: ['id'] },
      },
    ],
  });
});

test('JSON nested without end is refused, not followed', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
  const nodes = [{ ...sketchNode('deep', 'note'), config: { text: deep } }];
  expect(parseGraph({ ...soundGraph(), nodes })).toEqual({
    diagnostics: [
      {
        code: 'bad-shape',
        severity: 'error',
        message: 'This mesh is nested more than 64 levels deep, which no mesh needs.',
        at: {},
      },
    ],
  });
});

test('of very many faults it tells the first 500 and how many more there are', () => {
  const parsed = parseGraph({ ...soundGraph(), nodes: Array.from({ length: 700 }, () => 0) });
  const diagnostics = 'diagnostics' in parsed ? parsed.diagnostics : [];
  expect([diagnostics.length, diagnostics.at(-1)?.message]).toEqual([501, 'There are 200 more faults of this kind.']);
});

test('anything at all gives a graph or faults', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (input) => {
      const parsed = parseGraph(input);
      expect('diagnostics' in parsed && parsed.diagnostics.length > 0).toBe(true);
    }),
  );
});
