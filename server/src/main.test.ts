import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { graphRecordSchema, graphSummarySchema, healthSchema } from '@parley/spec';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestDatabase } from './testing/test-database.ts';

const program = fileURLToPath(new URL('./main.ts', import.meta.url));
let dataFolder = '';
let running: Program[] = [];

beforeEach(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'parley-main-'));
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((each) => each.stop()));
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
});

interface Program {
  readonly child: ChildProcess;
  /** Everything it wrote to standard output. */
  output(): string;
  /** Everything it wrote to standard error. */
  errors(): string;
  /** Sends SIGTERM and gives the exit code. */
  stop(): Promise<number | null>;
  readonly ended: Promise<number | null>;
  /** Resolves with the address it prints. */
  ready(): Promise<string>;
}

/** The program as `npm start` runs it, with a clean environment. */
function run(environment: Record<string, string>): Program {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [program], {
    env: { PATH, HOME, PORT: '0', PARLEY_DATA: dataFolder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = once(child, 'close').then(() => child.exitCode);
  const each: Program = {
    child,
    output: () => output,
    errors: () => errors,
    ended,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
    async ready() {
      const first = once(child.stdout, 'data');
      await Promise.race([first, ended]);
      const url = /^Parley is ready at (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(output)?.[1];
      if (url === undefined) throw new Error(`it did not start: ${output}${errors}`);
      return url;
    },
  };
  running.push(each);
  return each;
}

const pidFile = () => path.join(dataFolder, 'postgres', 'data', 'postmaster.pid');

test('it says one line, opens with an example, and stops cleanly with its database while a page watches', async () => {
  const parley = run({});
  const url = await parley.ready();
  const health = healthSchema.parse(await (await fetch(`${url}/api/health`)).json());
  expect(health).toMatchObject({ status: 'ok', database: { kind: 'embedded', ok: true } });
  const listed = z.object({ graphs: z.array(graphSummarySchema) });
  const { graphs } = listed.parse(await (await fetch(`${url}/api/graphs`)).json());
  expect(graphs).toHaveLength(1);
  const [first] = graphs;
  const { graph } = graphRecordSchema.parse(await (await fetch(`${url}/api/graphs/${first?.id}`)).json());
  const started = await fetch(`${url}/api/runs`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ graph }),
  });
  expect(started.status).toBe(202);
  const { runId } = z.object({ runId: z.string() }).parse(await started.json());
  const stream = await fetch(`${url}/api/runs/${runId}/events`);
  await stream.body?.getReader().read();
  expect(await parley.stop()).toBe(0);
  expect(parley.output()).toBe(`Parley is ready at ${url}\n`);
  expect(parley.errors()).toBe('');
  expect(existsSync(pidFile())).toBe(false);
});

test('a deleted example does not come back, and the address stays', async () => {
  const before = run({});
  const url = await before.ready();
  const listed = z.object({ graphs: z.array(graphSummarySchema) });
  const { graphs } = listed.parse(await (await fetch(`${url}/api/graphs`)).json());
  for (const { id } of graphs) await fetch(`${url}/api/graphs/${id}`, { method: 'DELETE' });
  await before.stop();
  const after = run({ PORT: new URL(url).port });
  expect(await after.ready()).toBe(url);
  expect(await (await fetch(`${url}/api/graphs`)).json()).toEqual({ graphs: [] });
});

test('a killed database is back by itself, and the page is told in between', async () => {
  const parley = run({});
  const url = await parley.ready();
  process.kill(Number((await readFile(pidFile(), 'utf8')).split('\n')[0]), 'SIGKILL');
  const answers = new Set<number>();
  const ask = async () => {
    const { status } = await fetch(`${url}/api/graphs`);
    answers.add(status);
    return status;
  };
  // The first answers may still come from the old server's last moment.
  await expect.poll(ask, { timeout: 20_000, interval: 10 }).toBe(503);
  await expect.poll(ask, { timeout: 20_000, interval: 20 }).toBe(200);
  expect(answers).toEqual(new Set([200, 503]));
  expect(healthSchema.parse(await (await fetch(`${url}/api/health`)).json()).status).toBe('ok');
  expect(parley.child.exitCode).toBeNull();
});

test('with DATABASE_URL it uses that server and makes none', async () => {
  const database = await createTestDatabase({ migrated: false });
  try {
    const parley = run({ DATABASE_URL: database.url });
    const url = await parley.ready();
    const health = healthSchema.parse(await (await fetch(`${url}/api/health`)).json());
    expect(health.database).toEqual({ kind: 'external', ok: true });
    expect(await parley.stop()).toBe(0);
    expect(existsSync(path.join(dataFolder, 'postgres'))).toBe(false);
  } finally {
    await database.drop();
  }
});

test.each([
  ['PORT', 'many', 'PORT must be a number from 0 to 65535, and it is "many".'],
  ['DATABASE_URL', 'mysql://x', 'DATABASE_URL must begin with postgres:// or postgresql://.'],
  [
    'DATABASE_URL',
    'postgres://a:hidden-word@127.0.0.1:1/x',
    'No Postgres answers at 127.0.0.1:1. Start it, or correct DATABASE_URL.',
  ],
  ['PARLEY_SECRET_KEY', 'short', 'PARLEY_SECRET_KEY must be at least 32 characters long.'],
])('a wrong %s (%s) is one clear sentence and exit code 1', async (name, value, sentence) => {
  const parley = run({ [name]: value });
  expect(await parley.ended).toBe(1);
  expect(parley.errors()).toContain(sentence);
  expect(parley.errors()).not.toMatch(/\n\s+at |hidden-word/);
  expect(parley.output()).toBe('');
});

test('a port that is taken is one clear sentence, and nothing is started', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const parley = run({ PORT: String(port) });
  expect(await parley.ended).toBe(1);
  expect(parley.errors()).toMatch(new RegExp(`^Port ${port} is in use, perhaps by another Parley\\. .*\\n$`));
  expect(existsSync(path.join(dataFolder, 'postgres'))).toBe(false);
  other.close();
});
