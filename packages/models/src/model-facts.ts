// What adapters must know about single models before they can ask. A model that is not here is asked with the
// fields every model of its provider takes, so a new id works on the day it appears.

/** Facts of one model; what is absent is unknown. */
export interface ModelFacts {
  /** The most tokens one answer may have, reasoning included. */
  readonly maxOutputTokens?: number;
  /** It reasons before it answers, and gives a readable summary of that when asked for one. */
  readonly summarisesReasoning?: true;
}

const facts: Readonly<Record<string, ModelFacts>> = {
  'claude-opus-5-5': { maxOutputTokens: 128_000, summarisesReasoning: true },
  'claude-sonnet-5-5': { maxOutputTokens: 128_000, summarisesReasoning: true },
  'claude-haiku-5-5': { maxOutputTokens: 64_000 },
  'gpt-6.1-sol': { summarisesReasoning: true },
  'gpt-6.1-terra': { summarisesReasoning: true },
  'gpt-6-luna': { summarisesReasoning: true },
  'gpt-5.5': { summarisesReasoning: true },
  'gpt-5.4-mini': { summarisesReasoning: true },
  'gemini-3.8-flash': { summarisesReasoning: true },
  'gemini-4-argon': { summarisesReasoning: true },
  'gemini-4-carbon': { summarisesReasoning: true },
  'gemini-3.1-pro-preview': { summarisesReasoning: true },
  'gemini-2.5-pro': { summarisesReasoning: true },
};

/** The facts of a model; empty for one that is not known. */
export function modelFacts(model: string): ModelFacts {
  return Object.hasOwn(facts, model) ? (facts[model] ?? {}) : {};
}
