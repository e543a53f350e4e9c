// Limits on spending on a real database: many calls at once, over two gateways of two processes' kind, never break one.
import {
  createModelGateway,
  createTokenMeter,
  type GenerateRequest,
  messageText,
  type ModelGateway,
  type PriceOf,
} from '@parley/models';
import { createScriptedProvider, say, type Script, scriptedFamily } from '@parley/models/scripted';
import { AppError, foldSpends, type SpendLimits, type Usage } from '@parley/spec';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { connect } from '../database/connect.ts';
import { spendLedger } from '../database/schema.ts';
import { createTestDatabase, type TestDatabase, testLog } from '../testing/test-database.ts';
import { guardSpending } from './guard-spending.ts';
import { createSpendLedger, type SpendLedger } from './spend-ledger.ts';

/** A dollar for a thousand tokens written, nothing for what is read; nobody knows what "secret" costs. */
const priceOf: PriceOf = (_provider, model, { outputTokens }) => (model === 'secret' ? undefined : outputTokens / 1000);
const ask = (text: string, more: Partial<GenerateRequest> = {}): GenerateRequest => ({
  family: 'north',
  model: '',
  system: '',
  messages: [{ role: 'user', text }],
  material: { question: text, domain: '', documents: [], passageLimit: 1 },
  ...more,
});
const use = (outputTokens: number): ReturnType<Script> => [
  { type: 'text', text: 'Yes.' },
  { type: 'usage', usage: { inputTokens: 5, outputTokens } },
  { type: 'finish', outcome: 'complete' },
];

let database: TestDatabase;
let other: ReturnType<typeof connect>;
let ledger: SpendLedger;
/** The same database as another process sees it. */
let elsewhere: SpendLedger;
beforeAll(async () => {
  database = await createTestDatabase();
  other = connect(database.url, { log: testLog, max: 4 });
  ledger = createSpendLedger(database.db);
  elsewhere = createSpendLedger(other.db);
});
afterAll(async () => {
  await other.pool.end();
  await database.drop();
});
beforeEach(async () => {
  await database.db.delete(spendLedger);
});

const limit = (limits: Partial<SpendLimits>) =>
  ledger.setLimits({ perRun: null, perMonth: null, unpriced: 'stop', ...limits });

function guarded(script: Script, runId: string, through = ledger): { gateway: ModelGateway; calls: GenerateRequest[] } {
  const provider = createScriptedProvider(script);
  const bare = createModelGateway({
    families: [scriptedFamily('north')],
    providers: [provider],
    readSecret: async () => undefined,
    readBaseUrl: async () => undefined,
    retries: { firstDelay: 1 },
    gate: { concurrency: 100 },
    priceOf,
  });
  const parts = { ledger: through, meter: createTokenMeter(), priceOf, log: testLog };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- read only, and filled while calls are made
  return { gateway: guardSpending(bare, runId, parts), calls: provider.calls as GenerateRequest[] };
}

async function listen(gateway: ModelGateway, request: GenerateRequest, signal = new AbortController().signal) {
  const usages: Usage[] = [];
  try {
    for await (const event of gateway.generate(request, { signal }))
      if (event.type === 'usage') usages.push(event.usage);
    return { usages };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { usages, fault: error };
  }
}

const rows = () => database.db.select().from(spendLedger);
const held = async () => {
  const [sum] = await database.db.select({ usd: sql<number>`coalesce(sum(held_usd), 0)::float8` }).from(spendLedger);
  return sum?.usd ?? 0;
};
const reply = 4_000;

it('writes down what every attempt cost, also one that failed after it had told its usage', async () => {
  const { gateway } = guarded((_, count) => {
    const cut = new AppError('provider/cut-off', 'Cut.');
    return count === 1
      ? [
          { type: 'usage', usage: { inputTokens: 5, outputTokens: 200 } },
          { type: 'fail', error: cut },
        ]
      : use(300);
  }, 'run');
  await limit({});
  await listen(gateway, ask('Hi'));
  expect(new Set((await rows()).map(({ usd, open }) => `${usd} ${open}`))).toEqual(new Set(['0.2 false', '0.3 false']));
  const account = await ledger.spending();
  expect(account.families).toEqual([
    { family: 'north', calls: 2, inputTokens: 10, outputTokens: 500, usd: 0.5, unpricedTokens: 0 },
  ]);
  expect(account.month).toMatch(/^\d{4}-\d\d$/u);
  expect((await ledger.spentByRuns(['run', 'another'])).get('run')).toEqual(account.total);
});

