import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toFault, AppError } from './app-error.ts';
import type { Passage } from './document.ts';
import { reduceRun, reduceRunEvents } from './reduce-run.ts';
import { type RunEvent, type RunEventBody, runEventSchema } from './run-event.ts';
import { createRunState, openRequests, type RunState, runStateSchema } from './run-state.ts';

const fault = toFault(new AppError('provider/overloaded', 'Too busy.'));
const passage: Passage = { documentId: 'd', documentTitle: 'D', start: 0, end: 4, text: 'Text' };
const output = { kind: 'brief' as const, question: 'Why?', documents: [] };

/** Events as the log would stamp them, one second apart. */
function stamp(bodies: readonly RunEventBody[], from = 1): RunEvent[] {
  return bodies.map((body, index) =>
    runEventSchema.parse({
      ...body,
      runId: 'run',
      seq: from + index,
      at: new Date(1000 * (from + index)).toISOString(),
    }),
  );
}

const at = (seq: number) => new Date(1000 * seq).toISOString();
const fold = (events: readonly RunEvent[], state = createRunState('run')) => events.reduce(reduceRun, state);

const step = (stepId: string) => ({ stepId, nodeId: stepId });
const start = (resumed: boolean, ...ids: string[]): Extract<RunEventBody, { type: 'run-start' }> => ({
  type: 'run-start',
  name: 'Mesh',
  steps: ids.map((id) => ({ ...step(id), title: id.toUpperCase(), op: 'generate' })),
  results: ids.slice(-1),
  resumed,
});
const waiting = (stepId: string) => ({
  stepId,
  nodeId: stepId,
  title: stepId.toUpperCase(),
  op: 'generate' as const,
  status: 'waiting' as const,
  text: '',
  reasoning: '',
  passages: [],
  attempt: 0,
  reused: false,
});

test('a run from its start to its end', () => {
  const bodies: RunEventBody[] = [
    start(false, 'a', 'b', 'c', 'd'),
    { type: 'step-start', ...step('a'), attempt: 1 },
    { type: 'reasoning-delta', ...step('a'), offset: 0, text: 'Hm' },
    { type: 'text-delta', ...step('a'), offset: 0, text: 'Hel' },
    { type: 'text-delta', ...step('a'), offset: 3, text: 'lo' },
    { type: 'passage', ...step('a'), passage },
    { type: 'usage', ...step('a'), usage: { inputTokens: 3, outputTokens: 2 } },
    { type: 'step-end', ...step('a'), output, reused: false },
    { type: 'step-start', ...step('b'), attempt: 1 },
    { type: 'step-error', ...step('b'), fault },
    { type: 'step-skip', ...step('c'), reason: 'B gave nothing.' },
    { type: 'step-skip', ...step('d'), reason: 'Not needed: all agreed.', notTaken: true },
    { type: 'run-end', status: 'failed', fault },
  ];
  const expected: RunState = {
    runId: 'run',
    name: 'Mesh',
    status: 'failed',
    seq: 13,
    startedAt: at(1),
    endedAt: at(13),
    resumes: 0,
    results: ['d'],
    fault,
    steps: {
      a: {
        ...waiting('a'),
        status: 'done',
        text: 'Hello',
        reasoning: 'Hm',
        passages: [passage],
        usage: { inputTokens: 3, outputTokens: 2 },
        attempt: 1,
        startedAt: at(2),
        endedAt: at(8),
        output,
      },
      b: { ...waiting('b'), status: 'failed', attempt: 1, startedAt: at(9), endedAt: at(10), fault },
      c: { ...waiting('c'), status: 'skipped', endedAt: at(11), reason: 'B gave nothing.' },
      d: { ...waiting('d'), status: 'not-taken', endedAt: at(12), reason: 'Not needed: all agreed.' },
    },
  };
  expect(fold(stamp(bodies))).toEqual(expected);
  expect(runStateSchema.parse(fold(stamp(bodies)))).toEqual(expected);
});

test('how material was fitted stays through a retry of the same prompt and goes with a new attempt of the step', () => {
  const fit = {
    strategy: 'trim' as const,
    keptTokens: 10,
    totalTokens: 40,
    window: 64,
    leftOut: [{ documentId: 'd', documentTitle: 'D', characters: 90 }],
    condensed: [],
  };
  const bodies: RunEventBody[] = [
    start(false, 'a'),
    { type: 'step-start', ...step('a'), attempt: 1 },
    { type: 'context-fit', ...step('a'), ...fit },
    { type: 'step-retry', ...step('a'), attempt: 2, delay: 500, fault },
  ];
  const state = fold(stamp(bodies));
  expect(runStateSchema.parse(state).steps['a']?.fit).toEqual(fit);
  const again = fold(stamp([{ type: 'step-start', ...step('a'), attempt: 3 }], 5), state);
  expect(again.steps['a']).toEqual({ ...waiting('a'), status: 'running', attempt: 3, startedAt: at(5) });
});

