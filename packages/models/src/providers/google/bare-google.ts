// Gemini as a program without our layer would ask it: the measure for our layer. For benchmarks only.
import { GoogleGenAI } from '@google/genai';
import type { BareStream } from '../wire-conformance/bare-call.ts';

/** A client that is kept, and nothing else. `baseUrl` is without the API's version. */
export function createBareGoogle(baseUrl: string): BareStream {
  const client = new GoogleGenAI({ apiKey: 'bare', vertexai: false, httpOptions: { baseUrl, apiVersion: 'v1beta' } });
  return async function* ({ model, question, signal }) {
    const stream = await client.models.generateContentStream({
      model,
      contents: question,
      config: { abortSignal: signal },
    });
    for await (const { candidates, usageMetadata } of stream) {
      const candidate = candidates?.[0];
      for (const { text } of candidate?.content?.parts ?? []) if (text) yield { type: 'text', text };
      const { promptTokenCount: input = 0, candidatesTokenCount: output = 0 } = usageMetadata ?? {};
      if (usageMetadata) yield { type: 'usage', input, output };
      if (candidate?.finishReason) yield { type: 'finish', reason: candidate.finishReason };
    }
  };
}