it('lets no more through than the limit allows, however many begin together on how many processes', async () => {
  await limit({ perMonth: 40 });
  let most = 0;
  const script: Script = () => use(reply);
  const watched = async (runId: string, through: SpendLedger) => {
    const { gateway, calls } = guarded(script, runId, through);
    const ends = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const end = await listen(gateway, ask(`Question ${index}`));
        most = Math.max(most, await held());
        return end;
      }),
    );
    return { ends, calls };
  };
  const both = await Promise.all([watched('one', ledger), watched('two', elsewhere)]);
  const ends = both.flatMap((each) => each.ends);
  const refused = ends.flatMap(({ fault }) => fault ?? []);
  // Ten answers of four dollars are forty; the others are told no, and never asked.
  expect([ends.length - refused.length, refused.length]).toEqual([10, 14]);
  expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['limit/spend']));
  expect(both.flatMap(({ calls }) => calls)).toHaveLength(10);
  expect([await held(), most <= 40]).toEqual([40, true]);
  expect((await rows()).some(({ open }) => open)).toBe(false);
});

it('makes a call wait for what others only hold, and lets all speak when they come cheap', async () => {
  await limit({ perRun: 20 });
  const runs = [guarded(() => use(100), 'cheap'), guarded(() => use(100), 'cheap', elsewhere)];
  const ends = await Promise.all(
    runs.flatMap(({ gateway }, side) =>
      Array.from({ length: 12 }, (_, index) => listen(gateway, ask(`${side} ${index}`))),
    ),
  );
  expect(ends.filter(({ fault }) => fault !== undefined)).toEqual([]);
  expect(await held()).toBeCloseTo(2.4);
});

it('shortens an answer to what is left', async () => {
  await limit({ perRun: 20 });
  const { gateway, calls } = guarded(
    ({ messages }) => use(messageText(messages[0]) === 'First' ? 12_000 : 3_000),
    'short',
  );
  const asked = [ask('First'), ask('Second'), ask('Third', { maxOutputTokens: 2_000 })];
  for (const request of asked) expect((await listen(gateway, request)).fault).toBeUndefined();
  expect(calls.map(({ maxOutputTokens }) => maxOutputTokens)).toEqual([16_000, 8_000, 2_000]);
});

it('says what was spent, what the next call could cost, what is kept and what to do', async () => {
  await limit({ perRun: 5 });
  const { gateway, calls } = guarded(() => use(2_500), 'stopped');
  await listen(gateway, ask('First'));
  const { fault } = await listen(gateway, ask('Second'));
  expect([fault?.code, fault?.retryable, calls.length]).toEqual(['limit/spend', false, 1]);
  expect(fault?.message).toBe(
    'This run has spent $2.50 of the $5.00 that one run may spend, and the next call, to script over Scripted, could cost $4.00 even with a short answer. It was not made. What is finished is kept. Raise the limit under Models, Spending, and press Go on: nothing that is finished is paid again.',
  );
  await limit({ perMonth: 2 });
  const month = await listen(gateway, ask('Third'));
  expect(month.fault?.message).toContain('All runs together have spent $2.50 of the $2.00 for this month');
  await limit({ perMonth: 100 });
  expect((await listen(gateway, ask('Third'))).fault).toBeUndefined();
});

it('counts a month at its own time only', async () => {
  await limit({ perMonth: 5 });
  const entry = { id: 'old', runId: 'old', family: 'north', provider: 'scripted', model: 'script' };
  await database.db.insert(spendLedger).values({ ...entry, month: '2026-01', open: false, heldUsd: 99, usd: 99 });
  expect((await listen(guarded(() => use(1), 'new').gateway, ask('Hi'))).fault).toBeUndefined();
});

it('stops before a call without a known price while there is a limit, unless it is told to let it through', async () => {
  await limit({ perRun: 5 });
  const { gateway } = guarded(() => say('x'), 'secret');
  const secret = ask('Hi', { model: 'secret' });
  const { fault } = await listen(gateway, secret);
  expect([fault?.code, fault?.message]).toEqual([
    'limit/spend',
    'Nobody knows the price of secret over Scripted, so your limit on spending cannot be kept for it. The call was not made. What is finished is kept. Let calls without a known price through under Models, Spending, and press Go on: nothing that is finished is paid again. Or choose another model and run again.',
  ]);
  await limit({ perRun: 5, unpriced: 'allow' });
  await listen(gateway, secret);
  expect((await ledger.spending()).total).toEqual({ inputTokens: 10, outputTokens: 1, usd: 0, unpricedTokens: 11 });
});

