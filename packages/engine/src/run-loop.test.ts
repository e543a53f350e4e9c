import { type Op, type OpInputs, type Ops, ops as realOps } from '@parley/runtime';
import {
  type Answer,
  AppError,
  createRunState,
  type InputAnswer,
  type Plan,
  reduceRun,
  type RunEventBody,
  type Step,
} from '@parley/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTransientHost, type EngineHost } from './engine-host.ts';
import { runPlan } from './run-plan.ts';

const unused = () => {
  throw new Error('not in this test');
};
const resources: EngineHost['resources'] = {
  models: { families: async () => [], generate: unused },
  documents: { read: async () => unused() },
  tools: { find: unused },
  meter: { measure: unused, count: unused, learn: unused },
};

const voices = ['ann', 'bob', 'cyd'];
const optional = { toleratesMissing: true, optional: true as const };
const agent = (id: string, more: Partial<Step> = {}): Step => ({
  id,
  nodeId: id,
  title: id.toUpperCase(),
  op: 'generate',
  args: { id },
  inputs: {
    brief: { steps: ['@brief'], many: true, toleratesMissing: false },
    before: { steps: ['@before'], many: false, ...optional },
  },
  ...more,
});
const planOf = (args: Step['args'], agents: Step[] = voices.map((id) => agent(id))): Plan => ({
  version: 1,
  name: 'debate',
  steps: [
    { id: 'ask', nodeId: 'ask', title: 'Ask', op: 'brief', args: {}, inputs: {} },
    {
      id: 'debate',
      nodeId: 'debate',
      title: 'Debate',
      op: 'loop',
      args,
      inputs: { brief: { steps: ['ask'], many: true, toleratesMissing: false } },
      body: { steps: agents, results: agents.map(({ id }) => id) },
    },
    {
      id: 'end',
      nodeId: 'end',
      title: 'End',
      op: 'output',
      args: {},
      inputs: { result: { steps: ['debate'], many: false, toleratesMissing: false } },
    },
  ],
  results: ['end'],
});

/** What each voice says in each round: a stance, `-` for none, `!` for a failure, `$` for no money. */
type Script = Readonly<Record<string, string>>;

interface RunOptions {
  readonly before?: readonly RunEventBody[];
  readonly again?: readonly string[];
  readonly changes?: Partial<EngineHost>;
  readonly onCall?: (id: string, round: number) => void;
}

async function run(plan: Plan, script: Script, { before = [], again = [], changes = {}, onCall }: RunOptions = {}) {
  const calls: string[] = [];
  const given: Record<string, OpInputs> = {};
  const speak: Op = async ({ id }: { id: string }, inputs): Promise<Answer> => {
    const heard = inputs['before']?.[0];
    const round = heard?.kind === 'round' ? heard.round : 1;
    const path = `debate/${round}/${id}`;
    calls.push(path);
    given[path] = inputs;
    onCall?.(id, round);
    const word = script[id]?.[round - 1] ?? '-';
    if (word === '!') throw new AppError('provider/overloaded', `${id} is overloaded.`);
    if (word === '$') throw new AppError('limit/spend', 'Nothing is left to spend.');
    return {
      kind: 'answer',
      question: 'Who?',
      text: `${id} speaks of ${word}.`,
      outcome: 'complete',
      ...(word !== '-' && { stance: word }),
      passages: [],
      voice: { nodeId: id, title: id.toUpperCase(), family: id, lineage: id, kind: 'model', model: id, domain: '' },
      closure: [`${id}/${id}`],
    };
  };
  const ask: Op = async () => ({ kind: 'brief', question: 'Who?', documents: [] });
  const ops: Ops = { ...realOps, brief: ask, generate: speak };
  const events: RunEventBody[] = [...before];
  const fold = () =>
    events
      .map((event, index) => ({ ...event, runId: 'r', seq: index + 1, at: new Date(index).toISOString() }))
      .reduce(reduceRun, createRunState('r'));
  const known = fold();
  const stored = Object.values(known.steps);
  const hasEnded = known.endedAt !== undefined;
  const end = await runPlan(plan, {
    ...createTransientHost({ ops, resources, emit: (event) => events.push(event) }),
    resumed: before.length > 0,
    again,
    finished: new Map(
      stored.flatMap(({ stepId, output }) => (output && !again.includes(stepId) ? [[stepId, { output }]] : [])),
    ),
    failed: new Map(stored.flatMap(({ stepId, fault }) => (fault && !hasEnded ? [[stepId, fault]] : []))),
    requests: new Map(stored.flatMap(({ stepId, requests }) => (requests ? [[stepId, requests]] : []))),
    attempts: new Map(stored.map(({ stepId, attempt }) => [stepId, attempt])),
    ...changes,
  });
  const state = fold();
  const statuses = Object.fromEntries(Object.values(state.steps).map((step) => [step.stepId, step.status]));
  const output = state.steps['debate']?.output;
  return { end, events, calls, given, state, statuses, verdict: output?.kind === 'verdict' ? output : undefined };
}

