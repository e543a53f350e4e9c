import path from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { nodeTypes } from '@parley/nodes';
import { graphRecordSchema, graphSchema } from '@parley/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createDocumentStore } from '../documents/document-store.ts';
import { loadExample } from '../examples/load-example.ts';
import { createTestClient, sampleGraph } from '../testing/test-client.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const examples = path.resolve(import.meta.dirname, '../../../examples');
const answerSchema = z.strictObject({
  graph: graphSchema.optional(),
  notes: z.array(z.strictObject({ line: z.int(), message: z.string() })),
});

async function start(name: string) {
  const client = createTestClient(database);
  const { graph, documents } = await loadExample(path.join(examples, name));
  const store = createDocumentStore(database.db);
  for (const document of documents) await store.add(document);
  const saved = await client.send('POST', '/api/graphs', { graph });
  const { id } = graphRecordSchema.parse(JSON.parse(saved.text));
  const post = async (body: Uint8Array<ArrayBuffer> | string, type: string) => {
    const response = await client.app.request('http://127.0.0.1:4600/api/import', {
      method: 'POST',
      headers: { 'Content-Type': type },
      body,
    });
    return { status: response.status, json: await response.json() };
  };
  return { ...client, id, graph, documents, post };
}

test('an exported zip file holds the project, without keys being there, and comes back as the same mesh', async () => {
  const { app, id, graph, documents, post } = await start('first-mesh');
  const response = await app.request(`http://127.0.0.1:4600/api/graphs/${id}/export`);
  expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'application/zip']);
  expect(response.headers.get('Content-Disposition')).toBe('attachment; filename="should-tarnwick-build-the-q4.zip"');
  const zip = new Uint8Array(await response.arrayBuffer());
  const files = unzipSync(zip);
  const textOf = (file: string) => strFromU8(files[`should-tarnwick-build-the-q4/${file}`] ?? new Uint8Array());
  expect(textOf('mesh.ts')).toContain("mesh.generate('Regulation'");
  expect(textOf('documents/regulation-memo.md')).toBe(documents[0]?.text);

  const back = await post(zip, 'application/zip');
  // A config comes back whole: with what it leaves out.
  const nodes = graph.nodes.map((node) => ({ ...node, config: nodeTypes.get(node.type)?.config.parse(node.config) }));
  expect(answerSchema.parse(back.json)).toEqual({ graph: { ...graph, nodes }, notes: [] });
});

test('the same mesh is the same zip file, and a mesh that needs keys is exported without them', async () => {
  const { app, id } = await start('three-families');
  const once = await app.request(`http://127.0.0.1:4600/api/graphs/${id}/export`);
  const again = await app.request(`http://127.0.0.1:4600/api/graphs/${id}/export`);
  expect(once.status).toBe(200);
  expect(new Uint8Array(await once.arrayBuffer())).toEqual(new Uint8Array(await again.arrayBuffer()));
});

test('a mesh with faults is refused with all of them, an unknown one with 404', async () => {
  const { send, refused } = createTestClient(database);
  const saved = await send('POST', '/api/graphs', { graph: sampleGraph() });
  const { id } = graphRecordSchema.parse(JSON.parse(saved.text));
  const refusal = await refused('GET', `/api/graphs/${id}/export`);
  expect([refusal.status, refusal.fault.code]).toEqual([422, 'user/bad-graph']);
  expect(refusal.diagnostics?.length).toBeGreaterThan(0);
  expect(await refused('GET', '/api/graphs/nobody/export')).toMatchObject({ status: 404 });
});

test('a mesh.ts alone is read, and what cannot be is told by line', async () => {
  const { post } = await start('three-families');
  const source = `import { openMesh } from './parley/index.ts';
export async function runMesh() {
  const mesh = openMesh('Small', {}, {});
  const question = await mesh.brief('Question', { question: 'Why?' });
  console.log('here');
  const result = await mesh.generate('Agent', { brief: question, family: 'claude' });
  return mesh.results({ result });
}
`;
  const { json } = await post(JSON.stringify({ source }), 'application/json');
  const answer = answerSchema.parse(json);
  expect(answer.graph?.nodes.map(({ config }) => config['title'])).toContain('Agent');
  expect(answer.notes.some(({ line }) => line === 5)).toBe(true);
});

test('what is no project is refused in words, and a bomb before it is unpacked', async () => {
  const { post } = await start('three-families');
  const pack = (files: Record<string, string>) =>
    new Uint8Array(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))));
  const faultOf = async (body: Uint8Array<ArrayBuffer> | string, type: string) => {
    const { status, json } = await post(body, type);
    return [status, z.object({ fault: z.object({ code: z.string() }) }).parse(json).fault.code];
  };
  expect(await faultOf(pack({ 'a/readme.md': '' }), 'application/zip')).toEqual([400, 'user/bad-request']);
  expect(await faultOf(new Uint8Array([1, 2, 3]), 'application/zip')).toEqual([400, 'user/bad-request']);
  expect(await faultOf('text', 'text/plain')).toEqual([415, 'user/unsupported-type']);
  expect(await faultOf('{}', 'application/json')).toEqual([400, 'user/bad-request']);
  const bomb = pack({ 'mesh.ts': '', 'documents/a.md': 'a'.repeat(70 * 1024 * 1024) });
  expect(bomb.length).toBeLessThan(1024 * 1024);
  expect(await faultOf(bomb, 'application/zip')).toEqual([413, 'limit/too-large']);
});
