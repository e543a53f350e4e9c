// How much each model can hold, as far as it is known; for the rest a careful guess.
import { modelFacts } from './model-facts.ts';

/** Windows that the price list does not confirm: taken from the model before in the same line. */
const assumed: Readonly<Record<string, number>> = {
  'claude-sonnet-5-5': 1_000_000,
  'gpt-6.1-sol': 1_050_000,
  'gpt-6.1-terra': 1_050_000,
};

/** The least that the current models of a line hold, for a model id that is not in the table. */
const lines: readonly (readonly [RegExp, number])[] = [
  [/^(?:anthropic\/)?claude-/u, 200_000],
  [/^(?:openai\/)?(?:gpt-[456]|o[134]\b)/u, 128_000],
  [/^(?:google\/)?gemini-/u, 1_000_000],
];

/** What a local server gives a model when nobody says otherwise; taking more for granted would lose text without a word. */
const smallest = 8_192;

/**
 * Tokens a model holds, prompt and answer together. `told`: what the providers that may be asked for it say they hold; any
 * of them may step in, so the least counts. For a model nobody knows the least that is likely, never the most.
 */
export function contextWindow(model: string, told: readonly number[] = []): number {
  if (told.length > 0) return Math.min(...told);
  const known = modelFacts(model).contextWindow ?? (Object.hasOwn(assumed, model) ? assumed[model] : undefined);
  if (known !== undefined) return known;
  return lines.find(([pattern]) => pattern.test(model))?.[1] ?? smallest;
}