const round = (number: number) => voices.map((id) => `debate/${number}/${id}`);

describe('a loop', () => {
  it('asks everybody in rounds, tells the steps of each and comes to the verdict of the last', async () => {
    const { end, events, calls, given, verdict, state } = await run(planOf({ rounds: 3 }), {
      ann: 'xxx',
      bob: 'xyy',
      cyd: 'yyx',
    });
    expect(end).toEqual({ type: 'run-end', status: 'done' });
    expect(calls).toEqual([...round(1), ...round(2), ...round(3)]);
    expect(events.flatMap((event) => (event.type === 'round-start' ? [event] : []))[1]).toEqual({
      type: 'round-start',
      stepId: 'debate',
      nodeId: 'debate',
      round: 2,
      steps: voices.map((id) => ({ stepId: `debate/2/${id}`, nodeId: id, title: id.toUpperCase(), op: 'generate' })),
    });
    expect(given['debate/1/ann']).toEqual({ brief: [{ kind: 'brief', question: 'Who?', documents: [] }] });
    expect(given['debate/3/ann']?.['before']).toEqual([
      { kind: 'round', round: 3, answers: voices.map((id) => state.steps[`debate/2/${id}`]?.output) },
    ]);
    expect(state.steps['debate/3/bob']?.within).toEqual({ stepId: 'debate', round: 3 });
    expect(verdict).toMatchObject({
      stance: 'x',
      tally: [
        { stance: 'x', voices: ['ann', 'cyd'] },
        { stance: 'y', voices: ['bob'] },
      ],
      debate: {
        ended: 'last-round',
        basis: 'stances',
        moves: [
          { voice: 'bob', round: 2, from: 'x', to: 'y', toMajority: false },
          { voice: 'cyd', round: 3, from: 'y', to: 'x', toMajority: false },
        ],
      },
    });
    expect(state.steps['end']?.output).toEqual(verdict);
  });

  it.each([
    ['agreed', {}, { ann: 'xx', bob: 'xx', cyd: 'xx' }, 1],
    ['agreed', {}, { ann: 'xx', bob: 'xx', cyd: 'yx' }, 2],
    ['nobody-moved', {}, { ann: 'xx', bob: 'yy', cyd: 'yy' }, 2],
    ['nobody-moved', { until: 'unmoved' }, { ann: 'xx', bob: 'xx', cyd: 'xx' }, 2],
    ['nobody-moved', { until: 'unmoved', rounds: 5 }, { ann: 'xxx', bob: 'xxx', cyd: 'yxx' }, 3],
    ['nobody-moved', {}, { ann: '--', bob: '--', cyd: '--' }, 2],
    ['last-round', { rounds: 2 }, { ann: 'xx', bob: 'yx', cyd: 'yy' }, 2],
  ])('ends %s with %o and %o after round %i', async (ended, args, script, rounds) => {
    const { verdict, calls } = await run(planOf(args), script);
    expect([verdict?.debate?.ended, verdict?.debate?.rounds.length]).toEqual([ended, rounds]);
    expect(calls).toHaveLength(3 * rounds);
  });

  it('lets nodes inside be made from one another, and hears those that nothing is made from', async () => {
    const wired = agent('cyd', {
      inputs: { ...agent('cyd').inputs, context: { steps: ['ann'], many: true, toleratesMissing: false } },
    });
    const plan = planOf({}, [agent('ann'), agent('bob'), wired]);
    const loop = plan.steps[1];
    if (loop?.body) loop.body.results = ['bob', 'cyd'];
    const { given, verdict } = await run(plan, { ann: 'zz', bob: 'xx', cyd: 'xx' });
    expect(given['debate/1/cyd']?.['context']).toMatchObject([{ stance: 'z' }]);
    expect(verdict?.tally).toEqual([{ stance: 'x', voices: ['bob', 'cyd'] }]);
  });
});

