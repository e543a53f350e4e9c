import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGraph } from '@parley/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp } from '../testing/test-app.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';

let database: TestDatabase;
let webRoot = '';
beforeAll(async () => {
  database = await createTestDatabase();
  webRoot = await mkdtemp(path.join(tmpdir(), 'parley-web-'));
  await mkdir(path.join(webRoot, 'assets'));
  await writeFile(path.join(webRoot, 'index.html'), '<!doctype html><title>Parley</title>');
  await writeFile(path.join(webRoot, 'assets', 'index-abc123.js'), 'export {};');
  await writeFile(path.join(webRoot, 'favicon.svg'), '<svg/>');
  await writeFile(path.join(path.dirname(webRoot), 'parley-outside.txt'), 'outside');
});
afterAll(async () => {
  await database.drop();
  await rm(webRoot, { recursive: true });
  await rm(path.join(path.dirname(webRoot), 'parley-outside.txt'));
});

test.each([
  ['127.0.0.1:4600', 200],
  ['localhost:5173', 200],
  ['[::1]:4600', 200],
  ['evil.example', 403],
  ['127.0.0.1.evil.example:4600', 403],
  ['localhost@evil.example', 403],
  ['', 403],
])('a loopback server asked as Host "%s" answers %i', async (host, status) => {
  const { app } = createTestApp(database);
  expect((await app.request('http://x.example/api/graphs', { headers: { Host: host } })).status).toBe(status);
});

test('a server for the network takes any Host', async () => {
  const { app } = createTestApp(database, { loopbackOnly: false });
  expect((await app.request('http://x.example/api/graphs', { headers: { Host: 'parley.lan' } })).status).toBe(200);
});

test.each([
  ['our own page', { Origin: 'http://localhost:4600' }, 201],
  ['our own page behind TLS', { Origin: 'https://localhost:4600' }, 201],
  ['a program', {}, 201],
  ['our page by its fetch metadata', { 'Sec-Fetch-Site': 'same-origin' }, 201],
  ['another site', { Origin: 'https://evil.example' }, 403],
  ['another port of this machine', { Origin: 'http://localhost:3000' }, 403],
  ['a sandboxed page', { Origin: 'null' }, 403],
  ['another site without Origin', { 'Sec-Fetch-Site': 'cross-site' }, 403],
])('a change asked for by %s', async (_, headers, status) => {
  const { app } = createTestApp(database);
  const response = await app.request('http://localhost:4600/api/graphs', {
    method: 'POST',
    headers: { Host: 'localhost:4600', 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ graph: createGraph('x') }),
  });
  expect(response.status).toBe(status);
  expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull();
});

test('every answer carries the security headers, errors too', async () => {
  const { app } = createTestApp(database, { webRoot });
  for (const page of ['/', '/api/health', '/api/nothing', '/assets/nothing.js']) {
    const { headers } = await app.request(`http://localhost${page}`);
    expect(headers.get('Content-Security-Policy'), page).toContain(
      "default-src 'self'; style-src 'self' 'unsafe-inline'",
    );
    expect(headers.get('X-Frame-Options')).toBe('DENY');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  }
});

test('the web app: hashed files for ever, pages anew, no file outside its folder', async () => {
  const { app } = createTestApp(database, { webRoot });
  const get = async (page: string) => {
    const response = await app.request(`http://localhost${page}`);
    return [response.status, response.headers.get('Cache-Control'), await response.text()];
  };
  const index = '<!doctype html><title>Parley</title>';
  expect(await get('/')).toEqual([200, 'no-cache', index]);
  expect(await get('/meshes/42')).toEqual([200, 'no-cache', index]);
  expect(await get('/favicon.svg')).toEqual([200, 'no-cache', '<svg/>']);
  expect(await get('/assets/index-abc123.js')).toEqual([200, 'public, max-age=31536000, immutable', 'export {};']);
  expect((await get('/assets/index-old.js'))[0]).toBe(404);
  for (const page of [
    '/../parley-outside.txt',
    '/%2e%2e/parley-outside.txt',
    '/..%2fparley-outside.txt',
    '/assets/..%5c..%5cparley-outside.txt',
  ]) {
    expect((await get(page))[2], page).not.toContain('outside');
  }
});

test('without a built web app a page says what to do', async () => {
  const { app } = createTestApp(database);
  const response = await app.request('http://localhost/');
  expect(response.status).toBe(503);
  expect(await response.text()).toContain('npm start');
});
