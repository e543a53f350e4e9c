import { nodeTypes } from '@parley/nodes';
import type { Graph, GraphNode } from '@parley/spec';
import { expect, test } from 'vitest';
import { checkGraph } from '../check-graph.ts';
import { compileGraph } from '../compile-graph.ts';
import { explainConnection } from '../explain-connection.ts';
import { sketchEdge, sketchFamilies, sketchGraph, sketchNode } from '../testing/sketch-graph.ts';

const environment = { nodeTypes, families: sketchFamilies };

/** Two voices, a consensus and a router; `more` hangs on the router's sides. */
function forked(more: GraphNode[], ...edges: string[]): Graph {
  return sketchGraph(
    [
      sketchNode('question', 'input', { question: 'Why?', text: 'Because.' }),
      sketchNode('one', 'agent', { title: 'One', family: 'claude' }),
      sketchNode('two', 'agent', { title: 'Two', family: 'gpt' }),
      sketchNode('compare', 'consensus', { title: 'Compare' }),
      sketchNode('fork', 'router', { title: 'Fork' }),
      ...more,
    ],
    'question.brief > one.brief',
    'question.brief > two.brief',
    'one.answer > compare.voices',
    'two.answer > compare.voices',
    'compare.verdict > fork.verdict',
    'question.brief > fork.brief',
    ...edges,
  );
}
const deep = sketchNode('deep', 'agent', { title: 'Deep', family: 'claude' });
const end = sketchNode('end', 'output', { title: 'End' });
const say = (graph: Graph) => checkGraph(graph, environment).map(({ code, message, at }) => ({ code, message, at }));

test('both sides may lead to one output, and the plan says by which side each wire leaves', () => {
  const graph = forked([deep, end], 'fork.settled > end.result', 'fork.open > deep.brief', 'deep.answer > end.result');
  expect(checkGraph(graph, environment)).toEqual([]);
  const compiled = compileGraph(graph, environment);
  if ('diagnostics' in compiled) throw new Error('it is free of faults');
  const inputsOf = (id: string) => compiled.plan.steps.find((step) => step.id === id)?.inputs;
  expect(compiled.plan.steps.find(({ id }) => id === 'fork')).toEqual({
    id: 'fork',
    nodeId: 'fork',
    title: 'Fork',
    op: 'branch',
    args: {
      conditions: [
        { measure: 'outcome', among: ['agree'] },
        { measure: 'missing', most: 0 },
      ],
      passes: { settled: 'verdict', open: 'brief' },
    },
    inputs: {
      verdict: { steps: ['compare'], many: false, toleratesMissing: true },
      brief: { steps: ['question'], many: false, toleratesMissing: false },
    },
  });
  expect([inputsOf('deep'), inputsOf('end')]).toEqual([
    { brief: { steps: ['fork'], many: true, toleratesMissing: false, sides: ['open'] } },
    { result: { steps: ['fork', 'deep'], many: false, toleratesMissing: false, sides: ['settled', null] } },
  ]);
});

test('two wires of which a run takes both are one too many, drawn or stored', () => {
  const graph = forked([deep, end], 'fork.open > deep.brief', 'deep.answer > end.result');
  const { id: _, ...both } = sketchEdge('new', 'compare.verdict > end.result');
  expect(explainConnection(graph, both, nodeTypes)).toBe(
    '"Result" of "End" takes one wire. Remove the one it has first.',
  );
  const { id: __, ...either } = sketchEdge('new', 'fork.settled > end.result');
  expect(explainConnection(graph, either, nodeTypes)).toBeUndefined();
  // What leads to no output yet is known as well.
  const settled = forked([deep, end], 'fork.settled > end.result', 'fork.open > deep.brief');
  const { id: ___, ...later } = sketchEdge('new', 'deep.answer > end.result');
  expect(explainConnection(settled, later, nodeTypes)).toBeUndefined();
  expect(say({ ...graph, edges: [...graph.edges, { id: 'new', ...both }] })).toMatchObject([
    {
      code: 'port-taken',
      message:
        '"Result" of "End" takes one wire in a run and already has one from "Deep". Remove the wire from "Compare".',
    },
  ]);
});

test('a side from which no output can be reached is said', () => {
  expect(say(forked([deep, end], 'fork.open > deep.brief', 'deep.answer > end.result'))).toEqual([
    {
      code: 'dead-side',
      message: 'When "Fork" takes its side "Settled", the run comes to no output. Wire that side onwards to an output.',
      at: { nodeId: 'fork', path: ['settled'] },
    },
  ]);
});

test('a side that leads nowhere is fine where the run comes to an output all the same', () => {
  const join = sketchNode('join', 'synthesis', { title: 'Join' });
  const graph = forked(
    [deep, join, end],
    'fork.open > deep.brief',
    'one.answer > join.voices',
    'deep.answer > join.voices',
    'join.report > end.result',
  );
  expect(say(graph)).toEqual([]);
});

test('a node on both sides at once never runs', () => {
  const graph = forked(
    [deep, end, sketchNode('other', 'output', { title: 'Other' })],
    'fork.open > deep.brief',
    'fork.settled > deep.context',
    'deep.answer > end.result',
    'compare.verdict > other.result',
  );
  expect(say(graph)).toEqual([
    {
      code: 'never-runs',
      message:
        '"Deep" never runs: it needs two sides of one router, and a run takes only one of them. Remove one of these wires.',
      at: { nodeId: 'deep' },
    },
  ]);
});

test('an optional verdict is no condition, unless it comes from a side', () => {
  const join = sketchNode('join', 'synthesis', { title: 'Join' });
  const second = sketchNode('second', 'consensus', { title: 'Second' });
  const deeper = sketchNode('deeper', 'agent', { title: 'Deeper', family: 'gpt' });
  const wired = (verdict: string) =>
    forked(
      [deep, deeper, second, join, end],
      'fork.open > deep.brief',
      'fork.open > deeper.brief',
      'deep.answer > second.voices',
      'deeper.answer > second.voices',
      'one.answer > join.voices',
      'two.answer > join.voices',
      verdict,
      'join.report > end.result',
    );
  expect(say(wired('second.verdict > join.verdict'))).toEqual([]);
  expect(say(wired('fork.settled > join.verdict')).map(({ code }) => code)).toContain('dead-side');
});
