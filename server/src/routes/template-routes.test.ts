import { fileURLToPath } from 'node:url';
import { graphRecordSchema } from '@parley/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDocumentStore } from '../documents/document-store.ts';
import { createTemplateShelf } from '../examples/template-shelf.ts';
import { createGraphStore } from '../graphs/graph-store.ts';
import { createTestApp } from '../testing/test-app.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const folder = fileURLToPath(new URL('../../../examples', import.meta.url));
const start = (root: string | undefined = folder) => {
  const stores = { documents: createDocumentStore(database.db), graphs: createGraphStore(database.db) };
  const { app } = createTestApp(database, { templates: createTemplateShelf(root, stores) });
  const send = (path: string, method = 'GET') => app.request(`http://127.0.0.1:4600/api/templates${path}`, { method });
  return { send, ...stores };
};

test('templates are told of in a sentence, and taking one makes a mesh with its documents', async () => {
  const { send, graphs, documents } = start();
  expect(await (await send('')).json()).toMatchObject({
    templates: expect.arrayContaining([
      {
        id: 'escalate',
        name: expect.any(String),
        about: 'Two model families look at a question for the price of two short calls.',
        nodes: expect.any(Number),
      },
    ]),
  });
  expect(await graphs.list()).toEqual([]);
  const made = await send('/first-mesh', 'POST');
  expect(made.status).toBe(201);
  const record = graphRecordSchema.parse(await made.json());
  expect(await graphs.find(record.id)).toEqual(record);
  const ids = JSON.stringify(record.graph).match(/[0-9a-f]{64}/g) ?? [];
  expect(ids.length).toBeGreaterThan(0);
  for (const id of ids) expect(await documents.find(id)).toBeDefined();
});

test.each(['/nothing', '/..%2Fexamples%2Fescalate', '/.'])('%s is no template and makes nothing', async (path) => {
  const { send, graphs } = start();
  const before = await graphs.list();
  expect((await send(path, 'POST')).status).toBe(404);
  expect(await graphs.list()).toEqual(before);
});

test('without a folder there are none', async () => {
  expect(await (await start(`${folder}/nowhere`).send('')).json()).toEqual({ templates: [] });
});
