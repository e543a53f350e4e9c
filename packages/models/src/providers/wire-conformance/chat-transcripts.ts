// Chat Completions as compatible servers stream it: the manners they share, and those in which three of them differ.
import type { ModelEvent, ProviderDefinition } from '../../provider.ts';
import { compatibleProviders } from '../openai/compatible-providers.ts';
import type { FaultCase, SpokenCase, VendorTranscripts } from './vendor-transcripts.ts';

const json = { 'content-type': 'application/json' };
const done = 'data: [DONE]\n\n';
const sse = (...chunks: readonly object[]) => chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('');
const chunk = (delta: object, finish: string | null = null, more: object = {}) => ({
  id: 'chatcmpl-01',
  object: 'chat.completion.chunk',
  created: 1_790_000_000,
  model: 'some-model',
  choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  ...more,
});
const usage = (outputTokens: number) => ({
  prompt_tokens: 90,
  completion_tokens: outputTokens,
  total_tokens: 90 + outputTokens,
  prompt_tokens_details: { cached_tokens: 64 },
});
const lastly = (outputTokens: number) => ({ ...chunk({}), choices: [], usage: usage(outputTokens) });
const counted = (outputTokens: number, cachedInputTokens = 64): ModelEvent => ({
  type: 'usage',
  usage: { inputTokens: 90, outputTokens, ...(cachedInputTokens > 0 && { cachedInputTokens }) },
});
const fault = (code: unknown, message: string, type = 'invalid_request_error') =>
  JSON.stringify({ error: { message, type, param: null, code } });

const sharedOutcomes: readonly (SpokenCase & { readonly name: string })[] = [
  {
    name: 'a refusal',
    reply: { body: sse(chunk({ role: 'assistant', refusal: 'I will not.' }), chunk({}, 'stop'), lastly(4)) + done },
    events: [{ type: 'text', text: 'I will not.' }, counted(4), { type: 'finish', outcome: 'refusal' }],
  },
  {
    name: 'cut short by the limit',
    reply: { body: sse(chunk({ content: 'It is' }), chunk({}, 'length'), lastly(2)) + done },
    events: [{ type: 'text', text: 'It is' }, counted(2), { type: 'finish', outcome: 'length' }],
  },
  {
    name: 'a filtered answer',
    reply: { body: sse(chunk({ content: '' }), chunk({}, 'content_filter'), lastly(1)) + done },
    events: [counted(1), { type: 'finish', outcome: 'filtered' }],
  },
  {
    name: 'nothing said',
    reply: { body: sse(chunk({ role: 'assistant', content: '' }), chunk({}, 'stop'), lastly(0)) + done },
    events: [counted(0), { type: 'finish', outcome: 'empty' }],
  },
  {
    name: 'a reason of the server’s own, without usage',
    reply: { body: sse(chunk({ content: 'So far' }), chunk({}, 'model_length')) + done },
    events: [
      { type: 'text', text: 'So far' },
      { type: 'finish', outcome: 'length' },
    ],
  },
];

const sharedFaults: readonly FaultCase[] = [
  {
    name: 'a wrong key',
    reply: { status: 401, headers: json, body: fault('invalid_api_key', 'Incorrect API key: canary-key-5d1f.') },
    code: 'provider/bad-key',
  },
  {
    name: 'no credit',
    reply: { status: 402, headers: json, body: fault('invalid_request_error', 'Insufficient Balance') },
    code: 'limit/quota',
  },
  {
    name: 'too much text, with a code',
    reply: { status: 400, headers: json, body: fault('context_length_exceeded', 'Your input is too long.') },
    code: 'limit/context',
  },
  {
    name: 'too much text, in words only',
    reply: { status: 400, headers: json, body: fault(400, "This model's maximum context length is 32768 tokens.") },
    code: 'limit/context',
  },
  {
    name: 'too much text, told beside the usual field',
    reply: {
      status: 422,
      headers: json,
      body: '{"object":"error","message":"Prompt is too long for this context window.","code":"3051"}',
    },
    code: 'limit/context',
  },
  {
    name: 'an unknown model',
    reply: { status: 404, headers: json, body: fault('model_not_found', 'No such model.') },
    code: 'provider/refused-request',
  },
  {
    name: 'a pause asked for in seconds',
    reply: { status: 429, headers: { ...json, 'retry-after': '8' }, body: fault('rate_limit_exceeded', 'Slow down.') },
    code: 'limit/rate',
    retryAfter: 8_000,
  },
  {
    name: 'overload',
    reply: { status: 503, headers: json, body: fault(503, 'No available model provider.') },
    code: 'provider/overloaded',
  },
  {
    name: 'a failure, without a word',
    reply: { status: 500, headers: json, body: '' },
    code: 'provider/unreachable',
  },
  {
    name: 'a failure told inside the stream',
    reply: {
      body: sse(
        chunk({ content: 'Half of' }),
        chunk({}, 'error', { error: { code: 502, message: 'Provider returned error' } }),
      ),
    },
    code: 'provider/unreachable',
  },
  {
    name: 'a limit told inside the stream',
    reply: { body: sse(chunk({ content: 'Half of' }), { error: { code: 429, message: 'Rate limit exceeded' } }) },
    code: 'limit/rate',
  },
  {
    name: 'an end for want of machines',
    reply: { body: sse(chunk({ content: 'Half of' }), chunk({}, 'insufficient_system_resource')) },
    code: 'provider/overloaded',
  },
];

