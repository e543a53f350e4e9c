// Claude as a program without our layer would ask it: the measure for our layer. For benchmarks only.
import { Anthropic } from '@anthropic-ai/sdk';
import type { BareStream } from '../wire-conformance/bare-call.ts';

/** A client that is kept, and nothing else. */
export function createBareAnthropic(baseURL: string): BareStream {
  const client = new Anthropic({ apiKey: 'bare', baseURL, maxRetries: 0, logLevel: 'off' });
  return async function* ({ model, question, signal }) {
    const stream = await client.messages.create(
      { model, max_tokens: 1_000, stream: true, messages: [{ role: 'user', content: question }] },
      { signal },
    );
    for await (const event of stream) {
      if (event.type === 'content_block_delta' && event.delta.type === 'text_delta')
        yield { type: 'text', text: event.delta.text };
      else if (event.type === 'message_delta') {
        yield { type: 'usage', input: event.usage.input_tokens ?? 0, output: event.usage.output_tokens };
        if (event.delta.stop_reason) yield { type: 'finish', reason: event.delta.stop_reason };
      }
    }
  };
}
