// A real run over real SDKs: what its calls used and cost is in its events, a limit stops it, and it goes on when that is raised.
import { compileGraph } from '@parley/compiler';
import { createModelGateway, createTokenMeter, defaultProviders, families, type PriceOf } from '@parley/models';
import { priceOf } from '@parley/models/prices';
import { startTranscriptServer, type TranscriptServer, vendorTranscripts } from '@parley/models/wire-conformance';
import { nodeTypes } from '@parley/nodes';
import { emptyToolbox, ops } from '@parley/runtime';
import { foldSpends, type Graph, spendsOfSteps } from '@parley/spec';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { executeRun } from '../runs/execute-run.ts';
import { createRunBus } from '../runs/run-bus.ts';
import { createRunStore } from '../runs/run-store.ts';
import { createTestDatabase, type TestDatabase, testLog } from '../testing/test-database.ts';
import { guardSpending } from './guard-spending.ts';
import { createSpendLedger } from './spend-ledger.ts';

const at = { position: { x: 0, y: 0 } };
const edge = (source: string, sourcePort: string, target: string, targetPort: string) => ({
  id: `${source}-${target}`,
  source,
  sourcePort,
  target,
  targetPort,
});
/** Opus speaks, GPT answers it, and a synthesis that could do without either joins them. */
const graph: Graph = {
  version: 1,
  name: 'Money',
  nodes: [
    { id: 'in', type: 'input', ...at, config: { question: 'What changes?', text: 'Tariffs rise in March.' } },
    { id: 'first', type: 'agent', ...at, config: { title: 'First', family: 'claude', model: 'claude-opus-5-5' } },
    { id: 'second', type: 'agent', ...at, config: { title: 'Second', family: 'gpt', model: 'gpt-5.5' } },
    { id: 'join', type: 'synthesis', ...at, config: {} },
    { id: 'out', type: 'output', ...at, config: {} },
  ],
  edges: [
    edge('in', 'brief', 'first', 'brief'),
    edge('in', 'brief', 'second', 'brief'),
    edge('first', 'answer', 'second', 'context'),
    edge('first', 'answer', 'join', 'voices'),
    edge('second', 'answer', 'join', 'voices'),
    edge('join', 'report', 'out', 'result'),
  ],
};

let database: TestDatabase;
let bus: ReturnType<typeof createRunBus>;
let server: TranscriptServer;
beforeAll(async () => {
  database = await createTestDatabase();
  bus = createRunBus(database.url, (error) => testLog.warn('The bus lost its connection.', { error }));
  server = await startTranscriptServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await bus.close();
  await database.drop();
});

const vendorOf = (id: string) => vendorTranscripts.find(({ provider }) => provider.id === id);
const inUsd: PriceOf = (provider, model, usage) => priceOf(provider, model, usage)?.amount;
const words = ['It ', 'is ', 'so.'];

it('stops before the call that could break the limit, keeps what is done, and pays nothing twice when it goes on', async () => {
  const asked: string[] = [];
  server.answer(({ body }) => {
    const vendor = JSON.stringify(body).includes('gpt-5.5') ? 'openai' : 'anthropic';
    asked.push(vendor);
    return { body: vendorOf(vendor)?.speak(words) ?? '', headers: { connection: 'close' } };
  });
  const models = createModelGateway({
    families,
    providers: defaultProviders,
    readSecret: async (name) => (/^(ANTHROPIC|OPENAI)_/u.test(name) ? 'canary-key-77b2' : undefined),
    readBaseUrl: async (id) => vendorOf(id)?.baseUrl(server.origin),
    priceOf: inUsd,
  });
  const compiled = compileGraph(graph, { nodeTypes, families: await models.families() });
  if (!('plan' in compiled)) throw new Error(JSON.stringify(compiled.diagnostics));
  const store = createRunStore(database.db);
  const ledger = createSpendLedger(database.db);
  const meter = createTokenMeter();
  const documents = {
    read: async () => {
      throw new Error('the text is pasted');
    },
  };
  const sit = () =>
    executeRun('money', {
      pool: database.pool,
      store,
      bus,
      ops,
      resources: { models, documents, tools: emptyToolbox, meter },
      log: testLog,
      guard: (gateway, runId) => guardSpending(gateway, runId, { ledger, meter, priceOf: inUsd, log: testLog }),
    }).over;

  await store.insert('money', { graph, plan: compiled.plan, inputs: {} });
  await ledger.setLimits({ perRun: 0.1, perMonth: null, unpriced: 'stop' });
  await sit();
  const stopped = await store.state('money');
  expect(stopped).toMatchObject({
    status: 'failed',
    fault: { code: 'limit/spend' },
    steps: { first: { status: 'done' }, second: { status: 'failed' }, join: { status: 'skipped' } },
  });
  expect(asked).toEqual(['anthropic']);
  // 12 plain, 1,000 from the cache, 100 into it, and 3 written, at $4, $0.20, $5 and $20 a million.
  const opus = (12 * 4 + 1_000 * 0.2 + 100 * 5 + 3 * 20) / 1e6;
  expect(stopped?.steps['first']?.spends).toEqual([
    {
      family: 'claude',
      provider: 'anthropic',
      model: 'claude-opus-5-5',
      inputTokens: 1_112,
      outputTokens: 3,
      cachedInputTokens: 1_000,
      cacheWriteTokens: 100,
      usd: expect.closeTo(opus, 9),
    },
  ]);

  await ledger.setLimits({ perRun: 1, perMonth: null, unpriced: 'stop' });
  await store.requeue('money', 1);
  await sit();
  const done = await store.state('money');
  expect(done).toMatchObject({ status: 'done', steps: { first: { status: 'done' }, second: { status: 'done' } } });
  expect(asked).toEqual(['anthropic', 'openai']);
  const told = foldSpends(spendsOfSteps(done?.steps ?? {}));
  expect(told.families.map(({ family }) => family).toSorted()).toEqual(['claude', 'gpt']);
  const gpt = (26 * 5 + 64 * 0.5 + 3 * 30) / 1e6;
  expect(told.total).toEqual({
    inputTokens: 1_202,
    outputTokens: 6,
    cachedInputTokens: 1_064,
    cacheWriteTokens: 100,
    usd: expect.closeTo(opus + gpt, 9),
    unpricedTokens: 0,
  });
  // The account says the same as the events.
  expect((await ledger.spentByRuns(['money'])).get('money')?.usd).toBeCloseTo(told.total.usd, 9);
});