test('a retry discards what was streamed and keeps why', () => {
  const state = fold(
    stamp([
      start(false, 'a'),
      { type: 'step-start', ...step('a'), attempt: 1 },
      { type: 'text-delta', ...step('a'), offset: 0, text: 'Half' },
      { type: 'passage', ...step('a'), passage },
      { type: 'step-retry', ...step('a'), attempt: 2, delay: 500, fault },
      { type: 'text-delta', ...step('a'), offset: 0, text: 'Whole' },
    ]),
  );
  expect(state.steps['a']).toEqual({
    ...waiting('a'),
    status: 'running',
    text: 'Whole',
    attempt: 2,
    startedAt: at(2),
    fault,
  });
});

test('a cancelled run keeps what is done, and taking it up again redoes only the rest', () => {
  const first = stamp([
    start(false, 'a', 'b'),
    { type: 'step-start', ...step('a'), attempt: 1 },
    { type: 'step-end', ...step('a'), output, reused: false },
    { type: 'step-start', ...step('b'), attempt: 1 },
    { type: 'text-delta', ...step('b'), offset: 0, text: 'Half' },
    { type: 'run-end', status: 'cancelled' },
  ]);
  const cancelled = fold(first);
  expect([cancelled.status, cancelled.steps['a']?.status, cancelled.steps['b']?.status]).toEqual([
    'cancelled',
    'done',
    'cancelled',
  ]);
  const resumed = fold(stamp([start(true, 'a', 'b')], 7), cancelled);
  expect(resumed).toEqual({
    runId: 'run',
    name: 'Mesh',
    status: 'running',
    seq: 7,
    startedAt: at(1),
    resumes: 1,
    results: ['b'],
    steps: { a: cancelled.steps['a'], b: { ...waiting('b'), attempt: 1 } },
  });
});

test('one event changes the object of its own step only', () => {
  const before = fold(stamp([start(false, 'a', 'b'), { type: 'step-start', ...step('a'), attempt: 1 }]));
  const after = fold(stamp([{ type: 'text-delta', ...step('a'), offset: 0, text: 'x' }], 3), before);
  expect(after.steps['a']).not.toBe(before.steps['a']);
  expect(after.steps['b']).toBe(before.steps['b']);
});

const ids = ['a', 'b', '__proto__', 'constructor'];
const stepFields = fc.constantFrom(...ids, 'unknown', 'hasOwnProperty').map(step);
const anyBody: fc.Arbitrary<RunEventBody> = fc.oneof(
  fc.boolean().map((resumed) => start(resumed, 'a', 'b')),
  stepFields.map((fields): RunEventBody => ({ type: 'step-start', ...fields, attempt: 1 })),
  fc
    .tuple(stepFields, fc.nat(10), fc.string())
    .map(([fields, offset, text]): RunEventBody => ({ type: 'text-delta', ...fields, offset, text })),
  stepFields.map((fields): RunEventBody => ({ type: 'passage', ...fields, passage })),
  stepFields.map((fields): RunEventBody => ({ type: 'step-retry', ...fields, attempt: 2, delay: 1, fault })),
  stepFields.map((fields): RunEventBody => ({ type: 'step-end', ...fields, output, reused: false })),
  stepFields.map((fields): RunEventBody => ({ type: 'step-error', ...fields, fault })),
  stepFields.map((fields): RunEventBody => ({ type: 'step-skip', ...fields, reason: 'No.' })),
  fc.constantFrom('done', 'failed', 'cancelled').map((status): RunEventBody => ({ type: 'run-end', status })),
);
const anyRun = fc.array(anyBody, { maxLength: 40 }).map((bodies) => stamp([start(false, 'a', 'b'), ...bodies]));

test('a replay of anything already seen changes nothing', () => {
  fc.assert(
    fc.property(anyRun, fc.nat(), (events, cut) => {
      const state = fold(events);
      for (const event of events.slice(cut % events.length)) expect(reduceRun(state, event)).toBe(state);
      const overlap = events.slice(0, (cut % events.length) + 1);
      expect(fold([...overlap, ...events])).toEqual(state);
    }),
  );
});

