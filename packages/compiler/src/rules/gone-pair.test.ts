import { nodeTypes } from '@parley/nodes';
import { applyEdit, type Graph, type GraphNode } from '@parley/spec';
import { expect, test } from 'vitest';
import { checkGraph } from '../check-graph.ts';
import { sketchFamilies, sketchGraph, sketchNode } from '../testing/sketch-graph.ts';

const families = sketchFamilies.map(({ missing: _, ...family }) => ({ ...family, available: true }));
const environment = { nodeTypes, families };

/** A lawyer, a doctor and a voice without a domain, whose title stands for it. */
function crossed(config: GraphNode['config'], third = ''): Graph {
  return sketchGraph(
    [
      sketchNode('question', 'input', { question: 'Why?', text: 'Because.' }),
      sketchNode('v1', 'agent', { title: 'V1', family: 'claude', domain: 'law' }),
      sketchNode('v2', 'agent', { title: 'V2', family: 'gpt', domain: 'medicine' }),
      sketchNode('v3', 'agent', { title: 'Trade', family: 'reader-lexical', domain: third }),
      sketchNode('cross', 'intersections', { title: 'Cross', family: 'gpt', ...config }),
      sketchNode('end', 'output'),
    ],
    'question.brief > v1.brief',
    'question.brief > v2.brief',
    'question.brief > v3.brief',
    'v1.answer > cross.voices',
    'v2.answer > cross.voices',
    'v3.answer > cross.voices',
    'cross.findings > end.result',
  );
}

test.each([
  ['promising cells', {}],
  ['a picked pair, in either order and by a title', { cells: 'picked', picked: [{ first: 'trade', second: 'Law' }] }],
  ['a pair that is kept and not asked for', { picked: [{ first: 'law', second: 'music' }] }],
])('%s are no fault', (_, config) => {
  expect(checkGraph(crossed(config), environment)).toEqual([]);
});

test('a picked pair that is gone is forgotten by one click; without any left nothing runs', () => {
  const gone = { first: 'law', second: 'music' };
  const kept = { first: 'law', second: 'medicine' };
  const graph = crossed({ cells: 'picked', picked: [gone, kept] });
  const [diagnostic, ...others] = checkGraph(graph, environment);
  expect(others).toEqual([]);
  expect(diagnostic).toEqual({
    code: 'gone-pair',
    severity: 'warning',
    message:
      '"Cross" is to explore law × music, which no longer meet here: no voice wired to it speaks from one of these domains. Wire it again, or forget the pair.',
    at: { nodeId: 'cross', path: ['picked'] },
    fix: { label: 'Forget the pair', edit: { type: 'set-config', id: 'cross', config: { picked: [kept] } } },
  });
  expect(diagnostic?.fix && checkGraph(applyEdit(graph, diagnostic.fix.edit), environment)).toEqual([]);
  for (const picked of [[gone], []]) {
    const bare = crossed({ cells: 'picked', picked });
    const [fault] = checkGraph(bare, environment);
    expect([fault?.code, fault?.severity]).toEqual(['gone-pair', 'error']);
    expect(fault?.fix && checkGraph(applyEdit(bare, fault.fix.edit), environment)).toEqual([]);
  }
});

test('voices of one domain have nothing to cross', () => {
  const graph = crossed({}, 'law');
  const one = applyEdit(graph, { type: 'set-config', id: 'v2', config: { domain: ' LAW ' } });
  expect(checkGraph(one, environment).map(({ code, message }) => [code, message])).toEqual([
    [
      'too-few-voices',
      '"Cross" crosses domains, and all its voices speak from one: "law". Give the agents different domains.',
    ],
  ]);
});

test('a judge of the line of the explorer or of a voice is warned of, and an outsider is offered', () => {
  const graph = crossed({ family: 'gemini', judge: 'gemini' });
  const [own] = checkGraph(graph, environment);
  expect([own?.code, own?.message]).toEqual([
    'judge-on-panel',
    'The judge of "Cross" is of the same family as its explorer: Gemini judges what Gemini found, and tends to find it good. Choose a judge of another family.',
  ]);
  const [panel] = checkGraph(crossed({ family: 'gpt', judge: 'claude' }), environment);
  expect(panel?.fix?.edit).toEqual({ type: 'set-config', id: 'cross', config: { judge: 'gemini', judgeModel: '' } });
  expect(checkGraph(crossed({ family: 'gpt', judge: 'gemini' }), environment)).toEqual([]);
});
