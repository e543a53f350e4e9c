import { nodeTypes } from '@parley/nodes';
import { expect, test } from 'vitest';
import { explainConnection } from './explain-connection.ts';
import { sketchEdge, sketchNode, soundGraph } from './testing/sketch-graph.ts';

function explain(ends: string): string | undefined {
  const { id: _id, ...connection } = sketchEdge('new', ends);
  const graph = soundGraph();
  graph.nodes.push(sketchNode('free', 'agent', { title: 'Free' }), sketchNode('odd', 'oracle', { title: 'Odd' }));
  return explainConnection(graph, connection, nodeTypes);
}

test.each([
  ['free.answer > compare.voices', undefined],
  ['compare.verdict > free.context', undefined],
  ['free.answer > free.context', '"Free" cannot be wired to itself.'],
  ['compare.verdict > one.context', '"One" already leads to "Compare", so this wire would close a circle.'],
  ['question.brief > compare.voices', '"Voices" takes an answer, but "Brief" gives a brief (question and documents).'],
  ['one.answer > compare.voices', '"One" is already wired to "Voices" of "Compare".'],
  ['free.answer > end.result', '"Result" of "End" takes one wire. Remove the one it has first.'],
  ['free.answer > nobody.voices', 'A wire needs a node at both ends.'],
  ['free.nothing > compare.voices', '"Free" has no such output.'],
  ['free.answer > compare.nothing', '"Compare" has no such input.'],
  ['odd.answer > compare.voices', '"Odd" has no such output.'],
])('%s', (ends, reason) => {
  expect(explain(ends)).toBe(reason);
});
