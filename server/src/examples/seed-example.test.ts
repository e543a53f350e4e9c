import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDocumentStore } from '../documents/document-store.ts';
import { createGraphStore } from '../graphs/graph-store.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { seedExample } from './seed-example.ts';

const folder = fileURLToPath(new URL('../../../examples/first-mesh', import.meta.url));
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('four starters give an empty database one example whose documents can be read, and never again', async () => {
  const { db } = database;
  const parts = { graphs: createGraphStore(db), documents: createDocumentStore(db) };
  await Promise.all([1, 2, 3, 4].map(() => seedExample(folder, db)));
  const summaries = await parts.graphs.list();
  expect(summaries).toHaveLength(1);
  const id = summaries[0]?.id ?? '';
  const record = await parts.graphs.find(id);
  const ids = JSON.stringify(record?.graph).match(/"[0-9a-f]{64}"/g) ?? [];
  expect(ids.length).toBeGreaterThan(0);
  for (const quoted of ids) expect(await parts.documents.find(String(JSON.parse(quoted)))).toBeDefined();
  await parts.graphs.remove(id);
  await seedExample(folder, db);
  expect(await parts.graphs.list()).toEqual([]);
});

test('a folder without an example changes nothing', async () => {
  const { db } = database;
  await seedExample(`${folder}/nowhere`, db);
  expect(await createGraphStore(db).list()).toEqual([]);
});
