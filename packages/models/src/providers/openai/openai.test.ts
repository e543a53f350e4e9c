// What only OpenAI does: some accounts are refused a summary of the reasoning, some models have none to send back.
import { expect, it } from 'vitest';
import type { GenerateRequest, ModelEvent } from '../../provider.ts';
import { openaiTranscripts } from '../wire-conformance/openai-transcripts.ts';
import { startTranscriptServer, type TranscriptReply } from '../wire-conformance/transcript-server.ts';
import { openaiProvider } from './openai.ts';

const notAllowed = (param: string): TranscriptReply => ({
  status: 400,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    error: {
      message: 'Your organization must be verified to generate reasoning summaries.',
      type: 'invalid_request_error',
      param,
      code: 'unsupported_value',
    },
  }),
});

async function speak(replies: readonly TranscriptReply[], more: Partial<GenerateRequest> = {}) {
  await using server = await startTranscriptServer();
  server.reply(...replies);
  const provider = await openaiProvider.load();
  const events: ModelEvent[] = [];
  const fault = await (async () => {
    const stream = provider.generate(
      {
        family: 'gpt',
        model: 'gpt-6.1-sol',
        system: '',
        messages: [{ role: 'user', text: 'Hi' }],
        material: { question: 'Hi', domain: '', documents: [], passageLimit: 1 },
        ...more,
      },
      { signal: new AbortController().signal, apiKey: 'k-1234567890', baseUrl: `${server.origin}/v1` },
    );
    for await (const event of stream) events.push(event);
  })().catch((error: unknown) => error);
  return { events, fault, bodies: server.requests.map(({ body }) => body) };
}

const asked = { model: 'gpt-6.1-sol', stream: true, store: false, input: [{ role: 'user', content: 'Hi' }] };

it('asks again without a summary of the reasoning when the account may not have one', async () => {
  expect(await speak([notAllowed('reasoning.summary'), openaiTranscripts.whole.reply])).toEqual({
    events: openaiTranscripts.whole.events,
    fault: undefined,
    bodies: [{ ...asked, reasoning: { summary: 'auto' } }, asked],
  });
});

it('does not ask again when something else is wrong', async () => {
  const { fault, bodies } = await speak([notAllowed('input')]);
  expect(fault).toMatchObject({ code: 'provider/refused-request' });
  expect(bodies).toEqual([{ ...asked, reasoning: { summary: 'auto' } }]);
});

it('asks again without the content of reasoning when the model has none', async () => {
  const tools = [{ name: 'calculate', description: 'Works out a sum.', inputSchema: { type: 'object' } }];
  const { fault, bodies } = await speak([notAllowed('include'), openaiTranscripts.whole.reply], {
    model: 'tomorrow-1',
    tools,
  });
  const { include, ...plain } = { ...asked, model: 'tomorrow-1', include: ['reasoning.encrypted_content'] };
  const offered = [
    {
      type: 'function',
      name: 'calculate',
      description: 'Works out a sum.',
      parameters: { type: 'object' },
      strict: false,
    },
  ];
  expect(fault).toBeUndefined();
  expect(bodies).toEqual([
    { ...plain, include, tools: offered },
    { ...plain, tools: offered },
  ]);
});
