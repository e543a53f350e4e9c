import { defaultProviders } from '@parley/models';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { providerSettings, secrets } from '../database/schema.ts';
import { createSharedGates } from '../gates/shared-gates.ts';
import { createTestDatabase, type TestDatabase, testLog } from '../testing/test-database.ts';
import { createVault } from '../vault/vault.ts';
import { createProviderSettings } from './provider-settings.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.delete(secrets);
  await database.db.delete(providerSettings);
});

function create(environment: Record<string, string> = {}, masterKey = 'a master key that is only for tests') {
  const told: string[] = [];
  const broken: string[] = [];
  const vault = createVault({
    db: database.db,
    masterKeys: [masterKey],
    onSealBroken: (name) => void broken.push(name),
  });
  const settings = createProviderSettings({
    db: database.db,
    vault,
    definitions: defaultProviders,
    environment,
    onSecret: ({ value }) => void told.push(value),
    gates: createSharedGates({ pool: database.pool, log: testLog }),
  });
  return { settings, told, broken };
}

test('a key is stored sealed, read back, shown by its end, and forgotten', async () => {
  const { settings, told } = create();
  const status = await settings.update('openai', { apiKey: 'sk-canary-value-7890' });
  expect(status?.key).toMatchObject({ name: 'OPENAI_API_KEY', source: 'vault', lastFour: '7890' });
  expect(told[0]).toBe('sk-canary-value-7890');
  const [row] = await database.db.select().from(secrets);
  expect(row?.sealed).toMatch(/^v1\./);
  expect(JSON.stringify(row)).not.toContain('canary');
  expect(await settings.readSecret('OPENAI_API_KEY')).toBe('sk-canary-value-7890');
  expect((await settings.forgetKey('openai'))?.key).not.toHaveProperty('lastFour');
  expect(await settings.readSecret('OPENAI_API_KEY')).toBeUndefined();
});

test('the environment wins over what is stored', async () => {
  await create().settings.update('openai', { apiKey: 'sk-from-the-page', baseUrl: 'https://stored.example/v1' });
  const { settings } = create({ OPENAI_API_KEY: ' sk-from-environment ', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' });
  expect(await settings.readSecret('OPENAI_API_KEY')).toBe('sk-from-environment');
  expect(await settings.readBaseUrl('openai')).toBe('http://127.0.0.1:9/v1');
  const openai = (await settings.list()).find((status) => status.id === 'openai');
  expect(openai).toMatchObject({
    key: { source: 'environment', lastFour: 'ment' },
    baseUrl: { value: 'http://127.0.0.1:9/v1', source: 'environment' },
  });
});

test('an address is set, changed and given back', async () => {
  const { settings } = create();
  const set = await settings.update('anthropic', { baseUrl: 'https://one.example' });
  expect(set?.baseUrl).toEqual({ value: 'https://one.example', source: 'settings' });
  await settings.update('anthropic', { baseUrl: 'https://two.example' });
  expect(await settings.readBaseUrl('anthropic')).toBe('https://two.example');
  expect((await settings.update('anthropic', { baseUrl: null }))?.baseUrl).toEqual({ source: 'default' });
});

test('a key sealed with another master key, or moved to another name, counts as none', async () => {
  await create().settings.update('openai', { apiKey: 'sk-canary-value-7890' });
  const stranger = create({}, 'quite another master key, for tests');
  expect(await stranger.settings.readSecret('OPENAI_API_KEY')).toBeUndefined();
  expect(stranger.broken).toEqual(['OPENAI_API_KEY']);
  await database.db.update(secrets).set({ name: 'ANTHROPIC_API_KEY' });
  expect(await create().settings.readSecret('ANTHROPIC_API_KEY')).toBeUndefined();
});

test('an unknown provider is undefined', async () => {
  const { settings } = create();
  expect(await settings.update('nobody', { apiKey: 'sk-canary-value' })).toBeUndefined();
  expect(await settings.forgetKey('__proto__')).toBeUndefined();
  expect(await settings.readBaseUrl('constructor')).toBeUndefined();
});
