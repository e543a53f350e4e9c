import { createTokenMeter } from '@parley/models';
import { emptyToolbox, type Op, type Ops, type RunResources } from '@parley/runtime';
import { AppError, createRunState, type Plan, type RunEvent, reduceRun, type Value } from '@parley/spec';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runEvents } from '../database/schema.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createRunHost } from './create-run-host.ts';
import type { RunHost } from './run-host.ts';
import { createRunLog } from './run-log.ts';
import { createRunStore } from './run-store.ts';

let database: TestDatabase;
let host: RunHost & { close(): Promise<void> };

/** What paid calls do in this file; each test sets it. */
let call: (id: string, signal: AbortSignal) => Promise<string>;
/** What a step does between its paid call and its end. */
let afterCall: (id: string) => Promise<void> = async () => {};
const paid: string[] = [];
const warnings: string[] = [];
const errors: string[] = [];

const brief = (question: string): Value => ({ kind: 'brief', question, documents: [] });
const op: Op = async ({ id }: { id: string }, _inputs, context) => {
  const text = await context.durable('call', { id }, async () => {
    const answer = await call(id, context.signal);
    paid.push(id);
    return answer;
  });
  await afterCall(id);
  context.signalStep({ type: 'text', text });
  return brief(text);
};
const ops: Ops = { brief: op, generate: op, consensus: op, synthesise: op, branch: op, intersect: op, output: op };
const resources: RunResources = {
  models: {
    families: async () => [],
    generate: () => {
      throw new Error('no model here');
    },
  },
  documents: {
    read: async () => {
      throw new Error('no document here');
    },
  },
  tools: emptyToolbox,
  meter: createTokenMeter(),
};

const graph = { version: 1 as const, name: 'mesh', nodes: [], edges: [] };
/** `first`, then `left` and `right` side by side, then `last`. */
function plan(prefix: string): Plan {
  const step = (id: string, needs: string[]) => ({
    id: `${prefix}-${id}`,
    nodeId: `${prefix}-${id}`,
    title: id,
    op: 'generate' as const,
    args: { id: `${prefix}-${id}` },
    inputs: needs.length
      ? { in: { steps: needs.map((need) => `${prefix}-${need}`), many: true, toleratesMissing: false } }
      : {},
  });
  return {
    version: 1,
    name: 'mesh',
    steps: [step('first', []), step('left', ['first']), step('right', ['first']), step('last', ['left', 'right'])],
    results: [`${prefix}-last`],
  };
}

beforeAll(async () => {
  database = await createTestDatabase();
  host = await createRunHost({
    databaseUrl: database.url,
    db: database.db,
    pool: database.pool,
    ops,
    resources,
    log: { warn: (message) => void warnings.push(message), error: (message) => void errors.push(message) },
  });
});
afterAll(async () => {
  await host.close();
  await database.drop();
});

async function collect(runId: string, seq = 0): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of host.events(runId, seq, new AbortController().signal)) events.push(event);
  return events;
}

it('runs to the end; every watcher sees the same events in order, from any point, during and after', async () => {
  const gate = Promise.withResolvers<void>();
  call = async (id) => {
    if (id === 'a-left') await gate.promise;
    return `answer of ${id}`;
  };
  const runId = await host.start({ graph, graphId: 'g', plan: plan('a'), inputs: {} });
  const early = collect(runId);
  const alsoEarly = collect(runId);
  gate.resolve();
  const events = await early;
  expect(await alsoEarly).toEqual(events);
  expect(await collect(runId)).toEqual(events);
  expect(await collect(runId, 5)).toEqual(events.slice(5));
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
  const state = events.reduce(reduceRun, createRunState(runId));
  expect(state).toMatchObject({ status: 'done', steps: { 'a-last': { output: brief('answer of a-last') } } });
  expect(await host.state(runId)).toEqual(state);
  expect(await host.graph(runId)).toEqual(graph);
  expect(await host.list({ graphId: 'g', limit: 5 })).toMatchObject([{ runId, status: 'done', name: 'mesh' }]);
  expect(await host.list({ graphId: 'other', limit: 5 })).toEqual([]);
});

