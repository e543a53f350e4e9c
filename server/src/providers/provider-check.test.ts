import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { defaultProviders } from '@parley/models';
import type { ProviderCheck } from '@parley/spec';
import { afterEach, expect, it } from 'vitest';
import { createProviderCheck } from './provider-check.ts';

const good = 'sk-canary-5b0e9-good';
const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

type Answer = readonly [status: number, body: unknown];
const models = (...ids: string[]): Answer => [200, { object: 'list', data: ids.map((id) => ({ id })) }];
const refused: Answer = [401, { error: { message: `Incorrect API key provided: ${good}.`, code: 'invalid_api_key' } }];

/** Asks a provider whose server answers by `respond`; what is told must never hold the key. */
async function check(id: string, respond: (request: IncomingMessage) => Answer, key: string | undefined = good) {
  const asked: string[] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    asked.push(`${request.method} ${request.url}`);
    const [status, body] = respond(request);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response
      .writeHead(status, { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json' })
      .end(text);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { asked, told: await checkAt(id, `http://127.0.0.1:${port}/v1`, key) };
}

const forgiven: string[] = [];
async function checkAt(
  id: string,
  baseUrl: string,
  key: string | undefined = good,
): Promise<ProviderCheck | undefined> {
  forgiven.length = 0;
  const told = await createProviderCheck({
    definitions: defaultProviders,
    readSecret: async () => key,
    readBaseUrl: async () => baseUrl,
    onWorks: async (provider) => void forgiven.push(provider),
  })(id);
  expect(JSON.stringify(told ?? {})).not.toContain('5b0e9');
  return told && { ...told, milliseconds: 0, message: told.message.replace(/127\.0\.0\.1:\d+/, 'here') };
}

const keyOf = ({ headers }: IncomingMessage) =>
  headers.authorization?.replace('Bearer ', '') ?? headers['x-api-key'] ?? headers['x-goog-api-key'];
const forGoodKey = (answer: Answer) => (request: IncomingMessage) => (keyOf(request) === good ? answer : refused);

it.each([
  ['anthropic', models('claude-opus-5-5', 'claude-sonnet-5-5'), 'Anthropic accepts the key and offers 2 models.'],
  ['openai', models('gpt-5.5'), 'OpenAI accepts the key and offers 1 model.'],
  [
    'google',
    [200, { models: [{ name: 'models/gemini-3-pro', supportedGenerationMethods: ['generateContent'] }] }],
    'Google accepts the key and offers 1 model.',
  ],
  ['deepseek', models('deepseek-chat'), 'DeepSeek accepts the key and offers 1 model.'],
] as const)('%s proves a key by its list of models', async (id, answer, message) => {
  const { told } = await check(id, forGoodKey(answer));
  expect([told, forgiven]).toEqual([
    { outcome: 'works', message, models: id === 'anthropic' ? 2 : 1, milliseconds: 0 },
    [id],
  ]);
  expect((await check(id, forGoodKey(answer), 'sk-mistyped')).told?.outcome).toBe('bad-key');
  expect(forgiven).toEqual([]);
});

it('asks OpenRouter for the key itself, because everybody may see its models', async () => {
  const respond =
    (left: number | null) =>
    (request: IncomingMessage): Answer => {
      if (request.url === '/v1/models') return models('anthropic/claude-opus-5.5', 'openai/gpt-5.5');
      return keyOf(request) === good ? [200, { data: { label: 'mine', limit_remaining: left } }] : refused;
    };
  const { told, asked } = await check('openrouter', respond(null));
  expect([told?.outcome, told?.models, asked]).toEqual(['works', 2, ['GET /v1/models', 'GET /v1/key']]);
  expect((await check('openrouter', respond(null), 'sk-or-mistyped')).told).toEqual({
    outcome: 'bad-key',
    message:
      'OpenRouter does not accept this key. Copy it once more from https://openrouter.ai/settings/keys, or make a new one there.',
    milliseconds: 0,
  });
  expect((await check('openrouter', respond(0))).told?.outcome).toBe('no-money');
});

it('has the cheapest model say one token where the list turns out to be public', async () => {
  const bodies: string[] = [];
  const respond = (request: IncomingMessage): Answer => {
    if (request.url === '/v1/models') return models('text-embedding-1', 'glm-4.7', 'glm-4.5-air');
    request.on('data', (part: Buffer) => bodies.push(part.toString()));
    return keyOf(request) === good ? [402, { error: { message: 'Insufficient balance' } }] : refused;
  };
  expect((await check('zai', respond)).told?.outcome).toBe('no-money');
  expect((await check('zai', respond, 'sk-mistyped')).told?.outcome).toBe('bad-key');
  expect(JSON.parse(bodies[0] ?? '')).toMatchObject({ model: 'glm-4.5-air', max_tokens: 1 });
});

it.each([
  [
    'busy',
    'mistral',
    [429, { message: 'Slow down.' }],
    'Mistral answers, but takes no requests for now. Test again in a minute.',
  ],
  [
    'no-money',
    'deepseek',
    [402, { error: { message: 'Insufficient Balance' } }],
    'DeepSeek knows the key, but its account has no credit or quota left. Top it up there.',
  ],
  [
    'no-model-server',
    'groq',
    [200, '<!doctype html><h1>A wiki</h1>'],
    'Something else than a model server answers at http://here/v1. Check the address; most end with /v1.',
  ],
  [
    'no-model-server',
    'custom',
    [404, { detail: 'Not Found' }],
    'Something else than a model server answers at http://here/v1. Check the address; most end with /v1.',
  ],
  [
    'unreachable',
    'together',
    [500, { error: { message: 'Sorry.' } }],
    'Together AI cannot be reached at http://here/v1, or fails on its side. Check the network and the address.',
  ],
] as const)('tells what is wrong in plain words: %s', async (outcome, id, answer, message) => {
  expect((await check(id, () => answer)).told).toEqual({ outcome, message, milliseconds: 0 });
});

it('tells when nobody is there, and does not show a password of the address', async () => {
  expect(await checkAt('ollama', 'http://127.0.0.1:9/v1', undefined)).toEqual({
    outcome: 'unreachable',
    message: 'Ollama cannot be reached at http://here/v1, or fails on its side. Check the network and the address.',
    milliseconds: 0,
  });
  const told = await checkAt('custom', 'http://me:hunter-2-canary@127.0.0.1:9/v1', undefined);
  expect([told?.outcome, told?.message.includes('hunter')]).toEqual(['unreachable', false]);
  expect(await checkAt('nobody', '')).toBeUndefined();
});
