import { nodeTypes } from '@parley/nodes';
import { applyEdit, type Graph } from '@parley/spec';
import { expect, test } from 'vitest';
import { checkGraph } from '../check-graph.ts';
import { sketchFamilies, sketchGraph, sketchNode } from '../testing/sketch-graph.ts';

const environment = {
  nodeTypes,
  families: sketchFamilies.map((family) => (family.id === 'gemini' ? { ...family, available: true } : family)),
};

/** Agents `[family, domain, instructions]`, all heard by one consensus. */
function panel(...agents: (readonly [string, string, string])[]): Graph {
  return sketchGraph(
    [
      sketchNode('question', 'input', { question: 'Why?', text: 'Because.' }),
      ...agents.map(([family, domain, instructions], index) =>
        sketchNode(`v${index + 1}`, 'agent', { title: `V${index + 1}`, family, domain, instructions }),
      ),
      sketchNode('compare', 'consensus', { title: 'Compare' }),
      sketchNode('end', 'output'),
    ],
    ...agents.flatMap((_, index) => [`question.brief > v${index + 1}.brief`, `v${index + 1}.answer > compare.voices`]),
    'compare.verdict > end.result',
  );
}

const lawyer =
  'You are a careful lawyer. Name every clause that bears on the question, and say what a court would ask first.';
const personas = (graph: Graph) => checkGraph(graph, environment).filter(({ code }) => code === 'one-persona');

test('one persona through two families is one persona, and one click gives one of them another family', () => {
  const graph = panel(['claude', 'law', lawyer], ['gpt', 'Law ', lawyer], ['claude', 'law', lawyer]);
  const [diagnostic, ...others] = checkGraph(graph, environment);
  expect(others).toEqual([]);
  expect(diagnostic).toEqual({
    code: 'one-persona',
    severity: 'warning',
    message:
      '"Compare" hears one persona 3 times ("law", the same instructions), through 2 families. A persona is about half a mask, and the same one again is none: what it overlooks, all of them overlook. Give some of them another family or another way of working.',
    at: { nodeId: 'compare' },
    fix: {
      label: 'Let "V3" speak through Gemini',
      edit: { type: 'set-config', id: 'v3', config: { family: 'gemini', model: '' } },
    },
  });
  expect(diagnostic?.fix && checkGraph(applyEdit(graph, diagnostic.fix.edit), environment)).toEqual([]);
});

test('nearly the same instructions are one persona too', () => {
  const twin = lawyer.replace('careful', 'prudent').replace('.', '!');
  const found = personas(panel(['claude', '', lawyer], ['claude', '', twin], ['gpt', '', `${lawyer} Be brief.`]));
  expect(found.map(({ message }) => message)).toEqual([
    expect.stringContaining('3 times (nearly the same instructions)'),
  ]);
});

test.each([
  [
    'three families of one persona are compared with each other',
    ['claude', 'gpt', 'gemini'].map((id) => [id, 'law', lawyer] as const),
  ],
  [
    'two of a persona are a second opinion',
    [
      ['claude', 'law', lawyer],
      ['claude', 'law', lawyer],
      ['gpt', 'money', lawyer],
    ] as const,
  ],
  [
    'other domains are other personas',
    [
      ['claude', 'law', lawyer],
      ['claude', 'tax', lawyer],
      ['gpt', 'money', lawyer],
    ] as const,
  ],
  [
    'another method is another persona',
    [
      ['claude', 'law', lawyer],
      ['claude', 'law', 'Argue against it.'],
      ['gpt', 'law', 'Work it out by cases.'],
    ] as const,
  ],
  [
    'without a persona there is no mask',
    [
      ['claude', '', ''],
      ['claude', '', ''],
      ['gpt', '', ''],
    ] as const,
  ],
  ['readers have none', [1, 2, 3].map(() => ['reader-lexical', 'law', lawyer] as const)],
])('%s', (_, agents) => {
  expect(personas(panel(...agents))).toEqual([]);
});

test('a panel of hundreds with long instructions is read in no time', () => {
  const words = (index: number) => Array.from({ length: 3_000 }, (_, word) => `w${index}x${word}`).join(' ');
  const graph = panel(...Array.from({ length: 300 }, (_, index) => ['claude', 'law', words(index)] as const));
  expect(personas(graph)).toEqual([]);
});
