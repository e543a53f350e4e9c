import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestClient } from '../testing/test-client.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('limits are none at first, are kept when they are set, and what is no amount changes nothing', async () => {
  const { client, refused } = createTestClient(database);
  const none = { perRun: null, perMonth: null, unpriced: 'stop' as const };
  const account = {
    month: expect.stringMatching(/^\d{4}-\d\d$/u),
    total: { inputTokens: 0, outputTokens: 0, usd: 0, unpricedTokens: 0 },
    families: [],
    heldUsd: 0,
  };
  expect(await (await client.api.spending.$get()).json()).toEqual({ limits: none, ...account });
  const limits = { perRun: 0.5, perMonth: 20, unpriced: 'allow' as const };
  expect(await (await client.api.spending.$put({ json: { limits } })).json()).toEqual({ limits, ...account });
  expect(await refused('PUT', '/api/spending', { limits: { ...limits, perRun: -1 } })).toMatchObject({
    status: 400,
    issues: [{ path: 'limits.perRun' }],
  });
  expect(await (await client.api.spending.$get()).json()).toEqual({ limits, ...account });
});