/** In which ways a server differs from the others, written down from its reference. */
interface Manners {
  readonly id: string;
  readonly model: string;
  /** Where its API begins, after the origin. */
  readonly path: string;
  readonly system: 'system' | 'developer';
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  readonly asksForUsage: boolean;
  readonly whole: SpokenCase;
}

function transcribe({ id, model, path, system, limit, asksForUsage, whole }: Manners): VendorTranscripts {
  const streaming = { stream: true, ...(asksForUsage && { stream_options: { include_usage: true } }) };
  return {
    provider: find(id),
    model,
    baseUrl: (origin) => `${origin}${path}`,
    asked: {
      path: `${path}/chat/completions`,
      keyHeader: 'authorization',
      body: {
        model,
        ...streaming,
        messages: [
          { role: system, content: 'You are a lawyer.' },
          { role: 'user', content: 'First?' },
          { role: 'assistant', content: 'Well.' },
          { role: 'user', content: 'Go on.' },
        ],
      },
    },
    askedUnknown: {
      body: { model: 'tomorrow-1', ...streaming, [limit]: 77, messages: [{ role: 'user', content: 'Hi' }] },
    },
    whole,
    speak: (words) =>
      sse(...words.map((content) => chunk({ content })), chunk({}, 'stop'), lastly(words.length)) + done,
    outcomes: sharedOutcomes,
    listed: {
      path: `${path}/models`,
      body: '{"object":"list","data":[{"id":"model-b","object":"model","created":1790000000,"owned_by":"x"},{"id":"model-a","object":"model","created":1790000000,"owned_by":"x"}]}',
      ids: ['model-a', 'model-b'],
    },
    half: sse(chunk({ role: 'assistant', content: '' }), chunk({ content: 'Half of' })),
    faults: sharedFaults,
  };
}

function find(id: string): ProviderDefinition {
  const provider = compatibleProviders.find((known) => known.id === id);
  if (!provider) throw new Error(`no provider ${id}`);
  return provider;
}

const speakWith = (cached: number): readonly ModelEvent[] => [
  { type: 'reasoning', text: 'Let me see.' },
  { type: 'text', text: 'Größe: 東京 ' },
  { type: 'text', text: '👩‍🔬 ok' },
  counted(21, cached),
  { type: 'finish', outcome: 'complete' },
];
const spoken = speakWith(64);

/** DeepSeek: `reasoning_content`, `max_tokens`, usage in a chunk of its own. */
const deepseek: Manners = {
  id: 'deepseek',
  model: 'deepseek-v4-pro',
  path: '/v1',
  system: 'system',
  limit: 'max_tokens',
  asksForUsage: true,
  whole: {
    reply: {
      body: `data: {"id":"d1","object":"chat.completion.chunk","created":1790000000,"model":"deepseek-v4-pro","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":""},"logprobs":null,"finish_reason":null}]}

data: {"id":"d1","object":"chat.completion.chunk","created":1790000000,"model":"deepseek-v4-pro","choices":[{"index":0,"delta":{"content":null,"reasoning_content":"Let me see."},"logprobs":null,"finish_reason":null}]}

data: {"id":"d1","object":"chat.completion.chunk","created":1790000000,"model":"deepseek-v4-pro","choices":[{"index":0,"delta":{"content":"Größe: 東京 ","reasoning_content":null},"logprobs":null,"finish_reason":null}]}

: keep-alive

data: {"id":"d1","object":"chat.completion.chunk","created":1790000000,"model":"deepseek-v4-pro","choices":[{"index":0,"delta":{"content":"👩‍🔬 ok","reasoning_content":null},"logprobs":null,"finish_reason":null}]}

data: {"id":"d1","object":"chat.completion.chunk","created":1790000000,"model":"deepseek-v4-pro","choices":[{"index":0,"delta":{"content":"","reasoning_content":null},"logprobs":null,"finish_reason":"stop"}],"usage":null}

data: {"id":"d1","object":"chat.completion.chunk","created":1790000000,"model":"deepseek-v4-pro","choices":[],"usage":{"prompt_tokens":90,"completion_tokens":21,"total_tokens":111,"prompt_cache_hit_tokens":64,"prompt_cache_miss_tokens":26,"completion_tokens_details":{"reasoning_tokens":9}}}

data: [DONE]

`,
    },
    events: spoken,
  },
};

