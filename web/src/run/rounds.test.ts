import type { RunEvent, RunState } from '@parley/spec';
import { createRunState, reduceRun } from '@parley/spec';
import { expect, test } from 'vitest';
import { createRoundsReader, latestStep, orderSteps, readRounds, roundWords, stepTitle } from './rounds.ts';
import { createRunStore, foldEvents, showLive, showRound } from './run-store.ts';

const head = (seq: number) => ({ runId: 'run', seq, at: '2026-01-01T00:00:00.000Z' });
const voices = ['a', 'b'];
const start: RunEvent = {
  ...head(1),
  type: 'run-start',
  name: 'Mesh',
  steps: [
    { stepId: 'd', nodeId: 'd', title: 'Debate', op: 'loop' },
    { stepId: 'o', nodeId: 'o', title: 'Output', op: 'output' },
  ],
  results: ['o'],
  resumed: false,
};
const round = (seq: number, number: number): RunEvent => ({
  ...head(seq),
  type: 'round-start',
  stepId: 'd',
  nodeId: 'd',
  round: number,
  steps: voices.map((id) => ({ stepId: `d/${number}/${id}`, nodeId: id, title: id.toUpperCase(), op: 'generate' })),
});
const at = (number: number, id: string) => ({ stepId: `d/${number}/${id}`, nodeId: id });
const begin = (seq: number, number: number, id: string): RunEvent => ({
  ...head(seq),
  type: 'step-start',
  ...at(number, id),
  attempt: 1,
});
const say = (seq: number, number: number, id: string, text: string): RunEvent => ({
  ...head(seq),
  type: 'text-delta',
  ...at(number, id),
  offset: 0,
  text,
});
const skip = (seq: number, number: number, id: string): RunEvent => ({
  ...head(seq),
  type: 'step-skip',
  ...at(number, id),
  reason: 'Not needed here.',
});
const run = (events: readonly RunEvent[]): RunState => events.reduce(reduceRun, createRunState('run'));
const first = [start, round(2, 1), begin(3, 1, 'a'), skip(4, 1, 'b')];

test('a round is as far as its steps', () => {
  expect(readRounds(run(first), 'd')).toEqual([{ round: 1, state: 'running', ended: 1, steps: 2 }]);
  expect(readRounds(run([...first, skip(5, 1, 'a'), round(6, 2)]), 'd').map(roundWords)).toEqual([
    'Round 1 is through.',
    'Round 2 waits: 0 of 2 voices are through.',
  ]);
  expect(readRounds(run(first), 'o')).toEqual([]);
});

test('the steps of a round come right after their container, and are called by their round', () => {
  const state = run([...first, round(5, 2)]);
  expect(orderSteps(state).map(stepTitle)).toEqual([
    'Debate',
    'A, round 1',
    'B, round 1',
    'A, round 2',
    'B, round 2',
    'Output',
  ]);
});

test('a node shows the latest round until another is looked at, and one token changes one step', () => {
  const store = createRunStore();
  showLive(store, run(first));
  const shown = (id: string) => store.getState().steps.get(id);
  expect(shown('a')?.stepId).toBe('d/1/a');
  foldEvents(store, [round(5, 2), say(6, 2, 'a', 'Now')]);
  expect([shown('a')?.stepId, shown('a')?.text]).toEqual(['d/2/a', 'Now']);
  const before = shown('b');
  foldEvents(store, [{ ...say(7, 2, 'a', ' more'), type: 'text-delta', ...at(2, 'a'), offset: 3, text: ' more' }]);
  expect([shown('a')?.text, shown('b') === before]).toEqual(['Now more', true]);

  showRound(store, 'd', 1);
  expect([shown('a')?.stepId, shown('b')?.stepId]).toEqual(['d/1/a', 'd/1/b']);
  foldEvents(store, [round(8, 3)]);
  expect(shown('a')?.stepId).toBe('d/1/a');
  expect(latestStep(store.getState().live, 'a')?.stepId).toBe('d/3/a');
  // The latest round is followed again.
  showRound(store, 'd', 3);
  foldEvents(store, [round(9, 4)]);
  expect(shown('a')?.stepId).toBe('d/4/a');
});

test('what is read of the rounds keeps its identity while only words stream', () => {
  const read = createRoundsReader('d');
  const view = (state: RunState) => ({ live: state, past: undefined, rounds: new Map<string, number>() });
  const state = run(first);
  const rounds = read(view(state));
  expect(rounds.shown).toBe(1);
  expect(read(view(reduceRun(state, say(5, 1, 'a', 'Now'))))).toBe(rounds);
  expect(read(view(reduceRun(state, round(5, 2))))).not.toBe(rounds);
});
