import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { defaultProviders } from '../default-providers.ts';

test.each(
  defaultProviders.filter(({ secret }) => secret !== undefined).map((definition) => [definition.id, definition]),
)('%s: an address that redirects gets no second request, wherever it points', async (_, definition) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    request.resume();
    response.writeHead(307, { Location: `http://localhost:${port}/elsewhere` }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const provider = await definition.load();
  const request = {
    family: 'any',
    model: 'any',
    system: '',
    messages: [{ role: 'user' as const, text: 'Why?' }],
    material: { question: 'Why?', domain: '', documents: [], passageLimit: 1 },
  };
  const signal = new AbortController().signal;
  const call = provider.generate(request, { apiKey: 'a-key', baseUrl: `http://127.0.0.1:${port}`, signal });
  const drain = async () => {
    for await (const event of call) expect(event.type).not.toBe('finish');
  };
  await expect(drain()).rejects.toMatchObject({ code: 'provider/unreachable' });
  expect(asked).not.toContain('/elsewhere');
  expect(asked).toHaveLength(1);
  const list = provider.listModels?.({ apiKey: 'a-key', baseUrl: `http://127.0.0.1:${port}`, signal });
  await expect(list).rejects.toMatchObject({ code: 'provider/unreachable' });
  expect(asked).toHaveLength(2);
  expect(asked).not.toContain('/elsewhere');
  server.close();
});