test('a gap throws and leaves the state as it was', () => {
  fc.assert(
    fc.property(anyRun, fc.integer({ min: 2, max: 100 }), (events, gap) => {
      const state = fold(events);
      const before = structuredClone(state);
      const [late] = stamp([{ type: 'run-end', status: 'done' }], state.seq + gap);
      if (!late) throw new Error('no event');
      expect(() => reduceRun(state, late)).toThrow(`Run run: event ${state.seq + gap} came after ${state.seq}`);
      expect(state).toEqual(before);
    }),
  );
});

test('folding in two goes, with JSON between them, is folding at once', () => {
  fc.assert(
    fc.property(anyRun, fc.nat(), (events, cut) => {
      const half = fold(events.slice(0, cut % events.length));
      const stored = runStateSchema.parse(JSON.parse(JSON.stringify(half)));
      expect(fold(events.slice(cut % events.length), stored)).toEqual(fold(events));
    }),
  );
});

test('ids that are traps as keys reach no prototype and make no step', () => {
  fc.assert(
    fc.property(anyRun, (events) => {
      const { steps } = fold(events);
      expect(Object.keys(steps)).toEqual(['a', 'b']);
      expect(Object.getPrototypeOf(steps)).toBe(Object.prototype);
      expect(Object.keys(Object.prototype)).toEqual([]);
      expect(Reflect.get({}, 'status')).toBeUndefined();
    }),
  );
});

test('many events at once give what they give one by one, and leave the state before them as it was', () => {
  const events = stamp([
    start(false, 'a', 'b'),
    { type: 'step-start', ...step('a'), attempt: 1 },
    { type: 'text-delta', ...step('a'), offset: 0, text: 'Hello' },
    { type: 'text-delta', ...step('a'), offset: 2, text: 'y' },
    { type: 'step-start', ...step('b'), attempt: 1 },
    { type: 'run-end', status: 'cancelled' },
    start(true, 'a', 'b'),
    { type: 'step-start', ...step('a'), attempt: 2 },
  ]);
  for (let at = 0; at <= events.length; at += 1) {
    const before = fold(events.slice(0, at));
    const kept = structuredClone(before);
    expect(reduceRunEvents(before, events)).toEqual(fold(events));
    expect(before).toEqual(kept);
  }
  expect(() => reduceRunEvents(createRunState('run'), events.slice(1))).toThrow('event 2 came after 0');
});

test('thousands of steps are folded in no time', () => {
  const ids = Array.from({ length: 4000 }, (_, index) => `step-${index}`);
  const events = stamp([
    start(false, ...ids),
    ...ids.flatMap((id): RunEventBody[] => [
      { type: 'step-start', ...step(id), attempt: 1 },
      { type: 'text-delta', ...step(id), offset: 0, text: 'Hello' },
      { type: 'step-end', ...step(id), output, reused: false },
    ]),
  ]);
  // With a copy of all steps for each event, this takes longer than the test may.
  expect(reduceRunEvents(createRunState('run'), events).steps['step-3999']).toMatchObject({
    status: 'done',
    text: 'Hello',
  });
});

const question = {
  message: 'Which one?',
  options: [{ id: 'one', title: 'The first' }],
  freeText: { label: 'Why' },
};
const ask = (stepId: string, requestId: string, kind: 'failure' | 'question' = 'question'): RunEventBody => ({
  type: 'input-request',
  ...step(stepId),
  requestId,
  kind,
  ...question,
  ...(kind === 'failure' && { fault }),
});

