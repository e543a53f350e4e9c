import { createGraph, errorBodySchema } from '@parley/spec';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestClient, sampleGraph } from '../testing/test-client.ts';
import { graphs } from '../database/schema.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.delete(graphs);
});

const start = () => createTestClient(database);

test('a mesh goes in, comes out, is saved, listed and deleted', async () => {
  const { client, refused } = start();
  const made = await client.api.graphs.$post({ json: { graph: sampleGraph() } });
  expect(made.status).toBe(201);
  const record = await made.json();
  expect(record).toMatchObject({ revision: 1, graph: sampleGraph() });
  const param = { id: record.id };
  expect(await (await client.api.graphs[':id'].$get({ param })).json()).toEqual(record);
  const renamed = { ...sampleGraph(), name: 'Renamed' };
  const saved = await (await client.api.graphs[':id'].$put({ param, json: { revision: 1, graph: renamed } })).json();
  expect(saved).toMatchObject({ id: record.id, revision: 2, graph: renamed, createdAt: record.createdAt });
  const listed = await (await client.api.graphs.$get()).json();
  expect(listed).toEqual({
    graphs: [{ id: record.id, revision: 2, name: 'Renamed', nodes: 3, updatedAt: saved.updatedAt }],
  });
  expect((await client.api.graphs[':id'].$delete({ param })).status).toBe(204);
  expect((await refused('GET', `/api/graphs/${record.id}`)).fault.code).toBe('user/not-found');
  expect((await refused('DELETE', `/api/graphs/${record.id}`)).status).toBe(404);
  expect((await refused('PUT', `/api/graphs/${record.id}`, { revision: 2, graph: renamed })).status).toBe(404);
});

test('of twenty tabs that save one revision, one wins and every other is shown what won', async () => {
  const { client, refused, send } = start();
  const record = await (await client.api.graphs.$post({ json: { graph: sampleGraph() } })).json();
  const path = `/api/graphs/${record.id}`;
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, tab) => send('PUT', path, { revision: 1, graph: createGraph(`tab ${tab}`) })),
  );
  const winners = results.filter(({ status }) => status === 200);
  expect(winners).toHaveLength(1);
  const stored: unknown = JSON.parse(winners[0]?.text ?? '');
  for (const { text } of results.filter(({ status }) => status === 409)) {
    expect(errorBodySchema.parse(JSON.parse(text))).toMatchObject({
      fault: { code: 'user/conflict' },
      current: stored,
    });
  }
  expect(await refused('PUT', path, { revision: 7, graph: createGraph('ahead') })).toMatchObject({
    status: 409,
    current: stored,
  });
});

test('a mesh with faults can be saved, checked and not run', async () => {
  const { client, refused } = start();
  const graph = {
    ...sampleGraph(),
    edges: [{ id: 'e', source: 'nowhere', sourcePort: 'brief', target: 'reader', targetPort: 'brief' }],
  };
  expect((await client.api.graphs.$post({ json: { graph } })).status).toBe(201);
  const { diagnostics } = await (await client.api.check.$post({ json: { graph } })).json();
  expect(diagnostics.map(({ code }) => code)).toContain('dangling-edge');
  const run = await refused('POST', '/api/runs', { graph });
  expect(run).toMatchObject({ status: 422, fault: { code: 'user/bad-graph' }, diagnostics });
  expect(run.fault.message).toMatch(/^This mesh has .* No run was started\.$/);
});

test('a mesh is estimated without a run, and one with faults is not', async () => {
  const { client, refused } = createTestClient(database, { environment: { ANTHROPIC_API_KEY: 'a key for tests' } });
  const sample = sampleGraph();
  const refusal = await refused('POST', '/api/estimate', { graph: sample });
  expect([refusal.status, refusal.fault.code]).toEqual([422, 'user/bad-graph']);
  const graph = {
    ...sample,
    nodes: sample.nodes.map((node) =>
      node.id === 'reader' ? { ...node, config: { family: 'claude', model: 'claude-opus-5-5' } } : node,
    ),
    edges: [
      { id: 'a', source: 'in', sourcePort: 'brief', target: 'reader', targetPort: 'brief' },
      { id: 'b', source: 'reader', sourcePort: 'answer', target: 'out', targetPort: 'result' },
    ],
  };
  expect(await (await client.api.estimate.$post({ json: { graph } })).json()).toEqual({
    calls: { least: 1, most: 1 },
    inputTokens: { least: expect.any(Number), most: expect.any(Number) },
    longestPath: 1,
    // 200 to 2,000 tokens written at $20 a million, and what is read at $4.
    usd: { least: expect.closeTo(0.004, 2), most: expect.closeTo(0.041, 2) },
    unpricedCalls: { least: 0, most: 0 },
    seconds: { least: 4.5, most: 5 + 2_000 / 30 },
    secondsFrom: 'assumed',
  });
});

test('2,000 nodes are saved, and characters Postgres cannot hold are replaced', async () => {
  const { client } = start();
  const nodes = Array.from({ length: 2000 }, (_, index) => ({
    id: `n${index}`,
    type: 'note',
    position: { x: index, y: 0 },
    config: { text: index === 0 ? 'a\0b\ud800c' : 'x', title: 'Note' },
  }));
  const record = await (await client.api.graphs.$post({ json: { graph: { ...createGraph('big\0'), nodes } } })).json();
  expect(record.graph.name).toBe('big');
  expect(record.graph.nodes).toHaveLength(2000);
  expect(record.graph.nodes[0]?.config['text']).toBe('ab\ufffdc');
});

test('a name that is nothing but NUL is refused, because nothing would be left of it', async () => {
  const { refused } = start();
  expect(await refused('POST', '/api/graphs', { graph: { ...sampleGraph(), name: '\0\0' } })).toMatchObject({
    status: 422,
    diagnostics: [{ code: 'bad-shape', at: { path: ['name'] } }],
  });
});
