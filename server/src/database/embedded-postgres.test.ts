import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Log } from '../http/log.ts';
import { connect } from './connect.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { isAlive } from './folder-lock.ts';

const program = fileURLToPath(new URL('../testing/hold-postgres.ts', import.meta.url));
let folder = '';
let servers: EmbeddedPostgres[] = [];
const logged: string[] = [];
const log: Log = { warn: (message) => void logged.push(message), error: (message) => void logged.push(message) };

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'parley-postgres-'));
  servers = [];
  logged.length = 0;
});
afterEach(async () => {
  for (const server of servers) await server.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ folder, log, settings: { fsync: 'off' } });
  servers.push(server);
  return server;
}

/** Another process that holds the same folder, and the address it was told. */
async function hold(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [program, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [url] = await once(createInterface(child.stdout), 'line');
  return { child, url: String(url) };
}

async function postmaster(): Promise<number> {
  return Number((await readFile(path.join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(20);
}

test('it asks for a password that only the owner can read, and listens on this machine only', async () => {
  const { url } = await start();
  expect((await stat(path.join(folder, 'password'))).mode & 0o777).toBe(0o600);
  expect((await stat(path.join(folder, 'data'))).mode & 0o777).toBe(0o700);
  const rows = await ask(
    url,
    "select current_setting('listen_addresses') addresses, current_setting('unix_socket_directories') sockets, current_setting('server_version_num')::int / 10000 major",
  );
  expect(rows).toEqual([{ addresses: '127.0.0.1', sockets: '', major: 18 }]);
  const stranger = new URL(url);
  stranger.password = 'wrong';
  await expect(ask(stranger.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
});

test('three processes that start at once share one server; the last to leave stops it', async () => {
  const [mine, other, third] = await Promise.all([start(), hold(), hold()]);
  expect(new Set([mine.url, other.url, third.url]).size).toBe(1);
  const pid = await postmaster();
  other.child.stdin?.end();
  await once(other.child, 'exit');
  await mine.close();
  expect(isAlive(pid)).toBe(true);
  third.child.stdin?.end();
  await once(third.child, 'exit');
  await untilGone(pid);
  expect(existsSync(path.join(folder, 'data', 'postmaster.pid'))).toBe(false);
});

test('it outlives a killed process, and the next one attaches to it', async () => {
  const { child, url } = await hold();
  await ask(url, 'create table kept as select 1 as one');
  const pid = await postmaster();
  child.kill('SIGKILL');
  await once(child, 'exit');
  const next = await start();
  expect(await postmaster()).toBe(pid);
  expect(next.url).toBe(url);
  expect(await ask(next.url, 'select one from kept')).toEqual([{ one: 1 }]);
});

test('a killed server is started again at the same address, and a pool goes on', async () => {
  const { url } = await start();
  const { pool } = connect(url, { log });
  await pool.query('create table kept (one int)');
  const before = await postmaster();
  process.kill(before, 'SIGKILL');
  await untilGone(before);
  let rows: unknown[] = [];
  for (let attempt = 0; attempt < 200 && rows.length === 0; attempt += 1) {
    const result = await pool.query('select count(*)::int as count from kept').catch(() => undefined);
    rows = result?.rows ?? [];
    if (rows.length === 0) await sleep(50);
  }
  expect(rows).toEqual([{ count: 0 }]);
  expect(await postmaster()).not.toBe(before);
  expect(logged).toContain('The database had stopped and was started again.');
  await pool.end();
});

test('a pid file that names somebody else is not believed', async () => {
  const first = await start();
  await first.close();
  const pidFile = path.join(folder, 'data', 'postmaster.pid');
  await writeFile(
    pidFile,
    `${process.pid}\n${path.join(folder, 'data')}\n0\n5432\n\n127.0.0.1\n        0         0\nready\n`,
  );
  const second = await start();
  expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a first start that was killed half-way leaves nothing that stops the next', async () => {
  await mkdir(path.join(folder, 'data.new'));
  await writeFile(path.join(folder, 'data.new', 'PG_VERSION'), '18\n');
  await mkdir(path.join(folder, 'lock'));
  const gone = spawn(process.execPath, ['-e', '0']);
  await once(gone, 'exit');
  await writeFile(path.join(folder, 'lock', 'owner'), String(gone.pid));
  const { url } = await start();
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('data of another Postgres version is refused in words and left alone', async () => {
  await mkdir(path.join(folder, 'data'));
  await writeFile(path.join(folder, 'data', 'PG_VERSION'), '17\n');
  await expect(start()).rejects.toMatchObject({
    code: 'internal/storage',
    message: expect.stringContaining('was made by Postgres 17, and this Parley brings Postgres 18'),
  });
  expect(await readFile(path.join(folder, 'data', 'PG_VERSION'), 'utf8')).toBe('17\n');
});