test('questions stay open through a pause and a new beginning of their step, until they are answered', () => {
  const asked = fold(
    stamp([
      start(false, 'a', 'b', 'c'),
      { type: 'step-start', ...step('a'), attempt: 1 },
      ask('a', 'a/one'),
      ask('a', 'a/two'),
      { type: 'step-start', ...step('b'), attempt: 1 },
      { type: 'step-error', ...step('b'), fault },
      { type: 'step-start', ...step('c'), attempt: 1 },
      ask('c', 'c/failure.1', 'failure'),
      { type: 'run-wait' },
    ]),
  );
  const one = { requestId: 'a/one', kind: 'question' as const, ...question, at: at(3) };
  const two = { ...one, requestId: 'a/two', at: at(4) };
  const failure = { requestId: 'c/failure.1', kind: 'failure' as const, ...question, fault, at: at(8) };
  const c = { ...waiting('c'), status: 'asking', attempt: 1, startedAt: at(7), requests: [failure] };
  expect(runStateSchema.parse(asked)).toMatchObject({
    status: 'waiting',
    steps: {
      a: { ...waiting('a'), status: 'asking', attempt: 1, startedAt: at(2), requests: [one, two] },
      b: { status: 'failed' },
      c,
    },
  });
  const resumed = fold(
    stamp(
      [
        start(true, 'a', 'b', 'c'),
        { type: 'step-start', ...step('a'), attempt: 2 },
        { type: 'input-answer', ...step('a'), requestId: 'a/one', answer: { option: 'one' } },
      ],
      10,
    ),
    asked,
  );
  expect(resumed).toMatchObject({ status: 'running', resumes: 1 });
  // Who failed before the pause is not tried again: nothing has ended.
  expect(Object.values(resumed.steps)).toEqual([
    { ...waiting('a'), status: 'asking', attempt: 2, startedAt: at(11), requests: [two] },
    asked.steps['b'],
    c,
  ]);
  expect(openRequests(resumed).map(({ request }) => request.requestId)).toEqual(['a/two', 'c/failure.1']);
  const answered = fold(
    stamp([{ type: 'input-answer', ...step('a'), requestId: 'a/two', answer: { text: 'So.' } }], 13),
    resumed,
  );
  expect(answered.steps['a']).toEqual({ ...waiting('a'), status: 'running', attempt: 2, startedAt: at(11) });
  const ended = fold(stamp([{ type: 'run-end', status: 'cancelled' }], 14), answered);
  expect(openRequests(ended)).toEqual([]);
  expect(ended.steps['c']?.status).toBe('cancelled');
});

test('a run that ended tries again what failed, and does anew what it is told to', () => {
  const ended = fold(
    stamp([
      start(false, 'a', 'b', 'c'),
      { type: 'step-end', ...step('a'), output, reused: false },
      { type: 'step-error', ...step('b'), fault },
      { type: 'step-end', ...step('c'), output, reused: false },
      { type: 'run-end', status: 'done' },
    ]),
  );
  const again = fold(stamp([{ ...start(true, 'a', 'b', 'c'), again: ['c'] }], 6), ended);
  expect(again.steps).toEqual({ a: ended.steps['a'], b: waiting('b'), c: waiting('c') });
});

test('words that were no part of the answer are taken back, and a call that is told again stands once', () => {
  const call = { id: 'x', tool: 'calculator', input: { sum: '1+1' } };
  const told: RunEventBody = { type: 'tool-call', ...step('a'), call, title: 'Calculator' };
  const result = { id: 'x', tool: 'calculator', ok: true, text: '2' };
  const state = fold(
    stamp([
      start(false, 'a'),
      { type: 'step-start', ...step('a'), attempt: 1 },
      { type: 'text-delta', ...step('a'), offset: 0, text: 'Let me look.' },
      { type: 'text-delta', ...step('a'), offset: 0, text: '' },
      told,
      { type: 'tool-result', ...step('a'), result },
      { type: 'step-retry', ...step('a'), attempt: 2, delay: 1, fault },
      told,
    ]),
  );
  expect(state.steps['a']).toMatchObject({ text: '', tools: [{ call, title: 'Calculator' }] });
  const after = fold(stamp([{ type: 'tool-result', ...step('a'), result }], 9), state);
  expect(after.steps['a']?.tools).toEqual([{ call, title: 'Calculator', result }]);
});

test('what was used is counted once and stays used through retries, failures and later sittings', () => {
  const spend = (more: object): RunEventBody => ({
    type: 'spend',
    ...step('a'),
    spend: { family: 'gpt', provider: 'openai', model: 'gpt-5.5', inputTokens: 10, outputTokens: 1, ...more },
  });
  const state = fold(
    stamp([
      start(false, 'a'),
      { type: 'step-start', ...step('a'), attempt: 1 },
      spend({ usd: 0.25 }),
      { type: 'step-retry', ...step('a'), attempt: 2, delay: 0, fault },
      spend({ usd: 0.5, cachedInputTokens: 4 }),
      { type: 'step-error', ...step('a'), fault },
      { type: 'run-end', status: 'failed', fault },
      start(true, 'a'),
      { type: 'step-start', ...step('a'), attempt: 3 },
      spend({ provider: 'azure' }),
      { type: 'step-end', ...step('a'), output, reused: false },
      { type: 'run-end', status: 'done' },
    ]),
  );
  expect(runStateSchema.parse(state).steps['a']).toMatchObject({
    usage: { inputTokens: 30, outputTokens: 3, cachedInputTokens: 4 },
    spends: [
      {
        family: 'gpt',
        provider: 'openai',
        model: 'gpt-5.5',
        inputTokens: 20,
        outputTokens: 2,
        cachedInputTokens: 4,
        usd: 0.75,
      },
      { family: 'gpt', provider: 'azure', model: 'gpt-5.5', inputTokens: 10, outputTokens: 1 },
    ],
  });
});

