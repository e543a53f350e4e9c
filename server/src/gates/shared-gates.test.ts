// Two gateways as two server processes have them: each with gates and a pool of its own, over one real Postgres.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  createModelGateway,
  defaultProviders,
  emptyBook,
  families,
  type GateBook,
  type ModelGateway,
  type ProviderGate,
} from '@parley/models';
import { AppError } from '@parley/spec';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { connect } from '../database/connect.ts';
import { createTestDatabase, type TestDatabase, testLog } from '../testing/test-database.ts';
import { createSharedGates, type SharedGates } from './shared-gates.ts';

const lease = 600;
const policy = { concurrency: 2, failures: 2, rest: 60_000 };
const never = () => new AbortController().signal;

let database: TestDatabase;
let closers: (() => unknown)[] = [];
let told: string[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.pool.query('truncate provider_gates, provider_limits');
  told = [];
});
afterEach(async () => {
  for (const close of closers.toReversed()) await close();
  closers = [];
});

function startProcess(url = database.url): SharedGates {
  const log = {
    warn: (message: string) => void told.push(message),
    error: (message: string) => void told.push(message),
  };
  const { pool } = connect(url, { log: testLog, max: 4 });
  const gates = createSharedGates({ pool, log, lease });
  closers.push(async () => {
    await gates.close();
    await pool.end();
  });
  return gates;
}

const north = (gates: SharedGates): ProviderGate => gates.createGate({ id: 'north', title: 'North' }, policy);
const entered = async (entry: Promise<unknown>, patience: number) =>
  Promise.race([entry.then(() => true), sleep(patience).then(() => false)]);

/** The one book that there is. */
async function readBook(): Promise<GateBook> {
  const { rows } = await database.pool.query<{ book: GateBook }>('select book from provider_gates');
  return rows[0]?.book ?? emptyBook;
}