describe('a voice that fails in a round', () => {
  it('is missing there, is heard with what it said last, and asked again in the next', async () => {
    const { verdict, given, statuses, state } = await run(planOf({ rounds: 3 }), {
      ann: 'xyx',
      bob: 'y!y',
      cyd: 'yxx',
    });
    expect([statuses['debate/2/bob'], statuses['debate/3/bob']]).toEqual(['failed', 'done']);
    expect(verdict?.debate?.rounds.map(({ missing }) => missing)).toEqual([[], ['bob'], []]);
    expect(given['debate/3/ann']?.['before']).toEqual([
      {
        kind: 'round',
        round: 3,
        answers: ['debate/2/ann', 'debate/1/bob', 'debate/2/cyd'].map((id) => state.steps[id]?.output),
      },
    ]);
    const away = await run(planOf({ rounds: 3 }), { ann: 'xyy', bob: 'x!x', cyd: 'yyy' });
    expect(away.verdict?.debate?.ended).not.toBe('agreed');
    const last = await run(planOf({ rounds: 2 }), { ann: 'xy', bob: 'x!', cyd: 'yx' });
    expect(last.verdict?.missing).toEqual([{ nodeId: 'bob', title: 'BOB', reason: 'bob is overloaded.' }]);
  });

  it('ends the run when its policy says so, and when nobody spoke', async () => {
    const strict = planOf({}, [agent('ann'), agent('bob', { onFailure: 'stop' }), agent('cyd')]);
    const stopped = await run(strict, { ann: 'xx', bob: 'y!', cyd: 'xx' });
    expect(stopped.end).toMatchObject({ status: 'failed', fault: { code: 'provider/overloaded' } });
    expect([stopped.statuses['debate'], stopped.statuses['end']]).toEqual(['cancelled', 'cancelled']);
    const silent = await run(planOf({}), { ann: 'x!', bob: 'y!', cyd: 'x!' });
    expect(silent.end).toMatchObject({ status: 'failed', fault: { code: 'user/no-voice' } });
    expect(silent.statuses['debate']).toBe('failed');
    expect(silent.statuses['end']).toBe('skipped');
  });

  it('stops the loop when there is no money for it: nobody goes on without it', async () => {
    const { end, statuses, calls } = await run(planOf({}), { ann: 'xx', bob: 'y$', cyd: 'xx' });
    expect(end).toMatchObject({ status: 'failed', fault: { code: 'limit/spend' } });
    expect([statuses['debate'], statuses['end']]).toEqual(['failed', 'skipped']);
    expect(calls).toHaveLength(6);
  });

  it('asks a person in its own name, and the run rests while nothing else works', async () => {
    const rested = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<InputAnswer>();
    const script: Record<string, string> = { ann: 'xx', bob: 'y!', cyd: 'yx' };
    const asking = run(planOf({}, [agent('ann'), agent('bob', { onFailure: 'ask' }), agent('cyd')]), script, {
      changes: { rest: () => rested.resolve(), answer: () => answered.promise },
    });
    await rested.promise;
    script['bob'] = 'yx';
    answered.resolve({ option: 'retry' });
    const { events, verdict, end } = await asking;
    expect(end.status).toBe('done');
    expect(events.find(({ type }) => type === 'input-request')).toMatchObject({
      stepId: 'debate/2/bob',
      nodeId: 'bob',
      requestId: 'debate/2/bob/failure.1',
    });
    expect(verdict?.debate?.ended).toBe('agreed');
  });
});

