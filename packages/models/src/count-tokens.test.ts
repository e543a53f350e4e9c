// A provider's own count over the real SDKs: what is asked, what is made of the reply, and that no fault of it is anybody's.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { families } from './catalogue.ts';
import { createModelGateway } from './create-model-gateway.ts';
import { defaultProviders } from './default-providers.ts';
import { startTranscriptServer, type TranscriptServer } from './providers/wire-conformance/transcript-server.ts';

let server: TranscriptServer;
beforeAll(async () => {
  server = await startTranscriptServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => server.requests.splice(0));

const json = { 'content-type': 'application/json' };
const gateway = createModelGateway({
  families,
  providers: defaultProviders,
  readSecret: async (name) => `key-of-${name.toLowerCase()}`,
  readBaseUrl: async () => server.origin,
});
const count = (family: string, signal = new AbortController().signal) =>
  gateway.countTokens?.('How long is this? It has key-of-anthropic_api_key in it.', { family, model: '' }, { signal });

it('asks Anthropic, and takes keys out of what it sends', async () => {
  server.reply({ headers: json, body: '{"input_tokens":17}' });
  expect(await count('claude')).toBe(17);
  expect(server.requests.map(({ path }) => path)).toEqual(['/v1/messages/count_tokens']);
  expect(JSON.stringify(server.requests[0]?.body)).toContain('{{ANTHROPIC_API_KEY}}');
});

it('asks Google', async () => {
  server.reply({ headers: json, body: '{"totalTokens":19}' });
  expect(await count('gemini')).toBe(19);
  expect(server.requests[0]?.path).toMatch(/:countTokens/u);
});

it.each([
  ['a family whose provider does not count', 'gpt', { status: 200, body: '{}' }],
  ['a family nobody knows', 'nobody', { status: 200, body: '{}' }],
  ['a refusal', 'claude', { status: 404, body: '{"type":"error","error":{"type":"not_found_error","message":"no"}}' }],
  ['no count in the answer', 'claude', { status: 200, body: '{"input_tokens":"many"}' }],
])('%s gives no count and no fault', async (_, family, reply) => {
  server.reply({ headers: json, ...reply });
  expect(await count(family)).toBeUndefined();
});

it('is cancelled like a call', async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(count('claude', stop.signal)).rejects.toMatchObject({ code: 'internal/cancelled' });
});