/** Mistral: thinking in content parts, usage in the last chunk without being asked. */
const mistral: Manners = {
  id: 'mistral',
  model: 'magistral-medium',
  path: '/v1',
  system: 'system',
  limit: 'max_tokens',
  asksForUsage: false,
  whole: {
    reply: {
      body: `data: {"id":"m1","object":"chat.completion.chunk","created":1790000000,"model":"magistral-medium","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

data: {"id":"m1","object":"chat.completion.chunk","created":1790000000,"model":"magistral-medium","choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Let me see."}]}]},"finish_reason":null}]}

data: {"id":"m1","object":"chat.completion.chunk","created":1790000000,"model":"magistral-medium","choices":[{"index":0,"delta":{"content":[{"type":"text","text":"Größe: 東京 "}]},"finish_reason":null}]}

data: {"id":"m1","object":"chat.completion.chunk","created":1790000000,"model":"magistral-medium","choices":[{"index":0,"delta":{"content":"👩‍🔬 ok"},"finish_reason":null}]}

data: {"id":"m1","object":"chat.completion.chunk","created":1790000000,"model":"magistral-medium","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":90,"total_tokens":111,"completion_tokens":21}}

data: [DONE]

`,
    },
    events: speakWith(0),
  },
};

/** OpenRouter: comments while it waits, `reasoning` beside `reasoning_details`, its own reason beside the usual one. */
const openrouter: Manners = {
  id: 'openrouter',
  model: 'qwen/qwen3-32b',
  path: '/api/v1',
  system: 'system',
  limit: 'max_tokens',
  asksForUsage: true,
  whole: {
    reply: {
      body: `: OPENROUTER PROCESSING

: OPENROUTER PROCESSING

data: {"id":"gen-1","provider":"DeepInfra","model":"qwen/qwen3-32b","object":"chat.completion.chunk","created":1790000000,"choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":"Let me see.","reasoning_details":[{"type":"reasoning.text","text":"Let me see.","format":"unknown","index":0}]},"finish_reason":null,"native_finish_reason":null,"logprobs":null}]}

data: {"id":"gen-1","provider":"DeepInfra","model":"qwen/qwen3-32b","object":"chat.completion.chunk","created":1790000000,"choices":[{"index":0,"delta":{"role":"assistant","content":"Größe: 東京 "},"finish_reason":null,"native_finish_reason":null,"logprobs":null}]}

data: {"id":"gen-1","provider":"DeepInfra","model":"qwen/qwen3-32b","object":"chat.completion.chunk","created":1790000000,"choices":[{"index":0,"delta":{"role":"assistant","content":"👩‍🔬 ok"},"finish_reason":null,"native_finish_reason":null,"logprobs":null}]}

data: {"id":"gen-1","provider":"DeepInfra","model":"qwen/qwen3-32b","object":"chat.completion.chunk","created":1790000000,"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"stop","native_finish_reason":"eos","logprobs":null}]}

data: {"id":"gen-1","provider":"DeepInfra","model":"qwen/qwen3-32b","object":"chat.completion.chunk","created":1790000000,"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null,"native_finish_reason":null,"logprobs":null}],"usage":{"prompt_tokens":90,"completion_tokens":21,"total_tokens":111,"cost":0.00014}}

data: [DONE]

`,
    },
    events: speakWith(0).map((event) => (event.type === 'usage' ? { ...event, usd: 0.00014 } : event)),
  },
};

/** Groq: raw text with the thinking between tags, split where it hurts; the newer name of the limit. */
const groq: Manners = {
  id: 'groq',
  model: 'qwen/qwen3-32b',
  path: '/openai/v1',
  system: 'system',
  limit: 'max_completion_tokens',
  asksForUsage: true,
  whole: {
    reply: {
      body:
        sse(
          chunk({ role: 'assistant', content: '' }),
          chunk({ content: '<th' }),
          chunk({ content: 'ink>Let me see.</' }),
          chunk({ content: 'think>' }),
          chunk({ content: '\n\nGröße: 東京 ' }),
          chunk({ content: '👩‍🔬 ok' }),
          chunk({}, 'stop', { x_groq: { id: 'req_1' } }),
          lastly(21),
        ) + done,
    },
    events: spoken,
  },
};

/** Azure: a first chunk without choices, the system text as the developer's, reasoning counted in the total only. */
const azure: Manners = {
  id: 'azure',
  model: 'gpt-5.5',
  path: '/openai/v1',
  system: 'developer',
  limit: 'max_completion_tokens',
  asksForUsage: true,
  whole: {
    reply: {
      body:
        sse(
          { ...chunk({}), choices: [], prompt_filter_results: [{ prompt_index: 0 }] },
          chunk({ role: 'assistant', reasoning_content: 'Let me see.' }),
          chunk({ content: 'Größe: 東京 ' }),
          chunk({ content: '👩‍🔬 ok' }),
          chunk({}, 'stop'),
          { ...lastly(12), usage: { ...usage(12), total_tokens: 111 } },
        ) + done,
    },
    events: spoken,
  },
};

export const chatTranscripts: readonly VendorTranscripts[] = [deepseek, mistral, openrouter, groq, azure].map(
  transcribe,
);
