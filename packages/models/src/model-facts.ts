// What must be known about single models before they can be asked. A model that is not here is asked with the
// fields every model of its provider takes, so a new id works on the day it appears.

/** Facts of one model; what is absent is unknown. */
export interface ModelFacts {
  /** Tokens it reads at once at its maker's; a host may let it read less (`contextWindowOf` in prices.ts). */
  readonly contextWindow?: number;
  /** The most tokens one answer may have, reasoning included. */
  readonly maxOutputTokens?: number;
  /** It reasons before it answers, and gives a readable summary of that when asked for one. */
  readonly summarisesReasoning?: true;
  /** Whether it takes a temperature. */
  readonly sampling?: boolean;
  /** How hard it can be told to think, from least to most. */
  readonly efforts?: readonly string[];
  /** Whether it calls tools, and whether it can be made to call one. */
  readonly tools?: 'forced' | 'unforced';
  /** It can be held to a JSON schema. */
  readonly structuredOutput?: true;
}

const effortsOfClaude = ['low', 'medium', 'high', 'xhigh', 'max'];
const claude = { sampling: false, efforts: effortsOfClaude, tools: 'unforced', structuredOutput: true } as const;
const effortsOfGpt = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];
const gpt = {
  summarisesReasoning: true,
  sampling: false,
  efforts: effortsOfGpt,
  tools: 'forced',
  structuredOutput: true,
} as const;
const gemini = {
  summarisesReasoning: true,
  sampling: true,
  efforts: ['minimal', 'low', 'medium', 'high'],
  tools: 'forced',
  structuredOutput: true,
} as const;

/** From DeepSeek's guide to thinking, which is on unless it is turned off: a temperature does nothing, a demanded call is refused. */
const deepseek = { sampling: false, efforts: ['low', 'high', 'max'], tools: 'unforced' } as const;

/** From the types of the makers' SDKs; windows from the price list, so that tests can hold the one against the other. */
const facts: Readonly<Record<string, ModelFacts>> = {
  'claude-opus-5-5': { ...claude, contextWindow: 1_000_000, maxOutputTokens: 128_000, summarisesReasoning: true },
  'claude-sonnet-5-5': { ...claude, maxOutputTokens: 128_000, summarisesReasoning: true },
  'claude-haiku-5-5': { maxOutputTokens: 64_000, structuredOutput: true },
  'gpt-6.1-sol': gpt,
  'gpt-6.1-terra': gpt,
  'gpt-6-luna': { ...gpt, contextWindow: 1_050_000 },
  'gpt-5.5': { ...gpt, contextWindow: 1_000_000 },
  'gpt-5.4-mini': { ...gpt, contextWindow: 400_000 },
  'gemini-3.8-flash': { ...gemini, contextWindow: 1_000_000 },
  'gemini-4-argon': gemini,
  'gemini-4-carbon': gemini,
  'gemini-3.1-pro-preview': gemini,
  'gemini-2.5-pro': { summarisesReasoning: true, sampling: true, tools: 'forced', structuredOutput: true },
  'grok-4.6': { contextWindow: 500_000 },
  'grok-4.5': { contextWindow: 500_000 },
  'grok-4.3': { contextWindow: 1_000_000 },
  'deepseek-v4-pro': { ...deepseek, contextWindow: 1_000_000 },
  'deepseek-v4-flash': { ...deepseek, contextWindow: 1_000_000 },
  'mistral-medium-3-5': { contextWindow: 262_144 },
  'mistral-large-2512': { contextWindow: 262_144 },
  'mistral-small-2603': { contextWindow: 262_144 },
  'ministral-8b-2512': { contextWindow: 262_144 },
  'kimi-k3': { contextWindow: 1_048_576 },
  'kimi-k2.6': { contextWindow: 262_144 },
  'kimi-k2.5': { contextWindow: 262_144 },
  'glm-5.3': { contextWindow: 1_000_000 },
  'glm-5.2': { contextWindow: 1_000_000 },
  'glm-5.3-flash': { contextWindow: 1_000_000 },
  'gpt-oss-120b': { contextWindow: 131_072 },
  'gpt-oss-20b': { contextWindow: 131_072 },
};

/** The facts of a model by the family's own id; empty for one that is not known. */
export function modelFacts(model: string): ModelFacts {
  return Object.hasOwn(facts, model) ? (facts[model] ?? {}) : {};
}
