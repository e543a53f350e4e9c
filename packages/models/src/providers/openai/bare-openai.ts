// GPT and Chat Completions as a program without our layer would ask them: the measure for our layer. For benchmarks only.
import { OpenAI } from 'openai';
import type { BareStream } from '../wire-conformance/bare-call.ts';

/** The Responses API: a client that is kept, and nothing else. */
export function createBareResponses(baseURL: string): BareStream {
  const client = new OpenAI({ apiKey: 'bare', baseURL, maxRetries: 0, logLevel: 'off' });
  return async function* ({ model, question, signal }) {
    const stream = await client.responses.create({ model, stream: true, input: question }, { signal });
    for await (const event of stream) if (event.type === 'response.output_text.delta') yield event.delta;
  };
}

/** Chat Completions: a client that is kept, and nothing else. */
export function createBareChat(baseURL: string): BareStream {
  const client = new OpenAI({ apiKey: 'bare', baseURL, maxRetries: 0, logLevel: 'off' });
  return async function* ({ model, question, signal }) {
    const stream = await client.chat.completions.create(
      { model, stream: true, messages: [{ role: 'user', content: question }] },
      { signal },
    );
    for await (const chunk of stream) {
      const text = chunk.choices[0]?.delta.content;
      if (text) yield text;
    }
  };
}
