// Steps that wait for a person: by their failure policy or by a question of their own.
import type { Op, OpContext, OpInputs, Ops } from '@parley/runtime';
import {
  AppError,
  createRunState,
  type FailurePolicy,
  type InputAnswer,
  type Plan,
  type RunEventBody,
  reduceRun,
  toFault,
  type Value,
} from '@parley/spec';
import { expect, it } from 'vitest';
import { createTransientHost, type EngineHost } from './engine-host.ts';
import { runPlan } from './run-plan.ts';

const say = (question: string): Value => ({ kind: 'brief', question, documents: [] });
const overloaded = new AppError('provider/overloaded', 'The model is overloaded.');
const fault = toFault(overloaded);
const choices = [
  { id: 'retry', title: 'Try again' },
  { id: 'go-on', title: 'Go on without' },
  { id: 'stop', title: 'Stop the run' },
];
const failure = (id: string, attempt: number) => ({
  requestId: `${id}/failure.${attempt}`,
  kind: 'failure' as const,
  message: `"${id.toUpperCase()}" could not answer. The model is overloaded.`,
  options: choices,
  fault,
});
const at = (id: string) => ({ stepId: id, nodeId: id });

/** Every step of `voices` beside one another, then `end`, which tolerates their absence. */
function plan(voices: Record<string, FailurePolicy | undefined>): Plan {
  const step = (id: string, onFailure: FailurePolicy | undefined, needs: string[]) => ({
    id,
    nodeId: id,
    title: id.toUpperCase(),
    op: 'generate' as const,
    args: { id },
    inputs: needs.length === 0 ? {} : { in: { steps: needs, many: true, toleratesMissing: true } },
    ...(onFailure && { onFailure }),
  });
  const ids = Object.keys(voices);
  return {
    version: 1,
    name: 'test',
    steps: [...ids.map((id) => step(id, voices[id], [])), step('end', undefined, ids)],
    results: ['end'],
  };
}

type Act = (id: string, context: OpContext, inputs: OpInputs) => Promise<Value>;

function unused(): never {
  throw new Error('not needed in this test');
}

/** Runs and folds; a person answers by `answers` as soon as asked, and never when there is none. */
async function run(
  thePlan: Plan,
  act: Act,
  answers: Readonly<Record<string, InputAnswer>> = {},
  changes: Partial<EngineHost> = {},
) {
  const op: Op = async ({ id }: { id: string }, inputs, context) => act(id, context, inputs);
  const ops: Ops = { brief: op, generate: op, consensus: op, synthesise: op, branch: op, intersect: op, output: op };
  const events: RunEventBody[] = [];
  const host: EngineHost = {
    ...createTransientHost({
      ops,
      resources: {
        models: { families: async () => [], generate: unused },
        documents: { read: unused },
        tools: { find: unused },
        meter: { measure: unused, count: unused, learn: unused },
      },
      emit: (event) => events.push(event),
      answer: async (requestId) => answers[requestId] ?? new Promise<never>(() => {}),
    }),
    ...changes,
  };
  const end = await runPlan(thePlan, host);
  const state = events
    .map((event, index) => ({ ...event, runId: 'r', seq: index + 1, at: new Date(index).toISOString() }))
    .reduce(reduceRun, createRunState('r'));
  const statuses = Object.fromEntries(Object.values(state.steps).map(({ stepId, status }) => [stepId, status]));
  return { events, end, statuses };
}

/** `bad` fails so many times; everybody else says their name. */
const failing = (times: number) => {
  let left = times;
  return async (id: string) => {
    if (id !== 'bad' || left === 0) return say(id);
    left -= 1;
    throw overloaded;
  };
};

it('asks about each failure anew and tries again as often as it is told to', async () => {
  const { events, end } = await run(plan({ bad: 'ask' }), failing(2), {
    'bad/failure.1': { option: 'retry' },
    'bad/failure.2': { option: 'retry' },
  });
  expect(end).toEqual({ type: 'run-end', status: 'done' });
  expect(events.filter((event) => 'stepId' in event && event.stepId === 'bad')).toEqual([
    { type: 'step-start', ...at('bad'), attempt: 1 },
    { type: 'input-request', ...at('bad'), ...failure('bad', 1) },
    { type: 'input-answer', ...at('bad'), requestId: 'bad/failure.1', answer: { option: 'retry' } },
    { type: 'step-start', ...at('bad'), attempt: 2 },
    { type: 'input-request', ...at('bad'), ...failure('bad', 2) },
    { type: 'input-answer', ...at('bad'), requestId: 'bad/failure.2', answer: { option: 'retry' } },
    { type: 'step-start', ...at('bad'), attempt: 3 },
    { type: 'step-end', ...at('bad'), output: say('bad'), reused: false },
  ]);
});

it('goes on without the voice when told to, and others do not wait for the answer', async () => {
  let ended = 0;
  const asked = Promise.withResolvers<InputAnswer>();
  const heard: OpInputs[] = [];
  const { end, statuses } = await run(
    plan({ bad: 'ask', good: 'ask' }),
    async (id, _context, inputs) => {
      if (id === 'bad') throw overloaded;
      if (id === 'end') heard.push(inputs);
      ended += 1;
      if (id === 'good') asked.resolve({ option: 'go-on' });
      return say(id);
    },
    {},
    { answer: async () => asked.promise },
  );
  expect([ended, end.status, statuses]).toEqual([2, 'done', { bad: 'failed', good: 'done', end: 'done' }]);
  const missing = { nodeId: 'bad', title: 'BAD', reason: fault.message };
  expect(heard).toEqual([{ in: [{ kind: 'missing', missing }, say('good')] }]);
});

