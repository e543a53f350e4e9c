import { nodeTypes } from '@parley/nodes';
import { applyEdit, type Graph } from '@parley/spec';
import { expect, test } from 'vitest';
import { checkGraph } from '../check-graph.ts';
import { sketchFamilies, sketchGraph, sketchNode } from '../testing/sketch-graph.ts';

const environment = { nodeTypes, families: sketchFamilies };

/** One agent for each family, all heard by one consensus. */
function panel(...families: string[]): Graph {
  const ids = families.map((_, index) => `v${index + 1}`);
  return sketchGraph(
    [
      sketchNode('question', 'input', { question: 'Why?', text: 'Because.' }),
      ...families.map((family, index) => sketchNode(`v${index + 1}`, 'agent', { title: `V${index + 1}`, family })),
      sketchNode('compare', 'consensus', { title: 'Compare' }),
      sketchNode('end', 'output'),
    ],
    ...ids.flatMap((id) => [`question.brief > ${id}.brief`, `${id}.answer > compare.voices`]),
    'compare.verdict > end.result',
  );
}

test('three agents of one family are one engine wearing three masks, and one click helps', () => {
  const graph = panel('claude', 'claude', 'claude');
  const [diagnostic, ...others] = checkGraph(graph, environment);
  expect(others).toEqual([]);
  expect(diagnostic).toEqual({
    code: 'one-mind',
    severity: 'warning',
    message:
      '"Compare" hears 3 agents of 1 family (Claude): one engine wearing 3 masks. They tend to make the same mistakes, so their agreement says little. Give some of them another family.',
    at: { nodeId: 'compare' },
    fix: {
      label: 'Let "V3" speak through GPT',
      edit: { type: 'set-config', id: 'v3', config: { family: 'gpt', model: '' } },
    },
  });
  expect(diagnostic?.fix && checkGraph(applyEdit(graph, diagnostic.fix.edit), environment)).toEqual([]);
});

test.each([
  ['two of a family are fine', ['claude', 'claude']],
  ['two families are two minds', ['claude', 'claude', 'gpt']],
  ['readers have no opinion to repeat', ['reader-lexical', 'reader-lexical', 'reader-lexical']],
  ['a reader makes no third', ['claude', 'claude', 'reader-lexical']],
])('%s', (_, families) => {
  expect(checkGraph(panel(...families), environment)).toEqual([]);
});

test('without another family that can speak there is nothing to click', () => {
  const families = sketchFamilies.filter(({ id }) => id !== 'gpt');
  const [diagnostic] = checkGraph(panel('claude', 'claude', 'claude'), { nodeTypes, families });
  expect([diagnostic?.code, diagnostic?.fix]).toEqual(['one-mind', undefined]);
});