it('stops calls in flight on cancel, keeps what is finished and goes on from there', async () => {
  const inFlight = Promise.withResolvers<void>();
  call = (id, signal) =>
    id === 'b-left'
      ? new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new AppError('internal/cancelled', 'Stopped.')));
          inFlight.resolve();
        })
      : Promise.resolve(`answer of ${id}`);
  const runId = await host.start({ graph, plan: plan('b'), inputs: {} });
  const watching = collect(runId);
  await inFlight.promise;
  expect(await host.cancel(runId)).toBe(true);
  expect((await watching).at(-1)).toMatchObject({ type: 'run-end', status: 'cancelled' });
  expect(await host.state(runId)).toMatchObject({
    status: 'cancelled',
    steps: { 'b-first': { status: 'done' }, 'b-left': { status: 'cancelled' }, 'b-last': { status: 'cancelled' } },
  });

  call = async (id) => `second answer of ${id}`;
  expect(await host.resume(runId)).toBe(true);
  const events = await collect(runId);
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.at(-1)).toMatchObject({ type: 'run-end', status: 'done' });
  expect(paid.filter((id) => id === 'b-first')).toHaveLength(1);
  expect(await host.state(runId)).toMatchObject({ status: 'done', resumes: 1 });
  await expect(host.resume(runId)).rejects.toMatchObject({ code: 'user/conflict' });
});

it('after a failure makes only the failed call again', async () => {
  let broken = true;
  call = async (id) => {
    if (id === 'c-right' && broken) throw new AppError('provider/overloaded', 'Overloaded.');
    return `answer of ${id}`;
  };
  const runId = await host.start({ graph, plan: plan('c'), inputs: {} });
  expect((await collect(runId)).at(-1)).toMatchObject({ type: 'run-end', status: 'failed' });
  broken = false;
  await host.resume(runId);
  expect((await collect(runId)).at(-1)).toMatchObject({ type: 'run-end', status: 'done' });
  expect(paid.filter((id) => id.startsWith('c-')).sort()).toEqual(['c-first', 'c-last', 'c-left', 'c-right']);
});

it('pays once for a call although its step is begun again after the database was away', async () => {
  call = async (id) => `answer of ${id}`;
  let away = true;
  afterCall = async (id) => {
    if (id !== 'd-left' || !away) return;
    away = false;
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  };
  const runId = await host.start({ graph, plan: plan('d'), inputs: {} });
  const events = await collect(runId);
  afterCall = async () => {};
  expect(events.filter(({ type }) => type === 'step-retry')).toHaveLength(1);
  expect(events.at(-1)).toMatchObject({ type: 'run-end', status: 'done' });
  expect(paid.filter((id) => id.startsWith('d-')).sort()).toEqual(['d-first', 'd-last', 'd-left', 'd-right']);
});

it('takes up a run that was stored and never came onto the queue', async () => {
  call = async (id) => `answer of ${id}`;
  await createRunStore(database.db).insert('stranded', { graph, plan: plan('e'), inputs: {} });
  expect((await collect('stranded')).at(-1)).toMatchObject({ type: 'run-end', status: 'done' });
});

it('can take up a run again that another process took over and then gave up', async () => {
  const inFlight = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  call = async (id) => {
    if (id === 'f-first') {
      inFlight.resolve();
      await gate.promise;
    }
    return `answer of ${id}`;
  };
  const runId = await host.start({ graph, plan: plan('f'), inputs: {} });
  await inFlight.promise;
  await expect.poll(async () => (await host.state(runId))?.seq).toBe(2);
  // Another process writes the run from here, and ends it.
  const other = createRunLog({
    pool: database.pool,
    runId,
    lastSeq: 2,
    publish: () => {},
    onTakenOver: () => {},
    onCommitFault: () => {},
  });
  other.append({ type: 'run-end', status: 'failed' });
  await other.flush();
  gate.resolve();
  await expect
    .poll(() => warnings.some((message) => message === `Run ${runId} goes on in another process.`))
    .toBe(true);
  expect(await host.resume(runId)).toBe(true);
  expect((await collect(runId, 3)).at(-1)).toMatchObject({ type: 'run-end', status: 'done' });
});

it('fails a run whose log cannot be read instead of leaving it hanging', async () => {
  const store = createRunStore(database.db);
  await store.insert('torn', { graph, plan: plan('g'), inputs: {} });
  const end = { type: 'run-end', status: 'failed', runId: 'torn', seq: 5, at: new Date().toISOString() } as const;
  await database.db.insert(runEvents).values({ runId: 'torn', firstSeq: 5, lastSeq: 5, writer: 'gone', events: [end] });
  await expect.poll(() => store.status('torn')).toBe('failed');
  expect(errors).toEqual(['Run torn could not be taken up.']);
});

it('says so for runs it does not know', async () => {
  expect(await host.state('nope')).toBeUndefined();
  expect(await host.graph('nope')).toBeUndefined();
  expect(await host.cancel('nope')).toBe(false);
  expect(await host.resume('nope')).toBe(false);
  expect(await collect('nope')).toEqual([]);
});
