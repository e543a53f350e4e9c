import type { Branch, StepState } from '@parley/spec';
import { expect, test } from 'vitest';
import { isWayTaken, wayWords } from './way-taken.ts';

const step = (id: string, more: Partial<StepState> = {}): StepState => ({
  stepId: id,
  nodeId: id,
  title: id,
  op: 'generate',
  status: 'done',
  text: '',
  reasoning: '',
  passages: [],
  attempt: 1,
  reused: false,
  ...more,
});
const output: Branch = {
  kind: 'branch',
  question: 'Why?',
  side: 'settled',
  sideTitle: 'Settled',
  because: 'the voices agreed',
  checks: [],
  passes: { kind: 'brief', question: 'Why?', documents: [] },
  text: 'Settled: the voices agreed.',
  closure: [],
};
const fork = step('Fork', { output });
const unneeded = step('Deep', { status: 'not-taken' });

test('a wire steps back once a run went another way, and not before', () => {
  expect([
    isWayTaken(undefined, 'open', undefined),
    isWayTaken(step('Fork', { status: 'running' }), 'open', step('Deep', { status: 'waiting' })),
    isWayTaken(fork, 'settled', step('End')),
    isWayTaken(fork, 'open', unneeded),
    // A join that is fed by both sides is taken, its wire from the other side is not.
    isWayTaken(fork, 'open', step('Join')),
    isWayTaken(unneeded, 'answer', step('Join')),
    isWayTaken(step('Question'), 'brief', unneeded),
  ]).toEqual([true, true, true, false, false, false, false]);
});

test('says which way it went, why, and what is not needed', () => {
  expect(wayWords([step('One')])).toEqual([]);
  expect(wayWords([step('One'), fork])).toEqual(['Fork goes on by “Settled”, because the voices agreed.']);
  expect(wayWords([fork, unneeded, unneeded]).at(-1)).toBe('2 steps are not needed.');
});
