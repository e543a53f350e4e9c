// A mesh that forks in the durable host: taken up again it goes the same way, and what was paid for is not paid again.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compileGraph } from '@parley/compiler';
import { createModelGateway, createTokenMeter, families } from '@parley/models';
import { createScriptedProvider, say } from '@parley/models/scripted';
import { nodeTypes } from '@parley/nodes';
import { emptyToolbox, ops } from '@parley/runtime';
import { AppError, graphSchema, type RunEvent, type RunState } from '@parley/spec';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase, testLog } from '../testing/test-database.ts';
import { executeRun } from './execute-run.ts';
import { createRunBus } from './run-bus.ts';
import { createRunStore } from './run-store.ts';

const file = path.resolve(import.meta.dirname, '../../../examples/escalate/graph.json');
const graph = graphSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
/** Whom a prompt is for, told by words of its own; the first looks are told apart by their family. */
const speakers = new Map([
  // A writer's prompt names the voices' domains too.
  ['Half a page for the tenant', 'report'],
  ['tenancy law', 'consent'],
  ['written form', 'form'],
  ['use of the rooms', 'use'],
]);
const deep = ['consent', 'form', 'use'];
const HANG = 'hang';

/** What each speaker says now; one that has no words fails, and one that hangs never ends. */
let words: Record<string, string> = {};
let calls: string[] = [];
const provider = createScriptedProvider((request) => {
  const asked = JSON.stringify([request.system, request.messages]);
  const [, id = `first-${request.family}`] = [...speakers].find(([mark]) => asked.includes(mark)) ?? [];
  calls.push(id);
  const text = words[id];
  if (text === undefined) {
    return [{ type: 'fail', error: new AppError('provider/refused-request', `${id} does not answer.`) }];
  }
  return text === HANG ? [{ type: 'hang' }] : say(text);
});
const models = createModelGateway({
  families: families.map((family) => ({ ...family, routes: [{ provider: provider.id, sameIds: true }] })),
  providers: [provider],
  readSecret: async () => undefined,
  readBaseUrl: async () => undefined,
  retries: { count: 0 },
});

let database: TestDatabase;
let bus: ReturnType<typeof createRunBus>;
beforeAll(async () => {
  database = await createTestDatabase();
  bus = createRunBus(database.url, (error) => testLog.warn('The bus lost its connection.', { error }));
});
afterAll(async () => {
  await bus.close();
  await database.drop();
});
beforeEach(() => {
  const speak = (stance: string) => `It says so.\n\nSTANCE: ${stance}`;
  words = Object.fromEntries(['first-claude', ...deep].map((id) => [id, speak('yes')]));
  words['first-gpt'] = speak('no');
  words['report'] = 'All of them say so [1][2][3].';
  calls = [];
});

const storeRun = async (runId: string) => {
  const compiled = compileGraph(graph, { nodeTypes, families: await models.families() });
  if (!('plan' in compiled)) throw new Error(JSON.stringify(compiled.diagnostics));
  await createRunStore(database.db).insert(runId, { graph, plan: compiled.plan, inputs: {} });
};
const sit = (runId: string, onCommitted: (events: readonly RunEvent[]) => void = () => {}) => {
  const read = async () => {
    throw new Error('the text is pasted');
  };
  const resources = { models, documents: { read }, tools: emptyToolbox, meter: createTokenMeter() };
  const store = createRunStore(database.db);
  return executeRun(runId, { pool: database.pool, store, bus, ops, resources, log: testLog, onCommitted });
};
const stateOf = async (runId: string): Promise<RunState> => {
  const state = await createRunStore(database.db).state(runId);
  if (!state) throw new Error('there is no such run');
  return state;
};
const statusesOf = ({ steps }: RunState) => Object.fromEntries(Object.values(steps).map((s) => [s.stepId, s.status]));
const timesOf = (id: string) => calls.filter((call) => call === id).length;

it('goes the same way after its process died between the branch and its end', async () => {
  await storeRun('died');
  words['form'] = HANG;
  // Two of three are journalled, the third is in flight.
  const done = Promise.withResolvers<void>();
  const ended = new Set<string>();
  const first = sit('died', (events) => {
    for (const event of events) if (event.type === 'step-end') ended.add(event.stepId);
    if (ended.has('consent') && ended.has('use')) done.resolve();
  });
  await done.promise;
  first.park();
  // Nobody would agree now: what was decided is not asked again.
  words = Object.fromEntries(Object.keys(words).map((id) => [id, 'It says so.\n\nSTANCE: yes']));
  await sit('died').over;
  const state = await stateOf('died');
  expect(state.status).toBe('done');
  expect(new Set(Object.values(statusesOf(state)))).toEqual(new Set(['done']));
  expect(state.steps['router']?.output).toMatchObject({ side: 'open', because: 'the voices are split with no lead' });
  expect(Object.fromEntries([...new Set(calls)].map((id) => [id, timesOf(id)]))).toEqual({
    'first-claude': 1,
    'first-gpt': 1,
    consent: 1,
    use: 1,
    form: 2,
    report: 1,
  });
});

it('leaves out what the voices settled, and leaves it out again', async () => {
  words['first-gpt'] = words['first-claude'] ?? '';
  await storeRun('settled');
  await sit('settled').over;
  const state = await stateOf('settled');
  expect(state.status).toBe('done');
  expect(statusesOf(state)).toMatchObject({
    router: 'done',
    consent: 'not-taken',
    form: 'not-taken',
    use: 'not-taken',
    second: 'not-taken',
    report: 'not-taken',
    result: 'done',
  });
  expect(state.steps['result']?.output).toMatchObject({ kind: 'verdict', outcome: 'agree', missing: [] });
  expect(calls.toSorted()).toEqual(['first-claude', 'first-gpt']);
});

it('goes the other way when a voice that failed answers after all, and pays only for what that takes', async () => {
  delete words['first-gpt'];
  await storeRun('again');
  await sit('again').over;
  const before = await stateOf('again');
  expect(before.steps['router']?.output).toMatchObject({
    side: 'open',
    because: 'too few voices took a stance to compare them and 1 voice was missing',
  });
  expect(statusesOf(before)['report']).toBe('done');
  const paid = [...calls];
  words['first-gpt'] = words['first-claude'] ?? '';
  await createRunStore(database.db).requeue('again', 1);
  await sit('again').over;
  const after = await stateOf('again');
  expect(after.status).toBe('done');
  expect(deep.map((id) => statusesOf(after)[id])).toEqual(['not-taken', 'not-taken', 'not-taken']);
  expect(after.steps['result']?.output).toMatchObject({ kind: 'verdict', outcome: 'agree', missing: [] });
  expect(calls).toEqual([...paid, 'first-gpt']);
});