/** A server of DeepSeek that takes a while to answer, and counts how many it answers at once. */
async function startSlowServer() {
  const count = { now: 0, most: 0, all: 0 };
  const server = createServer((_, response) => {
    count.now += 1;
    count.all += 1;
    count.most = Math.max(count.most, count.now);
    setTimeout(() => {
      count.now -= 1;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(
        'data: {"choices":[{"index":0,"delta":{"content":"Yes."},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
      );
    }, 25);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const address = server.address();
  return { count, baseUrl: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/v1` };
}

function createGateway(gates: SharedGates, baseUrl: string): ModelGateway {
  return createModelGateway({
    families,
    providers: defaultProviders,
    readSecret: async (name) => (name === 'DEEPSEEK_API_KEY' ? 'canary-key-5d1f' : undefined),
    readBaseUrl: async (id) => (id === 'deepseek' ? baseUrl : undefined),
    createGate: (definition, own) => gates.createGate(definition, own),
  });
}

async function ask(gateway: ModelGateway): Promise<string> {
  let text = '';
  const question = {
    family: 'deepseek',
    model: '',
    system: '',
    messages: [{ role: 'user' as const, text: 'Hi' }],
    material: { question: 'Hi', domain: '', documents: [], passageLimit: 1 },
  };
  for await (const event of gateway.generate(question, { signal: never() }))
    if (event.type === 'text') text += event.text;
  return text;
}

it('never lets more calls out at once than the person allows, all processes together', async () => {
  const { count, baseUrl } = await startSlowServer();
  const [one, two] = [startProcess(), startProcess()];
  await one.setLimits('deepseek', { callsAtOnce: 3 });
  const gateways = [createGateway(one, baseUrl), createGateway(two, baseUrl)];
  const answers = await Promise.all(gateways.flatMap((gateway) => Array.from({ length: 15 }, () => ask(gateway))));
  expect(new Set(answers)).toEqual(new Set(['Yes.']));
  expect({ ...count, now: 0 }).toEqual({ now: 0, most: 3, all: 30 });
  expect(told).toEqual([]);
});

it('counts the calls of a minute over all processes, and takes up a new limit at once', async () => {
  const gates = [startProcess(), startProcess()];
  const [first, second] = gates.map(north);
  await gates[0]?.setLimits('north', { callsAtOnce: 10, callsPerMinute: 3 });
  for (const gate of [first, second, first]) (await gate?.enter(never()))?.();
  const fourth = second?.enter(never()) ?? Promise.reject(new Error('no gate'));
  expect(await entered(fourth, 400)).toBe(false);
  await gates[0]?.setLimits('north', { callsPerMinute: 4 });
  (await fourth)();
  expect(await gates[1]?.limits()).toEqual(new Map([['north', { callsPerMinute: 4 }]]));
});

it('lets in by order of arrival, whoever asks', async () => {
  const [first, second] = [north(startProcess()), north(startProcess())];
  const inside = await Promise.all([first.enter(never()), first.enter(never())]);
  const order: string[] = [];
  const wait = (gate: ProviderGate, name: string) =>
    gate.enter(never()).then((leave) => {
      order.push(name);
      leave();
    });
  const waiting = [];
  for (const [gate, name] of [
    [second, 'a'],
    [first, 'b'],
    [second, 'c'],
    [first, 'd'],
  ] as const) {
    waiting.push(wait(gate, name));
    await expect.poll(async () => (await readBook()).tickets.length).toBe(inside.length + waiting.length);
  }
  expect(order).toEqual([]);
  inside.forEach((leave) => leave());
  await Promise.all(waiting);
  // Two places: the first two in line come first, in whichever order their processes hear of it.
  expect([order.slice(0, 2).toSorted(), order.slice(2).toSorted()]).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

it('a provider that one process found broken, or that asked for a pause, is left alone by all', async () => {
  const gates = [startProcess(), startProcess()];
  const [first, second] = gates.map(north);
  /** A call's end is told behind the caller's back; what comes next needs to know that it was. */
  const booked = (expected: { readonly failures: number; readonly held: boolean }) =>
    expect
      .poll(async () => {
        const { tickets, failures, heldUntil } = await readBook();
        return { tickets, failures, held: heldUntil > 0 };
      })
      .toEqual({ tickets: [], ...expected });
  const fail = async (fault: AppError) => (await first?.enter(never()))?.({ fault });
  const away = new AppError('provider/unreachable', 'Away.');
  const slowDown = (retryAfter: number) => new AppError('limit/rate', 'Slow down.', { retryAfter });
  const enter = () => second?.enter(never()).then((leave) => leave());
  await fail(away);
  await booked({ failures: 1, held: false });
  await enter();
  await booked({ failures: 0, held: false });
  await fail(away);
  await booked({ failures: 1, held: false });
  await fail(away);
  await booked({ failures: 2, held: false });
  await expect(enter()).rejects.toMatchObject({ code: 'provider/overloaded' });
  await gates[0]?.forgive('north');
  await fail(slowDown(120_000));
  await booked({ failures: 0, held: true });
  await expect(enter()).rejects.toMatchObject({ code: 'limit/rate' });
  await gates[1]?.forgive('north');
  await fail(slowDown(1_500));
  await booked({ failures: 0, held: true });
  const next = second?.enter(never()) ?? Promise.reject(new Error('no gate'));
  expect(await entered(next, 300)).toBe(false);
  (await next)();
});

it('the place of a process that is killed comes back', async () => {
  const program = fileURLToPath(new URL('../testing/hold-place.ts', import.meta.url));
  const child = spawn(process.execPath, [program, database.url, '1500'], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const gate = startProcess().createGate({ id: 'north', title: 'North' }, { ...policy, concurrency: 1 });
  const entry = gate.enter(never());
  // Longer than its lease: a process that lives keeps its place.
  expect(await entered(entry, 2_500)).toBe(false);
  child.kill('SIGKILL');
  (await entry)();
});

it('gives its places back when it stops', async () => {
  const stopping = startProcess();
  await Promise.all([1, 2].map(() => north(stopping).enter(never())));
  await stopping.close();
  // Long before its lease would end.
  expect(await entered(north(startProcess()).enter(never()), lease / 2)).toBe(true);
});

it('goes on alone while the database is away, says so once, and counts with the others when it is back', async () => {
  const [gates, others] = [startProcess(), startProcess()];
  const gate = north(gates);
  const other = north(others);
  (await gate.enter(never()))();
  await database.pool.query('alter table provider_gates rename to gone');
  const inside = await Promise.all([gate.enter(never()), gate.enter(never())]);
  const third = gate.enter(never());
  expect(await entered(third, 100)).toBe(false);
  await database.pool.query('alter table gone rename to provider_gates');
  // Its two calls of the meantime are in the book again as soon as it is heard of.
  await expect.poll(() => told.length, { timeout: 5_000 }).toBe(2);
  const late = other.enter(never());
  expect(await entered(late, 500)).toBe(false);
  inside.forEach((leave) => leave());
  (await third)();
  (await late)();
  expect(told).toEqual([
    'The database is away, so this process counts its calls to providers alone until it is back.',
    'The database is back: calls to providers are counted together with the other processes again.',
  ]);
});