it.each([
  ['by policy', 'stop', {}],
  ['by the person asked', 'ask', { 'bad/failure.1': { option: 'stop' } }],
] as const)('ends the run as failed at once %s, and calls in flight stop', async (_how, policy, answers) => {
  let stopped = false;
  const { end, statuses, events } = await run(
    plan({ good: undefined, slow: undefined, bad: policy }),
    async (id, { signal }) => {
      if (id === 'bad') throw overloaded;
      if (id === 'slow') {
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        stopped = true;
      }
      return say(id);
    },
    answers,
  );
  expect([end, stopped]).toEqual([{ type: 'run-end', status: 'failed', fault }, true]);
  expect(statuses).toEqual({ good: 'done', slow: 'cancelled', bad: 'failed', end: 'cancelled' });
  expect(events.at(-1)).toEqual(end);
});

it('goes on without the voice where nobody can be asked', async () => {
  const { end, statuses } = await run(plan({ bad: 'ask' }), failing(9), {}, { answer: refuse });
  expect([end.status, statuses]).toEqual(['done', { bad: 'failed', end: 'done' }]);
});

async function refuse(): Promise<never> {
  throw new AppError('user/bad-request', 'Nobody is here.');
}

it('takes up an open question where it was, without doing the step again first', async () => {
  const done: string[] = [];
  const { events } = await run(
    plan({ bad: 'ask', lost: 'ask' }),
    async (id) => {
      done.push(id);
      return say(id);
    },
    { 'bad/failure.4': { option: 'go-on' } },
    {
      resumed: true,
      requests: new Map([['bad', [failure('bad', 4)]]]),
      failed: new Map([['lost', fault]]),
      attempts: new Map([['bad', 6]]),
    },
  );
  expect(done).toEqual(['end']);
  expect(events.slice(1, 4)).toEqual([
    { type: 'input-answer', ...at('bad'), requestId: 'bad/failure.4', answer: { option: 'go-on' } },
    { type: 'step-error', ...at('bad'), fault },
    { type: 'step-start', ...at('end'), attempt: 1 },
  ]);
});

const question = { message: 'Which year?', options: [], freeText: { label: 'Year' } };

it('lets an op ask, gives it the answer and does not ask twice', async () => {
  const act: Act = async (id, context) =>
    id === 'end' ? say(id) : say((await context.ask('year', question)).text ?? '');
  const first = await run(plan({ asker: undefined }), act, { 'asker/ask/year': { text: '1999' } });
  const asking = { type: 'input-request', ...at('asker'), requestId: 'asker/ask/year', kind: 'question', ...question };
  const telling = { type: 'input-answer', ...at('asker'), requestId: 'asker/ask/year', answer: { text: '1999' } };
  expect(first.events.slice(2, 4)).toEqual([asking, telling]);
  expect(first.events).toContainEqual({ type: 'step-end', ...at('asker'), output: say('1999'), reused: false });

  const answers = new Map([['asker/ask/year', { text: '1999' }]]);
  const asksNothing = { answer: () => Promise.reject(new Error('asked twice')) };
  const known = await run(plan({ asker: undefined }), act, {}, { answers, ...asksNothing });
  expect(known.events.filter(({ type }) => type.startsWith('input-'))).toEqual([]);
  // Answered between two sittings: the log has the question and not yet the answer.
  const open = { requestId: 'asker/ask/year', kind: 'question' as const, ...question };
  const requests = new Map([['asker', [open]]]);
  const late = await run(plan({ asker: undefined }), act, {}, { answers, requests, ...asksNothing });
  expect(late.events.filter(({ type }) => type.startsWith('input-'))).toEqual([telling]);
});

it('asks once although the op is begun again with its question open or answered', async () => {
  const answered = Promise.withResolvers<InputAnswer>();
  const act: Act = async (id, context) => {
    if (id === 'end') return say(id);
    const years = await Promise.all([context.ask('year', question), context.ask('year', question)]);
    return say([...years, await context.ask('year', question)].map(({ text }) => text).join(' '));
  };
  const running = run(plan({ asker: undefined }), act, {}, { answer: () => answered.promise });
  answered.resolve({ text: '1999' });
  const { events } = await running;
  expect(events.filter(({ type }) => type.startsWith('input-'))).toHaveLength(2);
  expect(events).toContainEqual({ type: 'step-end', ...at('asker'), output: say('1999 1999 1999'), reused: false });
});

it('rests once nothing works but what waits for a person, and not before', async () => {
  const moments: string[] = [];
  const paid = Promise.withResolvers<string>();
  const late = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<InputAnswer>();
  const running = run(
    plan({ asker: undefined, late: undefined }),
    async (id, context) => {
      if (id === 'asker')
        await Promise.all([context.ask('one', question), context.durable('call', {}, () => paid.promise)]);
      if (id === 'late') await late.promise;
      moments.push(id);
      return say(id);
    },
    {},
    { answer: () => answered.promise, rest: () => moments.push('rest') },
  );
  late.resolve();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(moments).toEqual(['late']);
  paid.resolve('paid');
  await expect.poll(() => moments).toEqual(['late', 'rest']);
  answered.resolve({ text: 'Now.' });
  expect((await running).end.status).toBe('done');
  expect(moments).toEqual(['late', 'rest', 'asker', 'end']);
});

it('can be cancelled while it waits', async () => {
  const stop = new AbortController();
  const { end, statuses } = await run(
    plan({ bad: 'ask' }),
    failing(1),
    {},
    { signal: stop.signal, rest: () => stop.abort() },
  );
  expect([end, statuses]).toEqual([
    { type: 'run-end', status: 'cancelled' },
    { bad: 'cancelled', end: 'cancelled' },
  ]);
});
