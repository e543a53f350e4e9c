// Runs that wait for a person, on a real queue and database: they hold no place, survive, and are answered once.
import { createTokenMeter } from '@parley/models';
import type { Op, Ops, RunResources } from '@parley/runtime';
import {
  AppError,
  createRunState,
  type FailurePolicy,
  openRequests,
  type Plan,
  type RunEvent,
  reduceRun,
  type Value,
} from '@parley/spec';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { runs } from '../database/schema.ts';
import { createTestDatabase, type TestDatabase, testLog } from '../testing/test-database.ts';
import { createRunHost } from './create-run-host.ts';
import { executeRun } from './execute-run.ts';
import { createRunBus } from './run-bus.ts';
import type { RunHost } from './run-host.ts';
import { createRunStore } from './run-store.ts';

let database: TestDatabase;
let host: RunHost & { close(): Promise<void> };

/** Steps whose calls fail now. */
const broken = new Set<string>();
/** Steps whose calls wait for this. */
const gates = new Map<string, Promise<void>>();
/** Calls that were made, by step, failed ones included. */
let calls: string[] = [];

const overloaded = new AppError('provider/overloaded', 'Overloaded.');
const say = (question: string): Value => ({ kind: 'brief', question, documents: [] });
const yearQuestion = { message: 'Which year?', options: [], freeText: { label: 'Year' } };

const op: Op = async ({ id }: { id: string }, inputs, context) => {
  const heard = (inputs['in'] ?? []).map((value) =>
    value.kind === 'missing' ? '-' : 'question' in value && value.question,
  );
  const text = await context.durable('call', { id, heard }, async () => {
    calls.push(id);
    await gates.get(id);
    if (broken.has(id)) throw overloaded;
    return id;
  });
  const year = id.startsWith('asker') ? (await context.ask('year', yearQuestion)).text : undefined;
  return say(`${text}${year ?? ''}(${heard.join(' ')})`);
};
const ops: Ops = { brief: op, generate: op, consensus: op, synthesise: op, branch: op, intersect: op, output: op };
const unused = (): never => {
  throw new Error('not needed here');
};
const resources: RunResources = {
  models: { families: async () => [], generate: unused },
  documents: { read: unused },
  tools: { find: unused },
  meter: createTokenMeter(),
};

const graph = { version: 1 as const, name: 'mesh', nodes: [], edges: [] };
/** Voices beside one another, each with its policy, then `end`, which tolerates their absence. */
function plan(voices: Record<string, FailurePolicy>): Plan {
  const step = (id: string, onFailure: FailurePolicy, needs: string[]) => ({
    id,
    nodeId: id,
    title: id,
    op: 'generate' as const,
    args: { id },
    inputs: needs.length === 0 ? {} : { in: { steps: needs, many: true, toleratesMissing: true } },
    onFailure,
  });
  const ids = Object.keys(voices);
  const steps = [...ids.map((id) => step(id, voices[id] ?? 'go-on', [])), step('end', 'go-on', ids)];
  return { version: 1, name: 'mesh', steps, results: ['end'] };
}

beforeAll(async () => {
  database = await createTestDatabase();
  const { url: databaseUrl, db, pool } = database;
  host = await createRunHost({ databaseUrl, db, pool, ops, resources, log: testLog });
});
afterAll(async () => {
  await host.close();
  await database.drop();
});
beforeEach(() => {
  broken.clear();
  gates.clear();
  calls = [];
});

const start = (voices: Record<string, FailurePolicy>) => host.start({ graph, plan: plan(voices), inputs: {} });
const statusOf = async (runId: string) => (await host.list({ limit: 200 })).find((run) => run.runId === runId)?.status;
const reaches = (runId: string, status: string) =>
  expect.poll(() => statusOf(runId), { timeout: 15_000, interval: 20 }).toBe(status);
const asks = async (runId: string) => {
  const state = await host.state(runId);
  return state ? openRequests(state).map(({ request }) => request.requestId) : [];
};
const resultOf = async (runId: string) => {
  const output = (await host.state(runId))?.steps['end']?.output;
  return output?.kind === 'brief' ? output.question : undefined;
};

async function collect(runId: string, seq = 0): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of host.events(runId, seq, new AbortController().signal)) events.push(event);
  return events;
}

it('waits for a person without ending its stream, tries again when told to, and pays for nothing twice', async () => {
  broken.add('bad');
  const runId = await start({ good: 'go-on', bad: 'ask' });
  const watching = collect(runId);
  await reaches(runId, 'waiting');
  expect(await host.state(runId)).toMatchObject({ status: 'waiting', steps: { bad: { status: 'asking' } } });
  expect(await asks(runId)).toEqual(['bad/failure.1']);
  await expect(host.resume(runId)).rejects.toMatchObject({ code: 'user/conflict' });

  broken.clear();
  expect(await host.answer(runId, 'bad/failure.1', { option: 'retry' })).toBe(true);
  const events = await watching;
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.flatMap(({ type }) => (/^(run|input)-/.test(type) ? [type] : []))).toEqual([
    'run-start',
    'input-request',
    'run-wait',
    'run-start',
    'input-answer',
    'run-end',
  ]);
  expect(events.reduce(reduceRun, createRunState(runId))).toEqual(await host.state(runId));
  expect([await resultOf(runId), calls.toSorted()]).toEqual(['end(good() bad())', ['bad', 'bad', 'end', 'good']]);
  await expect(host.answer(runId, 'bad/failure.1', { option: 'stop' })).rejects.toMatchObject({
    code: 'user/conflict',
    message: expect.stringContaining('answered already'),
  });
});

