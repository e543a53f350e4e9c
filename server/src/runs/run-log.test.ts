import { createRunState, type RunEvent, type RunEventBody, reduceRun } from '@parley/spec';
import type { Pool, QueryConfig } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runs } from '../database/schema.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createRunLog, type RunLogOptions } from './run-log.ts';
import { createRunStore } from './run-store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function insertRun(id: string) {
  await database.db.insert(runs).values({
    id,
    name: 'test',
    graph: { version: 1, name: 'test', nodes: [], edges: [] },
    plan: { version: 1, name: 'test', steps: [], results: [] },
    inputs: {},
    status: 'queued',
  });
  return createRunStore(database.db);
}

function open(runId: string, changes: Partial<RunLogOptions> = {}) {
  const published: RunEvent[] = [];
  const log = createRunLog({
    pool: database.pool,
    runId,
    lastSeq: 0,
    publish: (events) => published.push(...events),
    onTakenOver: () => {},
    onCommitFault: () => {},
    ...changes,
  });
  return { log, published };
}

const start: RunEventBody = {
  type: 'run-start',
  name: 'test',
  steps: [{ stepId: 'a', nodeId: 'a', title: 'A', op: 'generate' }],
  results: ['a'],
  resumed: false,
};
const delta = (offset: number, text: string): RunEventBody => ({
  type: 'text-delta',
  stepId: 'a',
  nodeId: 'a',
  offset,
  text,
});

it('keeps a delta that takes words back apart from the words', async () => {
  const store = await insertRun('back');
  const { log } = open('back');
  log.append(start);
  log.append(delta(0, 'Let me look.'));
  log.append(delta(0, ''));
  log.append(delta(0, 'Two.'));
  await log.flush();
  const stored = await store.eventsAfter('back', 0);
  expect(stored.reduce(reduceRun, createRunState('back')).steps['a']?.text).toBe('Two.');
  expect(stored).toHaveLength(3);
});

it('numbers events without a gap, merges deltas of a step and publishes exactly what is stored', async () => {
  const store = await insertRun('merge');
  const { log, published } = open('merge');
  log.append(start);
  log.append({ type: 'step-start', stepId: 'a', nodeId: 'a', attempt: 1 });
  log.append(delta(0, 'Hel'));
  log.append(delta(3, 'lo'));
  await log.flush();
  log.append(delta(5, ' there'));
  log.append({ type: 'run-end', status: 'done' });
  await log.flush();
  const stored = await store.eventsAfter('merge', 0);
  expect(published).toEqual(stored);
  expect(stored.map((event) => [event.seq, event.type])).toEqual([
    [1, 'run-start'],
    [2, 'step-start'],
    [3, 'text-delta'],
    [4, 'text-delta'],
    [5, 'run-end'],
  ]);
  expect(stored.reduce(reduceRun, createRunState('merge')).steps['a']?.text).toBe('Hello there');
  expect((await store.eventsAfter('merge', 3)).map((event) => event.seq)).toEqual([4, 5]);
  expect(await store.status('merge')).toBe('done');
});

it('has journalled a result, and all events before it, when journal() resolves', async () => {
  const store = await insertRun('journal');
  const { log } = open('journal');
  log.append(start);
  await log.journal({ stepPath: 'a/call', inputHash: 'h', output: null });
  expect(await store.journalled('journal', 'a/call', 'h')).toEqual({ output: null });
  expect(await store.journalled('journal', 'a/call', 'other')).toBeUndefined();
  expect(await store.eventsAfter('journal', 0)).toHaveLength(1);
});

it('keeps text that databases choke on', async () => {
  const store = await insertRun('odd');
  const { log } = open('odd');
  const odd = 'NUL \0, half a pair \ud83d, RTL \u202e, __proto__';
  log.append(start);
  log.append(delta(0, odd));
  await log.journal({ stepPath: 'a/call', inputHash: 'h', output: { odd } });
  expect((await store.eventsAfter('odd', 1))[0]).toMatchObject({ text: odd });
  expect(await store.journalled('odd', 'a/call', 'h')).toEqual({ output: { odd } });
});

it('tries again until the database takes it, and stores it once', async () => {
  const store = await insertRun('retry');
  let failures = 3;
  let answersLost = 1;
  const shaky = {
    query: async (query: QueryConfig | string, values?: unknown[]) => {
      if (failures > 0) {
        failures -= 1;
        throw new Error('could not extend file: No space left on device');
      }
      const result = await (typeof query === 'string'
        ? database.pool.query(query, values)
        : database.pool.query(query));
      // The worst case: committed, and the answer never arrives.
      if (answersLost > 0) {
        answersLost -= 1;
        throw new Error('Connection terminated unexpectedly');
      }
      return result;
    },
  };
  const faults: unknown[] = [];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the log uses nothing of the pool but query
  const { log, published } = open('retry', { pool: shaky as unknown as Pool, onCommitFault: (e) => faults.push(e) });
  log.append(start);
  await log.flush();
  expect(faults).toHaveLength(4);
  expect(published).toHaveLength(1);
  expect(await store.eventsAfter('retry', 0)).toEqual(published);
});

it('gives way when another process has written on', async () => {
  const store = await insertRun('fence');
  const other = open('fence');
  other.log.append(start);
  await other.log.flush();
  const takenOver = Promise.withResolvers<void>();
  const late = open('fence', { onTakenOver: () => takenOver.resolve() });
  late.log.append({ ...start, name: 'impostor' });
  void late.log.flush();
  await takenOver.promise;
  expect(late.published).toEqual([]);
  expect(await store.eventsAfter('fence', 0)).toEqual(other.published);
});