it('is taken up by a later sitting when the person has answered, and asks nothing twice', async () => {
  const plan = planOf({ rounds: 2 }, [agent('ann'), agent('bob', { onFailure: 'ask' }), agent('cyd')]);
  const script = { ann: 'xx', bob: 'y!', cyd: 'yx' };
  const rested = Promise.withResolvers<void>();
  const stop = new AbortController();
  const told: RunEventBody[] = [];
  const sitting = run(plan, script, {
    changes: {
      emit: (event) => told.push(event),
      signal: stop.signal,
      rest: () => rested.resolve(),
      answer: () => new Promise(() => {}),
    },
  });
  await rested.promise;
  const before: RunEventBody[] = [...told, { type: 'run-wait' }];
  stop.abort();
  await sitting;
  const answers = new Map([['debate/2/bob/failure.1', { option: 'go-on' }]]);
  const { end, calls, verdict, events, statuses } = await run(plan, script, { before, changes: { answers } });
  expect(end.status).toBe('done');
  expect(calls).toEqual([]);
  expect(statuses['debate/2/bob']).toBe('failed');
  expect(events.filter(({ type }) => type === 'input-request')).toHaveLength(1);
  expect(verdict?.missing.map(({ nodeId }) => nodeId)).toEqual(['bob']);
});

describe('a run with a loop', () => {
  it('stops at once in the middle of a round', async () => {
    const stop = new AbortController();
    const { end, statuses } = await run(
      planOf({}),
      { ann: 'xx', bob: 'yy', cyd: 'xy' },
      {
        changes: { signal: stop.signal },
        onCall: (id, number) => {
          if (id === 'bob' && number === 2) stop.abort();
        },
      },
    );
    expect(end).toEqual({ type: 'run-end', status: 'cancelled' });
    expect(round(1).map((id) => statuses[id])).toEqual(['done', 'done', 'done']);
    expect([...round(2), 'debate', 'end'].map((id) => statuses[id])).toEqual(Array(5).fill('cancelled'));
  });

  const script = fc.record(
    Object.fromEntries(
      voices.map((id) => [id, fc.array(fc.constantFrom('x', 'y', 'y', '-', '!'), { minLength: 4, maxLength: 4 })]),
    ),
  );
  const words = (all: Record<string, readonly string[]>): Script =>
    Object.fromEntries(Object.entries(all).map(([id, said]) => [id, said.join('')]));

  it('that breaks off anywhere goes on in its round, calls nothing twice and comes to the same', async () => {
    await fc.assert(
      fc.asyncProperty(script, fc.nat(), async (all, cut) => {
        const plan = planOf({ rounds: 4 });
        const whole = await run(plan, words(all));
        // The first event stands, and the end is not told: the process died.
        const before = whole.events.slice(0, 1 + (cut % (whole.events.length - 1)));
        const ended = before.flatMap((event) =>
          event.type === 'step-end' || event.type === 'step-error' ? [event.stepId] : [],
        );
        const { statuses, end, calls, verdict, state } = await run(plan, words(all), { before });
        expect(statuses).toEqual(whole.statuses);
        expect(end).toEqual(whole.end);
        expect(verdict).toEqual(whole.verdict);
        expect(calls.filter((id) => ended.includes(id))).toEqual([]);
        expect(Object.values(state.steps).map(({ within }) => within)).toEqual(
          Object.values(whole.state.steps).map(({ within }) => within),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('that is done anew from its first round leaves what it held further on as not needed', async () => {
    const plan = planOf({ rounds: 3 });
    const first = await run(plan, { ann: '!xy', bob: 'xyx', cyd: 'yxy' });
    expect(first.end.status).toBe('done');
    const again = ['debate/2/ann', ...round(2).slice(1), ...round(3), 'debate', 'end'];
    const { statuses, calls, verdict, end } = await run(
      plan,
      { ann: 'yy', bob: 'xy', cyd: 'yy' },
      {
        before: first.events,
        again,
      },
    );
    expect(end.status).toBe('done');
    expect(calls).toEqual(['debate/1/ann', ...round(2)]);
    expect(verdict?.debate?.rounds).toHaveLength(2);
    expect(round(3).map((id) => statuses[id])).toEqual(['not-taken', 'not-taken', 'not-taken']);
    expect([...round(1), ...round(2), 'debate', 'end'].map((id) => statuses[id])).toEqual(Array(8).fill('done'));
  });
});
