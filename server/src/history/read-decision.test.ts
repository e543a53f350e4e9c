import type { Verdict, Voice } from '@parley/spec';
import { expect, test } from 'vitest';
import { readDecision } from './read-decision.ts';

const place = { runId: 'run', stepId: 'vote', at: '2026-01-01T00:00:00.000Z' };
const voice = (nodeId: string, kind: Voice['kind'] = 'model'): Voice => ({
  nodeId,
  title: nodeId,
  family: nodeId,
  lineage: nodeId,
  kind,
  model: nodeId,
  domain: '',
});
const verdict = (more: Partial<Verdict>): Verdict => ({
  kind: 'verdict',
  question: 'Why?',
  outcome: 'agree',
  stance: 'yes',
  tally: [{ stance: 'yes', voices: ['a', 'b'] }],
  silent: ['r'],
  evidence: [],
  voices: [voice('a'), voice('b'), voice('r', 'reader')],
  missing: [],
  lineages: 3,
  text: '',
  closure: [],
  ...more,
});
const votesOf = (output: Verdict) => readDecision(place, output)?.votes.map(({ nodeId, stance }) => [nodeId, stance]);

test('remembers who voted for what, readers left out', () => {
  expect(readDecision(place, verdict({}))).toEqual({
    ...place,
    question: 'Why?',
    outcome: 'agree',
    decision: 'yes',
    options: 1,
    votes: [
      { ...voice('a'), stance: 'yes' },
      { ...voice('b'), stance: 'yes' },
    ],
  });
  expect(readDecision(place, verdict({ outcome: 'no-stance' }))).toBeUndefined();
});

test('remembers of a debate what each said before it had read the others', () => {
  const rounds = [
    {
      tally: [
        { stance: 'Yes', voices: ['a'] },
        { stance: 'no', voices: ['b'] },
      ],
      silent: [],
      missing: [],
    },
    { tally: [{ stance: 'yes', voices: ['a', 'b'] }], silent: [], missing: [] },
  ];
  const debated = verdict({ debate: { rounds, moves: [], ended: 'agreed', basis: 'stances' } });
  expect(votesOf(debated)).toEqual([
    ['a', 'Yes'],
    ['b', 'no'],
  ]);
  expect(readDecision(place, debated)).toMatchObject({ decision: 'yes', options: 2 });
  const others = verdict({ debate: { rounds, moves: [], ended: 'agreed', basis: 'final-answers' } });
  expect(votesOf(others)).toEqual([
    ['a', 'yes'],
    ['b', 'yes'],
  ]);
});
