import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { migrate } from './migrate.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ migrated: false });
});
afterAll(() => database.drop());

test('four starters at once migrate an empty database exactly once', async () => {
  await Promise.all([1, 2, 3, 4].map(() => migrate(database.url)));
  const tables = await database.pool.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
  );
  expect(tables.rows.map((row) => row.name)).toEqual([
    'allowed_tools',
    'decisions',
    'documents',
    'graphs',
    'provider_gates',
    'provider_limits',
    'provider_settings',
    'run_events',
    'runs',
    'searched_passages',
    'searched_texts',
    'secrets',
    'spend_ledger',
    'spend_limits',
    'step_results',
    'tool_servers',
  ]);
  const applied = await database.pool.query(
    'select count(*)::int as count, count(distinct hash)::int as distinct from drizzle.__drizzle_migrations',
  );
  expect(applied.rows[0].count).toBe(applied.rows[0].distinct);
});

test('migrating again changes nothing', async () => {
  const count = async () =>
    (await database.pool.query('select count(*)::int as count from drizzle.__drizzle_migrations')).rows[0].count;
  const before: unknown = await count();
  await migrate(database.url);
  expect(await count()).toBe(before);
});
