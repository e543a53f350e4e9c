// GPT and Chat Completions as a program without our layer would ask them: the measure for our layer. For benchmarks only.
import { OpenAI } from 'openai';
import type { BareStream } from '../wire-conformance/bare-call.ts';

/** The Responses API: a client that is kept, and nothing else. */
export function createBareResponses(baseURL: string): BareStream {
  const client = new OpenAI({ apiKey: 'bare', baseURL, maxRetries: 0, logLevel: 'off' });
  return async function* ({ model, question, signal }) {
    const stream = await client.responses.create({ model, stream: true, input: question }, { signal });
    for await (const event of stream) {
      if (event.type === 'response.output_text.delta') yield { type: 'text', text: event.delta };
      else if (event.type === 'response.completed') {
        const { usage, status } = event.response;
        if (usage) yield { type: 'usage', input: usage.input_tokens, output: usage.output_tokens };
        yield { type: 'finish', reason: status ?? '' };
      }
    }
  };
}

/** Chat Completions: a client that is kept, and nothing else. */
export function createBareChat(baseURL: string): BareStream {
  const client = new OpenAI({ apiKey: 'bare', baseURL, maxRetries: 0, logLevel: 'off' });
  return async function* ({ model, question, signal }) {
    const stream = await client.chat.completions.create(
      { model, stream: true, stream_options: { include_usage: true }, messages: [{ role: 'user', content: question }] },
      { signal },
    );
    for await (const chunk of stream) {
      const choice = chunk.choices[0];
      if (choice?.delta.content) yield { type: 'text', text: choice.delta.content };
      if (choice?.finish_reason) yield { type: 'finish', reason: choice.finish_reason };
      const { usage } = chunk;
      if (usage) yield { type: 'usage', input: usage.prompt_tokens, output: usage.completion_tokens };
    }
  };
}
