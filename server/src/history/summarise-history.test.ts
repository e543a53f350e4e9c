import { historyBand } from '@parley/deliberation';
import type { Decision, GradeWord } from '@parley/spec';
import { expect, test } from 'vitest';
import { summariseHistory } from './summarise-history.ts';

type Vote = Decision['votes'][number];

const vote = (nodeId: string, family: string, stance?: string, domain = ''): Vote => ({
  nodeId,
  title: nodeId,
  family,
  lineage: family,
  kind: 'model',
  model: 'm',
  domain,
  ...(stance !== undefined && { stance }),
});
const decided = (votes: Vote[], decision: string, grade: Partial<GradeWord> = {}): Decision & Partial<GradeWord> => ({
  runId: 'r',
  stepId: 's',
  question: '?',
  outcome: 'majority',
  decision,
  options: 2,
  votes,
  at: '2026-01-02T00:00:00.000Z',
  ...grade,
});
const share = (count: number, of: number) => {
  const { low, high } = historyBand(count, of);
  return { count, of, low, high };
};
const claude = { family: 'claude', model: 'm', lineage: 'claude' };
const gpt = { family: 'gpt', model: 'm', lineage: 'gpt' };

test('nothing remembered is nothing told', () => {
  expect(summariseHistory([])).toEqual({ decisions: 0, graded: 0, pairs: [], models: [], domains: [], records: [] });
});

test('voices are counted by model and by family and domain, copies of a model against each other', () => {
  const history = summariseHistory([
    decided(
      [vote('a', 'claude', 'yes', ' Law '), vote('b', 'claude', 'no', 'money'), vote('c', 'gpt', 'yes', 'law')],
      'yes',
      { right: true },
    ),
    decided([vote('a', 'claude', 'yes', 'law'), vote('b', 'claude', 'yes', 'law'), vote('c', 'gpt')], 'yes', {
      right: false,
      truth: 'no',
    }),
    decided([vote('a', 'claude', 'no', 'law'), vote('c', 'gpt', 'yes', 'law')], 'yes'),
  ]);
  const { low, high } = historyBand(1, 2);
  expect(history).toEqual({
    decisions: 3,
    graded: 2,
    pairs: [
      { one: claude, other: gpt, both: 2, same: 1, low, high, chance: 0.5, phi: null, graded: 1 },
      { one: claude, other: claude, both: 2, same: 1, low, high, chance: 0.5, phi: null, graded: 2 },
    ],
    models: [
      { ...claude, joined: share(2, 3), right: share(1, 2) },
      { ...gpt, joined: share(2, 2), right: share(1, 1) },
    ],
    domains: [
      { family: 'claude', lineage: 'claude', domain: 'law', joined: share(2, 3), right: share(1, 2) },
      { family: 'claude', lineage: 'claude', domain: 'money', joined: share(0, 1), right: share(0, 1) },
      { family: 'gpt', lineage: 'gpt', domain: 'law', joined: share(2, 2), right: share(1, 1) },
    ],
    records: [{ outcome: 'majority', graded: 2, right: 1, low, high }],
  });
});