it('asks several questions at once and keeps what was decided through every pause', async () => {
  for (const id of ['one', 'two', 'lost']) broken.add(id);
  const runId = await start({ one: 'ask', lost: 'go-on', two: 'ask' });
  await reaches(runId, 'waiting');
  expect(await asks(runId)).toEqual(['one/failure.1', 'two/failure.1']);
  broken.clear();
  await host.answer(runId, 'one/failure.1', { option: 'go-on' });
  await expect.poll(() => asks(runId)).toEqual(['two/failure.1']);
  await reaches(runId, 'waiting');
  await host.answer(runId, 'two/failure.1', { option: 'retry' });
  await reaches(runId, 'done');
  // Neither the voice a person did without nor the one that its policy did without was asked again.
  expect([await resultOf(runId), calls]).toEqual(['end(- - two())', ['one', 'lost', 'two', 'two', 'end']]);
});

it('hears an answer while other branches work, and goes on beside them', async () => {
  broken.add('bad');
  const gate = Promise.withResolvers<void>();
  gates.set('slow', gate.promise);
  const runId = await start({ bad: 'ask', slow: 'go-on' });
  await expect.poll(() => asks(runId)).toEqual(['bad/failure.1']);
  expect(await statusOf(runId)).toBe('running');
  broken.clear();
  await host.answer(runId, 'bad/failure.1', { option: 'retry' });
  await expect.poll(async () => (await host.state(runId))?.steps['bad']?.status).toBe('done');
  gate.resolve();
  await reaches(runId, 'done');
  expect(await host.state(runId)).toMatchObject({ resumes: 0 });
});

it('ends at once when told to stop, keeps what is finished and can be taken up', async () => {
  broken.add('bad');
  const runId = await start({ good: 'go-on', bad: 'ask' });
  await reaches(runId, 'waiting');
  await host.answer(runId, 'bad/failure.1', { option: 'stop' });
  await reaches(runId, 'failed');
  expect(await host.state(runId)).toMatchObject({
    fault: { message: 'Overloaded.' },
    steps: { good: { status: 'done' }, bad: { status: 'failed' }, end: { status: 'cancelled' } },
  });
  broken.clear();
  await host.resume(runId);
  await reaches(runId, 'done');
  expect([await resultOf(runId), calls.filter((id) => id === 'good')]).toEqual(['end(good() bad())', ['good']]);
});

it('can be cancelled while it waits, and asks anew when it is taken up and fails again', async () => {
  broken.add('bad');
  const runId = await start({ bad: 'ask' });
  await reaches(runId, 'waiting');
  expect(await host.cancel(runId)).toBe(true);
  await reaches(runId, 'cancelled');
  expect(await asks(runId)).toEqual([]);
  await expect(host.answer(runId, 'bad/failure.1', { option: 'retry' })).rejects.toMatchObject({
    code: 'user/conflict',
    message: expect.stringContaining('has ended'),
  });
  await host.resume(runId);
  await reaches(runId, 'waiting');
  expect(await asks(runId)).toEqual(['bad/failure.2']);
  await host.cancel(runId);
  await reaches(runId, 'cancelled');
});

