// Every compatible provider by its data: where it asks, what it calls things, and that nothing of OpenAI's goes to others.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { GenerateRequest, ModelEvent } from '../../provider.ts';
import { startTranscriptServer, type TranscriptServer } from '../wire-conformance/transcript-server.ts';
import { chatServers, compatibleProviders } from './compatible-providers.ts';

const request: GenerateRequest = {
  family: 'any',
  model: 'some-model',
  system: 'Be brief.',
  messages: [{ role: 'user', text: 'Hi' }],
  material: { question: 'Hi', domain: '', documents: [], passageLimit: 1 },
  maxOutputTokens: 9,
};
const answer = {
  body: 'data: {"choices":[{"index":0,"delta":{"content":"Yes."},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
};

let server: TranscriptServer;
beforeAll(async () => {
  server = await startTranscriptServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => {
  server.requests.length = 0;
  vi.stubEnv('OPENAI_API_KEY', 'canary-openai-key');
  vi.stubEnv('OPENAI_ORG_ID', 'canary-org');
  vi.stubEnv('OPENAI_PROJECT_ID', 'canary-project');
  vi.stubEnv(
    'OPENAI_CUSTOM_HEADERS',
    'x-team: canary-project\nauthorization: Bearer canary-openai-key\nCookie: canary-org',
  );
  vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:9/v1');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

it('names every provider, key and address once', () => {
  const unique = (names: readonly (string | undefined)[]) => new Set(names.filter((name) => name !== undefined)).size;
  expect([unique(chatServers.map(({ id }) => id)), unique(chatServers.map(({ title }) => title))]).toEqual([
    chatServers.length,
    chatServers.length,
  ]);
  expect(unique(chatServers.map(({ baseUrlVariable }) => baseUrlVariable))).toBe(chatServers.length);
  const secrets = chatServers.flatMap(({ secret }) => (secret ? [secret.name] : []));
  expect(new Set(secrets).size).toBe(secrets.length);
});

it('knows an address of each, or asks for one; a local server is on this machine only', () => {
  for (const { id, baseUrl, needsAddress, local, secret } of chatServers) {
    expect({ id, hasAddress: baseUrl !== undefined }).toEqual({ id, hasAddress: needsAddress !== true });
    if (local) expect([new URL(baseUrl ?? '').hostname, secret]).toEqual(['127.0.0.1', undefined]);
    else if (baseUrl !== undefined) expect(baseUrl).toMatch(/^https:/);
  }
});

it.each(chatServers.map((entry) => [entry.id, entry] as const))('%s is asked in its own manner', async (id, entry) => {
  server.reply(answer);
  const definition = compatibleProviders.find((known) => known.id === id);
  const provider = await definition?.load();
  // Its own address, on another host: the path must be the one it is documented with.
  const path = entry.baseUrl === undefined ? '/v1' : new URL(entry.baseUrl).pathname;
  const keyed = entry.secret && !entry.secret.optional;
  const events: ModelEvent[] = [];
  for await (const event of provider?.generate(request, {
    signal: new AbortController().signal,
    baseUrl: `${server.origin}${path}/`,
    ...(keyed && { apiKey: 'canary-own-key' }),
  }) ?? []) {
    events.push(event);
  }
  expect(events).toEqual([
    { type: 'text', text: 'Yes.' },
    { type: 'finish', outcome: 'complete' },
  ]);
  const [asked] = server.requests;
  expect([asked?.path, asked?.headers.authorization]).toEqual([
    `${path}/chat/completions`,
    keyed ? 'Bearer canary-own-key' : undefined,
  ]);
  expect(JSON.stringify([asked?.headers, asked?.body])).not.toMatch(/canary-(openai|org|project)/);
  expect(asked?.body).toEqual({
    model: 'some-model',
    stream: true,
    ...(entry.usage === 'asked' && { stream_options: { include_usage: true } }),
    [entry.limitField]: 9,
    messages: [
      { role: entry.systemRole, content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
    ],
  });
});

it('steps down when a server says yes first and refuses in the stream', async () => {
  const refuse = (message: string) => ({ body: `event: error\ndata: ${JSON.stringify({ error: { message } })}\n\n` });
  const provider = await compatibleProviders.find(({ id }) => id === 'lmstudio')?.load();
  server.reply(refuse("'response_format.type' must be 'text'"), refuse('This model takes no tools.'), answer);
  const events: ModelEvent[] = [];
  const stream = provider?.generate(
    { ...request, output: { name: 'answer', description: 'It.', schema: { type: 'object' } } },
    { signal: new AbortController().signal, baseUrl: `${server.origin}/v1` },
  );
  for await (const event of stream ?? []) events.push(event);
  expect(events).toEqual([
    { type: 'text', text: 'Yes.' },
    { type: 'finish', outcome: 'complete', shape: 'none' },
  ]);
  expect(server.requests).toHaveLength(3);
});

it('lists the models of a server, and says when what comes is no list', async () => {
  const provider = await compatibleProviders.find(({ id }) => id === 'ollama')?.load();
  const call = { signal: new AbortController().signal, baseUrl: `${server.origin}/v1` };
  const json = { 'content-type': 'application/json' };
  server.reply({ headers: json, body: '{"object":"list","data":[{"id":"qwen3:8b"},{"id":"gemma3:4b"}]}' });
  expect(await provider?.listModels?.(call)).toEqual([{ id: 'gemma3:4b' }, { id: 'qwen3:8b' }]);
  for (const body of ['{"hello":"world"}', '<h1>Hello</h1>', '{"data":[{"name":"x"}]}']) {
    server.reply({ headers: json, body });
    await expect(provider?.listModels?.(call)).rejects.toMatchObject({ code: 'provider/garbage' });
  }
  await expect(provider?.listModels?.({ ...call, baseUrl: 'http://127.0.0.1:9/v1' })).rejects.toMatchObject({
    code: 'provider/unreachable',
  });
});