test('the steps of a round join the others and say where they belong', () => {
  const state = fold(stamp([loopStart(false), ...roundOne]));
  expect(runStateSchema.parse(state)).toEqual(state);
  expect(Object.keys(state.steps)).toEqual(['loop', 'end', 'loop/1/a', 'loop/1/b']);
  expect(state.steps['loop/1/a']).toMatchObject({ status: 'done', nodeId: 'a', within: { stepId: 'loop', round: 1 } });
  expect(state.steps['loop/1/b']).toMatchObject({ status: 'failed', within: { stepId: 'loop', round: 1 } });
});

test('a sitting that takes a loop up keeps what its rounds came to, and a round that is told again changes nothing', () => {
  const before = fold(
    stamp([loopStart(false), ...roundOne, roundStart(2), { type: 'step-start', ...inner(2, 'a'), attempt: 1 }]),
  );
  const after = fold(stamp([loopStart(true)], before.seq + 1), before);
  expect(after.steps['loop/1/a']).toBe(before.steps['loop/1/a']);
  expect(after.steps['loop/1/b']).toBe(before.steps['loop/1/b']);
  expect(after.steps['loop/2/a']).toEqual({
    ...waiting('loop/2/a'),
    nodeId: 'a',
    title: 'A',
    attempt: 1,
    within: { stepId: 'loop', round: 2 },
  });
  expect(fold(stamp([roundStart(1), roundStart(2)], after.seq + 1), after).steps).toEqual(after.steps);
});

test('a run that ended asks the failed voices of its rounds again; a loop that is done keeps them all', () => {
  const ended = fold(stamp([loopStart(false), ...roundOne, { type: 'run-end', status: 'failed' }]));
  const again = fold(stamp([loopStart(true)], ended.seq + 1), ended);
  expect(['loop/1/a', 'loop/1/b'].map((id) => again.steps[id]?.status)).toEqual(['done', 'waiting']);
  const done = fold(
    stamp([
      loopStart(false),
      ...roundOne,
      { type: 'step-end', ...step('loop'), output, reused: false },
      { type: 'run-end', status: 'failed' },
    ]),
  );
  const kept = fold(stamp([loopStart(true)], done.seq + 1), done);
  expect(['loop', 'end', 'loop/1/a', 'loop/1/b'].map((id) => kept.steps[id]?.status)).toEqual([
    'done',
    'waiting',
    'done',
    'failed',
  ]);
  const redone = fold(stamp([{ ...loopStart(true), again: ['loop', 'loop/1/a'] }], done.seq + 1), done);
  expect(Object.values(redone.steps).map(({ status }) => status)).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
});

test('rounds that a loop does not come to any more are not needed when it ends', () => {
  const state = fold(
    stamp([loopStart(false), ...roundOne, roundStart(2), { type: 'step-end', ...step('loop'), output, reused: false }]),
  );
  expect(state.steps['loop/2/a']).toMatchObject({
    status: 'not-taken',
    reason: 'Not needed: the debate ended before this round.',
    endedAt: at(8),
  });
  expect(state.steps['end']?.status).toBe('waiting');
});

const inner = (round: number, id: string) => ({ stepId: `loop/${round}/${id}`, nodeId: id });
const roundStart = (round: number): RunEventBody => ({
  type: 'round-start',
  ...step('loop'),
  round,
  steps: ['a', 'b'].map((id) => ({ ...inner(round, id), title: id.toUpperCase(), op: 'generate' })),
});
const roundOne: RunEventBody[] = [
  { type: 'step-start', ...step('loop'), attempt: 1 },
  roundStart(1),
  { type: 'step-start', ...inner(1, 'a'), attempt: 1 },
  { type: 'step-end', ...inner(1, 'a'), output, reused: false },
  { type: 'step-error', ...inner(1, 'b'), fault },
];
const loopStart = (resumed: boolean): Extract<RunEventBody, { type: 'run-start' }> => ({
  type: 'run-start',
  name: 'Mesh',
  steps: [
    { ...step('loop'), title: 'LOOP', op: 'loop' },
    { ...step('end'), title: 'END', op: 'output' },
  ],
  results: ['end'],
  resumed,
});