it('gives back what a call that failed at once had set aside, and counts the prompt of one that was cut off', async () => {
  await limit({ perRun: 100 });
  const bare: PriceOf = (_provider, _model, { inputTokens, outputTokens }) => (inputTokens + outputTokens) / 1000;
  const busy = new AppError('limit/quota', 'No more.');
  const { gateway } = guarded(() => [{ type: 'fail', error: busy }], 'failed');
  expect((await listen(gateway, ask('Hi'))).fault?.code).toBe('limit/quota');
  expect(await rows()).toEqual([]);

  const stop = new AbortController();
  const provider = createScriptedProvider(() => [{ type: 'text', text: 'I' }, { type: 'hang' }]);
  const north = createModelGateway({
    families: [scriptedFamily('north')],
    providers: [provider],
    readSecret: async () => undefined,
    readBaseUrl: async () => undefined,
    priceOf: bare,
  });
  const cut = guardSpending(north, 'cut', { ledger, meter: createTokenMeter(), priceOf: bare, log: testLog });
  await expect(async () => {
    for await (const _ of cut.generate(ask('Hi'), { signal: stop.signal })) stop.abort();
  }).rejects.toMatchObject({ code: 'internal/cancelled' });
  const [row, ...more] = await rows();
  expect([more.length, row?.open, row?.usd, row?.heldUsd]).toEqual([0, false, null, row?.promptUsd]);
  expect(row?.heldUsd).toBeGreaterThan(0.1);
  expect((await ledger.spending()).heldUsd).toBe(row?.heldUsd);
});

it('a later sitting counts only the prompts of calls that its run left open when the process died', async () => {
  await limit({ perRun: 5 });
  const entry = { id: 'lost', runId: 'again', family: 'north', provider: 'scripted', model: 'script' };
  await ledger.reserve(entry, { prompt: 0.5, least: 4, enough: 5, most: 5 });
  expect((await listen(guarded(() => use(100), 'again').gateway, ask('Hi'))).fault).toBeUndefined();
  expect(await held()).toBeCloseTo(0.6);
});

it('no longer counts as under way what another process left open long ago', async () => {
  await limit({ perMonth: 5 });
  const entry = { id: 'gone', runId: 'gone', family: 'north', provider: 'scripted', model: 'script' };
  await ledger.reserve(entry, { prompt: 0.5, least: 4, enough: 5, most: 5 });
  await database.db
    .update(spendLedger)
    .set({ createdAt: sql`now() - interval '1 hour'` })
    .where(eq(spendLedger.id, 'gone'));
  expect((await listen(guarded(() => use(100), 'later').gateway, ask('Hi'))).fault).toBeUndefined();
});

it('ends its wait for money when the run is stopped', async () => {
  await limit({ perRun: 5 });
  const began = Promise.withResolvers<void>();
  const { gateway } = guarded(() => {
    began.resolve();
    return [{ type: 'hang' }];
  }, 'stop');
  const stop = new AbortController();
  const first = listen(gateway, ask('First'), stop.signal);
  await began.promise;
  const second = listen(gateway, ask('Second'), stop.signal);
  stop.abort();
  expect((await Promise.all([first, second])).map(({ fault }) => fault?.code)).toEqual([
    'internal/cancelled',
    'internal/cancelled',
  ]);
  expect(foldSpends([]).total.usd).toBe(await held());
});

it('tells the pace of earlier answers, and nothing while there are too few', async () => {
  const entry = { runId: 'r', family: 'north', provider: 'scripted', model: 'script' };
  const spend = { ...entry, inputTokens: 1, outputTokens: 1, usd: 0 };
  const { runId: _, ...told } = spend;
  for (const [index, milliseconds] of [1_000, 2_000].entries())
    await ledger.settle({ ...entry, id: `pace-${index}` }, { held: 0, spend: told, milliseconds });
  expect(await ledger.secondsOf('north', 'script')).toBeUndefined();
  await ledger.settle({ ...entry, id: 'pace-3' }, { held: 0, spend: told, milliseconds: 6_000 });
  expect(await ledger.secondsOf('north', 'script')).toEqual({ least: 1.2, most: 5.2 });
  expect(await ledger.secondsOf('north', 'else')).toBeUndefined();
});
