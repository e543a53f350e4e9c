// The pieces of a Chat Completions stream, for writing transcripts down. For tests only.
import type { ModelEvent } from '../../provider.ts';

export const done = 'data: [DONE]\n\n';

export const sse = (...chunks: readonly object[]) =>
  chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('');

export const chunk = (delta: object, finish: string | null = null, more: object = {}) => ({
  id: 'chatcmpl-01',
  object: 'chat.completion.chunk',
  created: 1_790_000_000,
  model: 'some-model',
  choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  ...more,
});

export const usage = (outputTokens: number) => ({
  prompt_tokens: 90,
  completion_tokens: outputTokens,
  total_tokens: 90 + outputTokens,
  prompt_tokens_details: { cached_tokens: 64 },
});

/** The chunk after the last one, with usage only. */
export const lastly = (outputTokens: number) => ({ ...chunk({}), choices: [], usage: usage(outputTokens) });

export const counted = (outputTokens: number, cachedInputTokens = 64): ModelEvent => ({
  type: 'usage',
  usage: { inputTokens: 90, outputTokens, ...(cachedInputTokens > 0 && { cachedInputTokens }) },
});
