import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestClient } from '../testing/test-client.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('lists the built-in tools', async () => {
  const { client } = createTestClient(database);
  const { tools } = await (await client.api.tools.$get()).json();
  expect(tools.map(({ id, title, available }) => ({ id, title, available }))).toEqual([
    { id: 'calculator', title: 'Calculator', available: true },
    { id: 'documents', title: 'Search in documents', available: true },
  ]);
});
