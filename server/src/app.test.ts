import { createGraph } from '@parley/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestClient, sampleGraph } from './testing/test-client.ts';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const UNKNOWN = 'no-such-id';
const start = (options?: Parameters<typeof createTestClient>[1]) => createTestClient(database, options);

test('a graph of the wrong shape is 422 with every fault; other wrong fields are named', async () => {
  const { refused } = start();
  const graph = {
    version: 1,
    name: '',
    nodes: [{ id: '__proto__', type: 'input', position: { x: 0 }, config: {} }],
    edges: {},
  };
  const body = await refused('POST', '/api/graphs', { graph });
  expect(body.status).toBe(422);
  expect(body.diagnostics).toHaveLength(4);
  expect(body.diagnostics?.every(({ code }) => code === 'bad-shape')).toBe(true);
  expect(await refused('PUT', '/api/graphs/x', { revision: 0, graph: sampleGraph(), more: 1 })).toMatchObject({
    status: 400,
    fault: { code: 'user/bad-request' },
    issues: [{ path: 'revision' }, { path: '' }],
  });
  expect(await refused('POST', '/api/graphs', {})).toMatchObject({ status: 400, issues: [{ path: 'graph' }] });
  expect(await refused('POST', '/api/runs', {})).toMatchObject({
    status: 400,
    fault: { message: expect.stringContaining('graphId') },
  });
  expect(await refused('POST', '/api/runs', { graphId: UNKNOWN, inputs: { in: { question: 3 } } })).toMatchObject({
    status: 400,
    issues: [{ path: 'inputs.in.question' }],
  });
});

test('hostile bodies are refused in words: not JSON, another type, too deep, too large', async () => {
  const { refused, lines } = start();
  const json = { 'Content-Type': 'application/json' };
  expect(await refused('POST', '/api/graphs', '{"graph":', json)).toMatchObject({
    status: 400,
    fault: { code: 'user/bad-request' },
  });
  expect(await refused('POST', '/api/graphs', 'graph=1', { 'Content-Type': 'text/plain' })).toMatchObject({
    status: 415,
    fault: { code: 'user/unsupported-type', message: expect.stringContaining('"text/plain"') },
  });
  expect((await refused('POST', '/api/graphs', undefined)).status).toBe(415);
  const deep = `{"graph":${'['.repeat(500_000)}${']'.repeat(500_000)}}`;
  expect((await refused('POST', '/api/graphs', deep, json)).status).toBe(422);
  const large = { graph: { ...sampleGraph(), name: 'x'.repeat(4 * 1024 * 1024) } };
  expect(await refused('POST', '/api/graphs', large)).toMatchObject({
    status: 413,
    fault: { code: 'limit/too-large', message: 'A mesh can be at most 4 MB. Nothing was changed.' },
  });
  expect(lines).toEqual([]);
});

test('everything unknown under /api is a 404 in JSON', async () => {
  const { refused } = start();
  for (const [method, path] of [
    ['GET', '/api'],
    ['GET', '/api/'],
    ['GET', '/api/nothing'],
    ['PATCH', '/api/graphs'],
    ['GET', `/api/runs/${UNKNOWN}`],
    ['GET', `/api/runs/${UNKNOWN}/graph`],
    ['GET', `/api/runs/${UNKNOWN}/events`],
    ['POST', `/api/runs/${UNKNOWN}/cancel`],
    ['POST', `/api/runs/${UNKNOWN}/resume`],
    ['DELETE', `/api/providers/${UNKNOWN}/key`],
  ] as const) {
    expect(await refused(method, path), `${method} ${path}`).toMatchObject({
      status: 404,
      fault: { code: 'user/not-found' },
    });
  }
});

test('an id that no database can hold is a bad request, not a bug', async () => {
  const { refused } = start();
  expect(await refused('GET', '/api/graphs/%00')).toMatchObject({ status: 400, fault: { code: 'user/bad-request' } });
  expect(await refused('GET', '/api/documents/a%00b')).toMatchObject({ status: 400 });
});

test('a bug answers with a reference and nothing else; the log has the stack', async () => {
  const { refused, lines } = start({
    health: () => {
      throw new TypeError('secret detail of ours');
    },
  });
  const body = await refused('GET', '/api/health');
  expect(body).toMatchObject({ status: 500, fault: { code: 'internal/bug', category: 'internal' } });
  expect(JSON.stringify(body)).not.toContain('detail');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'error',
    reference: body.reference,
    error: expect.stringContaining('secret detail of ours\n    at '),
  });
});

test('a full disk and a database that is away are 503 in plain words', async () => {
  const full = Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' });
  const away = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
  const answers = [];
  for (const cause of [full, away, new Error('Connection terminated unexpectedly')]) {
    const { refused } = start({
      health: () => {
        throw new Error('Failed query: insert', { cause });
      },
    });
    answers.push(await refused('GET', '/api/health'));
  }
  expect(answers.map(({ status, fault }) => [status, fault.code, fault.retryable])).toEqual(
    Array.from({ length: 3 }, () => [503, 'internal/storage', true]),
  );
  expect(answers[0]?.fault.message).toBe(
    'The disk of the database is full. Nothing was changed. Make room, then try again.',
  );
  expect(answers[1]?.fault.message).toContain('Parley cannot reach its database now. Nothing was changed.');
});

test('a key never leaves: not in an answer, not in an error, not in the log', async () => {
  const canary = 'sk-canary-3f9a"\\b/7+c=2';
  const { send, lines } = start({
    health: () => {
      throw new Error(`vendor said: bad key ${canary}`);
    },
  });
  const answers = [
    await send('PUT', '/api/providers/openai', { apiKey: canary }),
    await send('GET', '/api/providers'),
    await send('GET', '/api/families'),
    await send('GET', '/api/health'),
    await send('PUT', '/api/providers/openai', { apiKey: canary, wrong: canary }),
    await send('POST', '/api/graphs', { graph: { ...createGraph('x'), [canary]: 1 } }),
    await send('GET', `/api/${encodeURIComponent(canary)}`),
    await send('DELETE', '/api/providers/openai/key'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 500, 400, 422, 404, 200]);
  const everything = [
    ...answers.map(({ text, response }) => text + JSON.stringify([...response.headers])),
    ...lines,
  ].join('\n');
  for (const form of [canary, JSON.stringify(canary).slice(1, -1), encodeURIComponent(canary), 'canary']) {
    expect(everything).not.toContain(form);
  }
  expect(JSON.parse(answers[0]?.text ?? '')).toMatchObject({ key: { source: 'vault', lastFour: '+c=2' } });
});

test('wrong settings name their field', async () => {
  const { refused } = start();
  expect(await refused('PUT', '/api/providers/openai', { baseUrl: 'file:///etc/passwd' })).toMatchObject({
    status: 400,
    issues: [{ path: 'baseUrl' }],
  });
  expect(await refused('PUT', '/api/providers/openai', { baseUrl: 'https://me:word@x.example' })).toMatchObject({
    status: 400,
    issues: [{ path: 'baseUrl' }],
  });
  expect(await refused('PUT', '/api/providers/openai', { apiKey: 'two words' })).toMatchObject({
    status: 400,
    issues: [{ path: 'apiKey' }],
  });
  expect((await refused('PUT', `/api/providers/${UNKNOWN}`, { apiKey: 'sk-x' })).status).toBe(404);
});
