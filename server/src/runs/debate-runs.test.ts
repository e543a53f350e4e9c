// A debate in the durable host: a process that dies in a round costs nothing twice, and what failed in a round can be asked again.
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
import { executeRun, type Sitting } from './execute-run.ts';
import { createRunBus } from './run-bus.ts';
import { createRunStore } from './run-store.ts';

const file = path.resolve(import.meta.dirname, '../../../examples/debate/graph.json');
const graph = graphSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const voices = { claude: 'safety', gpt: 'permits', gemini: 'trees' } as const;
const HANG = 'hang';
const FAIL = 'fail';

/** What each voice says in each round. */
let words: Record<string, string[]> = {};
let calls: string[] = [];
const provider = createScriptedProvider((request) => {
  const asked = JSON.stringify([request.system, request.messages]);
  // A prompt of a further round holds the words of the round before.
  const round = [3, 2].find((number) => asked.includes(`in round ${number - 1}.`)) ?? 1;
  const id = Object.entries(voices).find(([family]) => family === request.family)?.[1] ?? '';
  calls.push(`debate/${round}/${id}`);
  const stance = words[id]?.[round - 1];
  if (stance === HANG) return [{ type: 'hang' }];
  if (stance === undefined || stance === FAIL) {
    return [{ type: 'fail', error: new AppError('provider/refused-request', `${id} does not answer.`) }];
  }
  return say(`This is ${id} in round ${round}.\n\nSTANCE: ${stance}`);
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
  words = { safety: ['yes', 'no', 'no'], permits: ['yes', 'yes', 'yes'], trees: ['no', 'yes', 'no'] };
  calls = [];
});

const storeRun = async (runId: string) => {
  const compiled = compileGraph(graph, { nodeTypes, families: await models.families() });
  if (!('plan' in compiled)) throw new Error(JSON.stringify(compiled.diagnostics));
  await createRunStore(database.db).insert(runId, { graph, plan: compiled.plan, inputs: {} });
};
const sit = (runId: string, onCommitted: (events: readonly RunEvent[]) => void = () => {}): Sitting => {
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
const timesCalled = () =>
  Object.fromEntries([...new Set(calls)].map((id) => [id, calls.filter((call) => call === id).length]));
const round = (number: number, times = 1) =>
  Object.fromEntries(Object.values(voices).map((id) => [`debate/${number}/${id}`, times]));

it('goes on in the round in which its process died, and pays for nothing twice', async () => {
  await storeRun('died');
  words['trees'] = ['no', HANG];
  // Two of the second round are journalled, the third is in flight.
  const done = Promise.withResolvers<void>();
  const ended = new Set<string>();
  const first = sit('died', (events) => {
    for (const event of events) if (event.type === 'step-end') ended.add(event.stepId);
    if (ended.has('debate/2/safety') && ended.has('debate/2/permits')) done.resolve();
  });
  await done.promise;
  first.park();
  expect((await stateOf('died')).steps['debate']?.status).toBe('running');
  words = { safety: ['no', 'yes', 'no'], permits: ['no', 'no', 'yes'], trees: ['yes', 'yes', 'no'] };
  await sit('died').over;
  const state = await stateOf('died');
  expect(state.status).toBe('done');
  expect(new Set(Object.values(state.steps).map(({ status }) => status))).toEqual(new Set(['done']));
  expect(timesCalled()).toEqual({ ...round(1), ...round(2), 'debate/2/trees': 2, ...round(3) });
  const { output } = state.steps['debate'] ?? {};
  expect(output?.kind === 'verdict' && output.debate?.rounds.map(({ tally }) => tally[0])).toEqual([
    { stance: 'yes', voices: ['safety', 'permits'] },
    { stance: 'yes', voices: ['permits', 'trees'] },
    { stance: 'no', voices: ['safety', 'trees'] },
  ]);
});

it('dies after each commit in turn and comes to the same with the same calls', async () => {
  await storeRun('whole');
  let commits = 0;
  await sit('whole', () => {
    commits += 1;
  }).over;
  const whole = await stateOf('whole');
  const asked: string[] = [];
  let sittings = 0;
  await storeRun('shaken');
  const store = createRunStore(database.db);
  // Each sitting is let go after one commit more than the one before got to, until one comes to the end.
  for (let most = 1; most <= commits + 1; most += 1) {
    const gone = Promise.withResolvers<void>();
    let seen = 0;
    sittings += 1;
    calls = [];
    const steps = Object.values((await stateOf('shaken')).steps);
    const ended = steps.filter(({ status }) => status === 'done').map(({ stepId }) => stepId);
    const sitting = sit('shaken', () => {
      seen += 1;
      if (seen === most) gone.resolve();
    });
    await Promise.race([gone.promise, sitting.over]);
    sitting.park();
    expect(calls.filter((id) => ended.includes(id))).toEqual([]);
    asked.push(...calls);
    if ((await store.find('shaken'))?.status === 'done') break;
  }
  const shaken = await stateOf('shaken');
  expect(shaken.status).toBe('done');
  expect(shaken.steps['debate']?.output).toEqual(whole.steps['debate']?.output);
  expect(sittings).toBeGreaterThan(2);
  expect(new Set(asked)).toEqual(new Set(Object.keys({ ...round(1), ...round(2), ...round(3) })));
});

it('asks a voice that failed in a round again when the run is taken up after its end, and does anew what came after', async () => {
  await storeRun('again');
  words = { safety: ['yes', 'no'], permits: ['no', 'no'], trees: [FAIL, 'no'] };
  await sit('again').over;
  const before = await stateOf('again');
  expect([before.steps['debate/1/trees']?.status, before.steps['debate']?.status]).toEqual(['failed', 'done']);
  calls = [];
  words['trees'] = ['yes', 'no'];
  await createRunStore(database.db).requeue('again', 1);
  await sit('again').over;
  const state = await stateOf('again');
  // The others' first answers stand; whoever had not heard the third voice is asked anew.
  expect(timesCalled()).toEqual({ 'debate/1/trees': 1, ...round(2) });
  expect(new Set(Object.values(state.steps).map(({ status }) => status))).toEqual(new Set(['done']));
  const { output } = state.steps['debate'] ?? {};
  expect(output?.kind === 'verdict' && output.debate?.rounds.map(({ missing }) => missing)).toEqual([[], []]);
  expect(output?.kind === 'verdict' && output.debate?.moves.map(({ voice }) => voice)).toEqual(['safety', 'trees']);
});