it('refuses an answer that does not fit and a question nobody asked, and waits on', async () => {
  broken.add('bad');
  const runId = await start({ bad: 'ask' });
  await reaches(runId, 'waiting');
  await expect(host.answer(runId, 'bad/failure.1', { option: 'shrug' })).rejects.toMatchObject({
    code: 'user/bad-request',
    message: 'This question does not offer "shrug". Choose one of "retry", "go-on", "stop". The run still waits.',
  });
  await expect(host.answer(runId, 'bad/failure.9', { option: 'stop' })).rejects.toMatchObject({
    code: 'user/not-found',
  });
  expect(await host.answer('nope', 'bad/failure.1', { option: 'stop' })).toBe(false);
  // Of many answers at once one counts.
  const answers = await Promise.allSettled(
    ['go-on', 'stop', 'go-on', 'stop', 'go-on'].map((option) => host.answer(runId, 'bad/failure.1', { option })),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect.poll(() => statusOf(runId)).toMatch(/done|failed/);
});

it('holds no place in the queue: more runs wait than a process works on, and a new one runs', async () => {
  broken.add('bad');
  const waiting = await Promise.all(Array.from({ length: 25 }, () => start({ bad: 'ask' })));
  for (const runId of waiting) await reaches(runId, 'waiting');
  const runId = await start({ good: 'go-on' });
  await reaches(runId, 'done');
  await Promise.all(waiting.map((id) => host.answer(id, 'bad/failure.1', { option: 'go-on' })));
  for (const id of waiting) await reaches(id, 'done');
  expect(await Promise.all(waiting.map(resultOf))).toEqual(waiting.map(() => 'end(-)'));
});

it('asks a question of an op once, whatever happens between question and answer', async () => {
  const runId = await start({ asker: 'go-on' });
  await reaches(runId, 'waiting');
  await host.answer(runId, 'asker/ask/year', { text: '1999' });
  await reaches(runId, 'done');
  expect([await resultOf(runId), calls]).toEqual(['end(asker1999())', ['asker', 'end']]);
  const asked = (await collect(runId)).filter(({ type }) => type === 'input-request');
  expect(asked).toHaveLength(1);
});

it('goes on after its process dies with a question open, and asks nobody twice', async () => {
  // Sittings outside the queue: one is let go of as a killed process lets go, the next finds only what was committed.
  const store = createRunStore(database.db);
  const bus = createRunBus(database.url, (error) => testLog.warn('The bus lost its connection.', { error }));
  const sit = () => executeRun('killed', { ...database, store, bus, ops, resources, log: testLog });
  const gate = Promise.withResolvers<void>();
  gates.set('slow', gate.promise);
  broken.add('bad');
  const run = { id: 'killed', name: 'mesh', graph, plan: plan({ bad: 'ask', slow: 'go-on' }), inputs: {} };
  // Not `queued`: the host of this file would take it up.
  await database.db.insert(runs).values({ ...run, status: 'running' });
  const first = sit();
  await expect.poll(() => asks('killed')).toEqual(['bad/failure.1']);
  first.park();
  // The answer comes while nobody works on the run.
  await host.answer('killed', 'bad/failure.1', { option: 'go-on' });
  gate.resolve();
  await sit().over;
  expect(await host.state('killed')).toMatchObject({
    status: 'done',
    steps: { bad: { status: 'failed' }, slow: { status: 'done' } },
  });
  expect(calls).toEqual(['bad', 'slow', 'slow', 'end']);
  const events = await collect('killed');
  expect(events.filter(({ type }) => type === 'input-request' || type === 'input-answer')).toHaveLength(2);
  await bus.close();
});

it('hears an answer that comes in the very moment in which the run goes to rest', async () => {
  const store = createRunStore(database.db);
  const bus = createRunBus(database.url, (error) => testLog.warn('The bus lost its connection.', { error }));
  let looks = 0;
  const late: typeof store = {
    ...store,
    async answers(runId) {
      const found = await store.answers(runId);
      looks += 1;
      // The first look is at the start, the second when the question is asked, the third before the run rests: this
      // answer comes after it and before the rest is committed, so it meets a run that does not wait yet.
      if (looks === 3) {
        const taken = await store.takeAnswer(runId, 'bad/failure.1', { option: 'go-on' });
        expect(taken).toEqual({ result: 'taken', sitting: undefined });
      }
      return found;
    },
  };
  broken.add('bad');
  const run = { id: 'late', name: 'mesh', graph, plan: plan({ bad: 'ask' }), inputs: {} };
  await database.db.insert(runs).values({ ...run, status: 'running' });
  await executeRun('late', { ...database, store: late, bus, ops, resources, log: testLog }).over;
  expect(looks).toBeGreaterThanOrEqual(4);
  // From the queue, as any stranded run.
  await reaches('late', 'done');
  await bus.close();
});

it('asks the missing voices of a done run again, does anew only what rests on them, and keeps the earlier result', async () => {
  broken.add('bad');
  const runId = await start({ good: 'go-on', bad: 'go-on' });
  await reaches(runId, 'done');
  expect(await resultOf(runId)).toBe('end(good() -)');
  const before = await collect(runId);

  // Still broken: the same result, and the last step's call is not paid again for the same input.
  await host.resume(runId);
  await expect.poll(async () => (await host.state(runId))?.resumes).toBe(1);
  await reaches(runId, 'done');
  expect([await resultOf(runId), calls]).toEqual(['end(good() -)', ['good', 'bad', 'end', 'bad']]);

  broken.clear();
  await host.resume(runId);
  await expect.poll(() => resultOf(runId)).toBe('end(good() bad())');
  await reaches(runId, 'done');
  expect(calls).toEqual(['good', 'bad', 'end', 'bad', 'bad', 'end']);
  const events = await collect(runId);
  expect(events.slice(0, before.length)).toEqual(before);
  expect(events.reduce(reduceRun, createRunState(runId))).toEqual(await host.state(runId));
  await expect(host.resume(runId)).rejects.toMatchObject({
    message: 'Every voice of this run answered. Start a new run instead.',
  });
});
