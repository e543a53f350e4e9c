import { createRunState, type Plan, type StepState } from '@parley/spec';
import { expect, test } from 'vitest';
import { findRedone } from './find-redone.ts';

/** `good` and `bad` lead to `vote`, which leads to `text`; `apart` rests on `good` alone. */
const wires: Record<string, string[]> = { good: [], bad: [], vote: ['good', 'bad'], apart: ['good'], text: ['vote'] };
const plan: Plan = {
  version: 1,
  name: 'mesh',
  steps: Object.entries(wires).map(([id, steps]) => ({
    id,
    nodeId: id,
    title: id,
    op: 'generate',
    args: {},
    inputs: steps.length === 0 ? {} : { in: { steps, many: true, toleratesMissing: true } },
  })),
  results: ['text', 'apart'],
};

const state = (changes: Record<string, StepState['status']>, endedAt?: string) => ({
  ...createRunState('run'),
  ...(endedAt !== undefined && { endedAt }),
  steps: Object.fromEntries(
    Object.keys(wires).map((id): [string, StepState] => [
      id,
      {
        stepId: id,
        nodeId: id,
        title: id,
        op: 'generate',
        status: changes[id] ?? 'done',
        text: '',
        reasoning: '',
        passages: [],
        attempt: 1,
        reused: false,
      },
    ]),
  ),
});
const ended = '2026-01-01T00:00:00.000Z';

test.each([
  ['nothing is missing', state({}, ended), []],
  ['a voice failed', state({ bad: 'failed' }, ended), ['vote', 'text']],
  ['a voice was skipped and one that rests on it failed', state({ bad: 'skipped', vote: 'failed' }, ended), ['text']],
  ['a voice was not needed', state({ bad: 'not-taken' }, ended), []],
  ['a voice was not needed and another failed', state({ good: 'failed', apart: 'not-taken' }, ended), ['vote', 'text']],
  ['the last was stopped', state({ text: 'cancelled' }, ended), []],
  ['a voice failed and the run only paused', state({ bad: 'failed' }), []],
])('when %s it does anew what rests on it', (_when, before, redone) => {
  expect(findRedone(plan, before)).toEqual(redone);
});

/** Two voices debate what `ask` asks; `text` rests on what they come to. */
const debate: Plan = {
  version: 1,
  name: 'debate',
  results: ['text'],
  steps: [
    { id: 'ask', nodeId: 'ask', title: 'ask', op: 'brief', args: {}, inputs: {} },
    {
      id: 'loop',
      nodeId: 'loop',
      title: 'loop',
      op: 'loop',
      args: {},
      inputs: { brief: { steps: ['ask'], many: true, toleratesMissing: false } },
      body: {
        steps: ['a', 'b'].map((id) => ({
          id,
          nodeId: id,
          title: id,
          op: 'generate' as const,
          args: {},
          inputs: {
            brief: { steps: ['@brief'], many: true, toleratesMissing: false },
            ...(id === 'b' && { context: { steps: ['a'], many: true, toleratesMissing: false } }),
          },
        })),
        results: ['b'],
      },
    },
    {
      id: 'text',
      nodeId: 'text',
      title: 'text',
      op: 'output',
      args: {},
      inputs: { result: { steps: ['loop'], many: false, toleratesMissing: false } },
    },
  ],
};
const debated = (changes: Record<string, StepState['status']>) => {
  const ids = ['ask', 'loop', 'text', ...[1, 2].flatMap((round) => ['a', 'b'].map((id) => `loop/${round}/${id}`))];
  const steps = ids.map((stepId): [string, StepState] => {
    const [, round] = stepId.split('/');
    return [
      stepId,
      {
        stepId,
        nodeId: stepId,
        title: stepId,
        op: 'generate',
        ...(round !== undefined && { within: { stepId: 'loop', round: Number(round) } }),
        status: changes[stepId] ?? 'done',
        text: '',
        reasoning: '',
        passages: [],
        attempt: 1,
        reused: false,
      },
    ];
  });
  return { ...createRunState('run'), endedAt: ended, steps: Object.fromEntries(steps) };
};

test.each([
  ['nothing of a debate is missing', {}, []],
  ['a voice failed in the first round', { 'loop/1/a': 'failed' }, ['loop/1/b', 'loop/2/a', 'loop/2/b', 'loop', 'text']],
  ['the last voice of the first round failed', { 'loop/1/b': 'failed' }, ['loop/2/a', 'loop/2/b', 'loop', 'text']],
  ['a voice failed in the last round', { 'loop/2/b': 'failed' }, ['loop', 'text']],
  ['the loop failed', { loop: 'failed', text: 'skipped' }, []],
  ['the second round was not needed', { 'loop/2/a': 'not-taken', 'loop/2/b': 'not-taken' }, []],
  [
    'what the debate was asked is gone',
    { ask: 'failed' },
    ['loop/1/a', 'loop/1/b', 'loop/2/a', 'loop/2/b', 'loop', 'text'],
  ],
] satisfies [string, Record<string, StepState['status']>, string[]][])(
  'when %s it does anew what rests on it',
  (_when, changes, redone) => {
    expect(findRedone(debate, debated(changes))).toEqual(redone);
  },
);
