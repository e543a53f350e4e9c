import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultProviders, defineProvider } from '@parley/models';
import { afterEach, expect, test } from 'vitest';
import { createModelLists } from './model-lists.ts';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server that listens on a port has a port
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

const ids = ['ollama', 'lmstudio', 'llamacpp', 'vllm'];

/** Lists over the product's providers, with these addresses; the known ports of this machine are not looked at. */
function create(addresses: Readonly<Record<string, string>>, keys: Readonly<Record<string, string>> = {}) {
  const nowhere = Object.fromEntries(ids.map((id) => [id, 'http://127.0.0.1:9/v1']));
  const told: string[] = [];
  const lists = createModelLists({
    definitions: defaultProviders,
    readSecret: async (name) => keys[name],
    readBaseUrl: async (id) => addresses[id] ?? nowhere[id],
    log: { warn: (message) => void told.push(message), error: (message) => void told.push(message) },
  });
  return { lists, told };
}

const list = (...models: string[]) => JSON.stringify({ object: 'list', data: models.map((id) => ({ id })) });

test('finds the local servers that answer, with what they hold, and forgets one that has gone', async () => {
  let here = true;
  const paths: string[] = [];
  const ollama = await serve((request, response) => {
    paths.push(request.url ?? '');
    if (!here) response.destroy();
    else if (request.url === '/api/ps') response.end('{"models":[{"model":"qwen3:8b","context_length":16384}]}');
    else if (request.url === '/api/show') response.writeHead(404).end();
    else response.end(list('qwen3:8b', 'llama3.2:3b'));
  });
  const { lists } = create({ ollama });
  expect((await lists.probeLocal()).map(({ id, answers, models }) => ({ id, answers, models }))).toEqual([
    { id: 'ollama', answers: true, models: ['llama3.2:3b', 'qwen3:8b'] },
    { id: 'lmstudio', answers: false, models: [] },
    { id: 'llamacpp', answers: false, models: [] },
    { id: 'vllm', answers: false, models: [] },
  ]);
  expect([lists.listed('ollama'), lists.listed('vllm'), paths]).toEqual([
    ['llama3.2:3b', 'qwen3:8b'],
    undefined,
    ['/v1/models', '/api/ps', '/api/show'],
  ]);
  expect(['qwen3:8b', 'llama3.2:3b', 'Qwen3-8B', 'gpt-5.5'].map((model) => lists.windowsOf(model))).toEqual([
    [16_384],
    [4_096],
    [16_384],
    [],
  ]);
  here = false;
  await lists.probeLocal();
  expect([lists.listed('ollama'), lists.windowsOf('qwen3:8b')]).toEqual([undefined, []]);
});

test('takes nothing else on those ports for a model server', async () => {
  let led = 0;
  const elsewhere = await serve((_, response) => {
    led += 1;
    response.end(list('trap'));
  });
  const [ollama, lmstudio, llamacpp] = await Promise.all([
    serve((_, response) => response.writeHead(302, { location: `${elsewhere}/models` }).end()),
    serve((_, response) => response.end('<h1>A wiki</h1>')),
    // Never answers.
    serve(() => {}),
  ]);
  const { lists } = create({ ollama, lmstudio, llamacpp });
  expect((await lists.probeLocal()).filter(({ answers }) => answers)).toEqual([]);
  expect(led).toBe(0);
});

test('looks at no other machine', async () => {
  const { lists } = create({ ollama: 'http://192.0.2.1/v1', vllm: 'file:///etc/passwd' });
  expect((await lists.probeLocal()).map(({ answers }) => answers)).toEqual([false, false, false, false]);
});

test('asks those with a key for their list, with that key, and keeps the last one when it fails', async () => {
  const keys: unknown[] = [];
  let well = true;
  const groq = await serve((request, response) => {
    keys.push(request.headers.authorization);
    response.writeHead(well ? 200 : 500, { 'content-type': 'application/json' });
    response.end(list('llama-3.3-70b-versatile'));
  });
  const { lists, told } = create({ groq }, { GROQ_API_KEY: 'canary-key-1234' });
  await lists.refresh('groq');
  expect(keys).toEqual(['Bearer canary-key-1234']);
  well = false;
  await lists.refresh('groq');
  expect(lists.listed('groq')).toEqual(['llama-3.3-70b-versatile']);
  expect(told).toEqual(['A provider did not tell which models it offers.']);
});

test('asks nobody without a key or an address', async () => {
  const asked: string[] = [];
  const definition = defineProvider({
    id: 'locked',
    title: 'Locked',
    secret: { name: 'LOCKED_KEY', title: 'Key', page: 'https://example.org' },
    load: () => {
      asked.push('locked');
      return Promise.reject(new Error('not to be loaded'));
    },
  });
  const lists = createModelLists({
    definitions: [definition, { ...definition, id: 'homeless', needsAddress: true }],
    readSecret: async () => undefined,
    readBaseUrl: async () => undefined,
    log: { warn: () => {}, error: () => {} },
  });
  await lists.refresh();
  expect(asked).toEqual([]);
});
