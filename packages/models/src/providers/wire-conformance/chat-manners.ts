// In which ways the servers that speak Chat Completions differ, written down from their references. For tests only.
import type { ModelEvent } from '../../provider.ts';
import { chunk, counted, done, lastly, sse, usage } from './chat-chunks.ts';
import type { SpokenCase } from './vendor-transcripts.ts';

/** How an answer can be held to its form, the firmest first; `demanded` and `tool` are both calls. */
export type ChatHold = 'schema' | 'demanded' | 'tool' | 'json' | 'none';

export interface Manners {
  readonly id: string;
  readonly model: string;
  /** Where its API begins, after the origin. */
  readonly path: string;
  readonly system: 'system' | 'developer';
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  readonly asksForUsage: boolean;
  readonly holds: readonly ChatHold[];
  readonly strict?: true;
  readonly schemaWithTools?: true;
  /** Fields beside a schema and tools. */
  readonly insists?: object;
  readonly wantsBack?: 'reasoning_content' | 'reasoning_details';
  readonly nineLetterIds?: true;
  readonly whole: SpokenCase;
}

const everyHold = ['schema', 'demanded', 'tool', 'json', 'none'] as const;

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
  holds: ['tool', 'json', 'none'],
  wantsBack: 'reasoning_content',
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
  holds: everyHold,
  strict: true,
  nineLetterIds: true,
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
  holds: everyHold,
  strict: true,
  schemaWithTools: true,
  insists: { provider: { require_parameters: true } },
  wantsBack: 'reasoning_details',
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
  holds: ['demanded', 'tool', 'json', 'none'],
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
  holds: everyHold,
  strict: true,
  schemaWithTools: true,
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

/** Thinking in a field of its own, and between tags. */
const inField: SpokenCase = {
  reply: {
    body:
      sse(
        chunk({ role: 'assistant', content: '', reasoning_content: 'Let me see.' }),
        chunk({ content: 'Größe: 東京 ' }),
        chunk({ content: '👩‍🔬 ok' }),
        chunk({}, 'stop'),
        lastly(21),
      ) + done,
  },
  events: spoken,
};
const usual = {
  path: '/v1',
  system: 'system',
  limit: 'max_tokens',
  asksForUsage: true,
  holds: everyHold,
  whole: inField,
} as const;
const tagged = { ...usual, whole: groq.whole } as const;

export const chatManners: readonly Manners[] = [
  deepseek,
  mistral,
  openrouter,
  groq,
  azure,
  { ...usual, id: 'xai', model: 'grok-4.6', limit: 'max_completion_tokens', schemaWithTools: true },
  { ...usual, id: 'cohere', model: 'command-a-03-2025', path: '/compatibility/v1' },
  { ...usual, id: 'moonshot', model: 'kimi-k3', holds: deepseek.holds, wantsBack: 'reasoning_content' },
  {
    ...usual,
    id: 'zai',
    model: 'glm-5.3',
    path: '/api/paas/v4',
    holds: deepseek.holds,
    wantsBack: 'reasoning_content',
  },
  { ...tagged, id: 'together', model: 'Qwen/Qwen3-235B-A22B' },
  { ...tagged, id: 'fireworks', model: 'accounts/fireworks/models/kimi-k3', path: '/inference/v1' },
  { ...tagged, id: 'bedrock', model: 'openai.gpt-oss-120b-1:0', path: '/openai/v1', limit: 'max_completion_tokens' },
  { ...tagged, id: 'custom', model: 'my-model' },
  { ...tagged, id: 'ollama', model: 'qwen3:8b' },
  { ...tagged, id: 'lmstudio', model: 'qwen3-8b' },
  { ...tagged, id: 'llamacpp', model: 'qwen3-8b' },
  { ...tagged, id: 'vllm', model: 'Qwen/Qwen3-8B' },
];
