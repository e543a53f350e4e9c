// Beside a real server on a real database: saved meshes, runs there, and the same from the database once the server is gone.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningServer, startServer } from '@parley/server';
import { createTestDatabase, type TestDatabase } from '@parley/server/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { runFake } from './testing/fake-terminal.ts';
import { panelMesh } from './testing/spawn-cli.ts';

vi.setConfig({ testTimeout: 60_000 });
const masterKey = 'a master key that is only for these tests';
const folder = mkdtempSync(path.join(tmpdir(), 'parley-cli-'));
let database: TestDatabase;
let server: RunningServer | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer({
    port: 0,
    host: '127.0.0.1',
    dataFolder: folder,
    databaseUrl: database.url,
    webRoot: '/nonexistent',
    environment: { PARLEY_SECRET_KEY: masterKey },
    write: () => {},
  });
});
afterAll(async () => {
  await server?.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const parley = (...args: readonly string[]) =>
  runFake(args, {
    folder,
    environment: {
      PARLEY_SECRET_KEY: masterKey,
      DATABASE_URL: database.url,
      ...(server && { PARLEY_URL: server.url }),
    },
  });
const runsSchema = z.array(z.object({ runId: z.string(), name: z.string(), status: z.string() }));
const resultSchema = z.object({ status: z.string(), results: z.array(z.object({ text: z.string() })) });

const mesh = panelMesh({
  in: { text: 'The tenant may sublet a room with consent in writing.' },
  claude: { title: 'One', family: 'reader-lexical', model: '', stances: [] },
  gpt: { title: 'Two', family: 'reader-graph', stances: [] },
});

/** Every file of an exported project, by its path. */
function readProject(name: string): Record<string, string> {
  const root = path.join(folder, name);
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(root, file), readFileSync(file, 'utf8')]),
  );
}

test('a mesh runs at the server, and is there afterwards with and without it', async () => {
  writeFileSync(path.join(folder, 'mesh.json'), JSON.stringify(mesh));
  writeFileSync(path.join(folder, 'lease.txt'), 'Subletting needs consent in writing.');
  const ran = await parley('run', 'mesh.json', '--server', '-f', 'lease.txt', '--json');
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.err).toMatch(/The run is kept at http:.*parley replay [0-9a-f-]{36}/u);
  const result = resultSchema.parse(JSON.parse(ran.out));
  expect(result.results[0]?.text).toContain('Subletting needs consent in writing.');

  const listed = runsSchema.parse(JSON.parse((await parley('runs', '--json')).out));
  expect(listed.map(({ name, status }) => `${name} ${status}`)).toEqual(['Subletting done']);
  const [{ runId } = { runId: '' }] = listed;
  const replayed = await parley('replay', runId, '--speed', '0', '--json');
  expect([replayed.code, resultSchema.parse(JSON.parse(replayed.out))]).toEqual([0, result]);

  const saved = await fetch(`${server?.url ?? ''}/api/graphs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ graph: { ...mesh, name: 'Tenant law' } }),
  });
  expect(saved.status).toBe(201);
  const there = await parley('run', 'tenant law', '--json');
  expect([there.code, there.err.includes('The run is kept at')]).toEqual([0, true]);
  expect((await parley('check', 'Tenant law')).out).toMatch(/^Tenant law: 5 nodes, 5 wires/u);

  // A key that was entered on the Models page is used without the server too, and shown by neither.
  const key = 'sk-ant-canary-4711-0815-abc';
  await fetch(`${server?.url ?? ''}/api/providers/anthropic`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ apiKey: key }),
  });
  expect((await parley('export', 'Tenant law', '-o', 'there')).code).toBe(0);
  await server?.close();
  server = undefined;

  const again = await parley('replay', 'last', '--speed', '0');
  expect([again.code, again.err.startsWith('Tenant law\n')]).toEqual([0, true]);
  expect((await parley('runs')).out).toMatch(/^RUN .*\n[^]*Tenant law\n[^]*Subletting\n$/u);
  expect((await parley('run', 'Tenant law', '--json')).code).toBe(0);
  expect((await parley('export', 'Tenant law', '-o', 'here')).code).toBe(0);
  expect(readProject('here')).toEqual(readProject('there'));
  const models = await parley('models', '--ready');
  expect(models.out).toMatch(/\nclaude +speaks /u);
  const doctor = await parley('doctor');
  expect(doctor.out).toContain('ok  Database          The Postgres of DATABASE_URL answers.');
  expect(doctor.out).toContain('ok  Keys              ANTHROPIC_API_KEY.');
  expect(models.out + doctor.out).not.toContain('canary');
});
