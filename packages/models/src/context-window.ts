// How much each model can hold. Another source of windows (a provider's model list, a price table) can stand in for this one.

/** Tokens of prompt and answer together, as the makers state them (their model lists and pages, 2026). */
const windows: Readonly<Record<string, number>> = {
  'claude-opus-5-5': 1_000_000,
  'claude-sonnet-5-5': 1_000_000,
  'claude-haiku-5-5': 200_000,
  'gpt-6.1-sol': 1_050_000,
  'gpt-6.1-terra': 1_050_000,
  'gpt-6-luna': 1_050_000,
  'gpt-5.5': 1_000_000,
  'gpt-5.4-mini': 400_000,
  'gemini-3.8-flash': 1_000_000,
  'gemini-4-argon': 1_000_000,
  'gemini-4-carbon': 1_000_000,
  'gemini-3.1-pro-preview': 1_000_000,
  'gemini-2.5-pro': 1_000_000,
};

/** The least that the current models of a line hold, for a model id that is not in the table. */
const lines: readonly (readonly [RegExp, number])[] = [
  [/^(?:anthropic\/)?claude-/u, 200_000],
  [/^(?:openai\/)?(?:gpt-[456]|o[134]\b)/u, 128_000],
  [/^(?:google\/)?gemini-/u, 1_000_000],
];

/** What a local server gives a model when nobody says otherwise; taking more for granted would lose text without a word. */
const smallest = 8_192;

/** Tokens a model holds, prompt and answer together. For an unknown model the least that is likely, never the most. */
export function contextWindow(model: string): number {
  if (Object.hasOwn(windows, model)) return windows[model] ?? smallest;
  return lines.find(([pattern]) => pattern.test(model))?.[1] ?? smallest;
}
