import { nodeTypes } from '@parley/nodes';
import { applyEdit, type Graph } from '@parley/spec';
import { expect, test } from 'vitest';
import { checkGraph } from '../check-graph.ts';
import { sketchFamilies, sketchGraph, sketchNode } from '../testing/sketch-graph.ts';

const families = sketchFamilies.map((family) => {
  const { missing: _, ...open } = family;
  return family.id === 'gemini' ? { ...open, available: true } : family;
});
const environment = { nodeTypes, families };

/** Claude and a second family, heard by a consensus with this judge. */
function judged(judge: string, second = 'gpt'): Graph {
  return sketchGraph(
    [
      sketchNode('question', 'input', { question: 'Why?', text: 'Because.' }),
      sketchNode('v1', 'agent', { title: 'V1', family: 'claude' }),
      sketchNode('v2', 'agent', { title: 'V2', family: second }),
      sketchNode('compare', 'consensus', { title: 'Compare', judge, judgeModel: 'old' }),
      sketchNode('end', 'output'),
    ],
    'question.brief > v1.brief',
    'question.brief > v2.brief',
    'v1.answer > compare.voices',
    'v2.answer > compare.voices',
    'compare.verdict > end.result',
  );
}

test('a judge of the same family as a voice is warned of, and one click names another', () => {
  const graph = judged('claude');
  const found = checkGraph(graph, environment).filter(({ code }) => code === 'judge-on-panel');
  expect(found).toEqual([
    {
      code: 'judge-on-panel',
      severity: 'warning',
      message:
        'The judge of "Compare" sits on the panel: Claude judges what "V1" says, which is of the same family. It tends to find its own mistakes right. Choose a judge that does not speak here.',
      at: { nodeId: 'compare', path: ['judge'] },
      fix: {
        label: 'Let Gemini judge',
        edit: { type: 'set-config', id: 'compare', config: { judge: 'gemini', judgeModel: '' } },
      },
    },
  ]);
  const [diagnostic] = found;
  expect(diagnostic?.fix && checkGraph(applyEdit(graph, diagnostic.fix.edit), environment)).toEqual([]);
});

test('without a family that does not speak here there is nothing to click', () => {
  const [diagnostic] = checkGraph(judged('claude'), { nodeTypes, families: sketchFamilies }).filter(
    ({ code }) => code === 'judge-on-panel',
  );
  expect([diagnostic?.code, diagnostic?.fix]).toEqual(['judge-on-panel', undefined]);
});

test.each([
  ['no judge', '', 'gpt'],
  ['an outsider', 'gemini', 'gpt'],
  ['a family that nobody knows', 'nobody', 'gpt'],
])('%s is no judge on the panel', (_, judge, second) => {
  const codes = checkGraph(judged(judge, second), environment).map(({ code }) => code);
  expect(codes).not.toContain('judge-on-panel');
});
