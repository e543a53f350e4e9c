// What only Anthropic does: a model may pause in the middle of a turn, and wants to be asked to go on.
import { expect, it } from 'vitest';
import type { GenerateRequest, ModelEvent } from '../../provider.ts';
import { anthropicPause, anthropicTools } from '../wire-conformance/anthropic-tool-transcripts.ts';
import { answerShape, toolQuestion, twoTools } from '../wire-conformance/tool-cases.ts';
import { startTranscriptServer, type TranscriptReply } from '../wire-conformance/transcript-server.ts';
import { anthropicProvider } from './anthropic.ts';

async function speak(replies: readonly TranscriptReply[], more: Partial<GenerateRequest> = {}) {
  await using server = await startTranscriptServer();
  server.reply(...replies);
  const provider = await anthropicProvider.load();
  const events: ModelEvent[] = [];
  const stream = provider.generate(
    { ...toolQuestion, model: 'claude-sonnet-5-5', ...more },
    { signal: new AbortController().signal, apiKey: 'k-1234567890', baseUrl: server.origin },
  );
  for await (const event of stream) events.push(event);
  return { events, bodies: server.requests.map(({ body }) => body) };
}

it('lets a model go on that paused, and counts both messages', async () => {
  expect(await speak(anthropicPause.replies)).toEqual({ events: anthropicPause.events, bodies: anthropicPause.bodies });
});

it('does not go on for ever', async () => {
  const { events, bodies } = await speak(anthropicPause.replies.slice(0, 1));
  expect(bodies).toHaveLength(6);
  expect(events.at(-1)).toEqual({ type: 'finish', outcome: 'length' });
});

it('writes ids of other vendors in letters that the API takes', async () => {
  const turn = {
    role: 'assistant' as const,
    text: '',
    toolCalls: [{ id: 'functions.look_up:0', tool: 'look_up', input: 'not an object' }],
  };
  const results = {
    role: 'tool' as const,
    results: [{ id: 'functions.look_up:0', tool: 'look_up', ok: true, text: 'Found.' }],
  };
  const { bodies } = await speak([anthropicTools.parallel.reply], {
    tools: twoTools,
    messages: [...toolQuestion.messages, turn, results],
  });
  expect(bodies).toMatchObject([
    {
      messages: [
        { role: 'user' },
        {
          role: 'assistant',
          content: [
            { type: 'tool_use', id: 'functions_look_up_0', name: 'look_up', input: { input: 'not an object' } },
          ],
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'functions_look_up_0', content: 'Found.' }] },
      ],
    },
  ]);
});

it('tells the API of tools that were called before, also when none may be called any more', async () => {
  const { bodies } = await speak([anthropicTools.parallel.reply, anthropicPause.replies[1] ?? { body: '' }], {
    messages: [
      ...toolQuestion.messages,
      { role: 'assistant', text: '', toolCalls: [{ id: 'toolu_1', tool: 'look_up', input: {} }] },
      { role: 'tool', results: [{ id: 'toolu_1', tool: 'look_up', ok: true, text: 'Found.' }] },
    ],
  });
  expect(bodies).toMatchObject([
    {
      tools: [{ name: 'look_up', description: 'No longer there.', input_schema: { type: 'object' } }],
      tool_choice: { type: 'none' },
    },
  ]);
});

it('sends a schema that the SDK cannot convert as it is', async () => {
  const schema = { type: 'object', properties: { any: {} }, required: ['any'] };
  const { bodies } = await speak(anthropicPause.replies.slice(1), { output: { ...answerShape, schema } });
  expect(bodies).toMatchObject([{ output_config: { format: { type: 'json_schema', schema } } }]);
});
