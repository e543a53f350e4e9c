// The token meter: what a model holds and how the local count relates to its own. It learns from what providers report.
import { contextWindow } from './context-window.ts';
import { estimateTokens } from './estimate-tokens.ts';

export interface ModelMeasure {
  /** Tokens the model holds, prompt and answer together. */
  readonly window: number;
  /** Tokens of this family for one token of the local count, on the safe side. */
  readonly factor: number;
}

export interface TokenMeter {
  /** The measure of a model as known now; it changes while the process learns. */
  measure(choice: { readonly family: string; readonly model: string }): ModelMeasure;
  /** Tokens of a text by the local count. */
  count(text: string): Promise<number>;
  /** Takes the input tokens a provider reported for a prompt of `counted` local tokens: the truth about its family. */
  learn(family: string, counted: number, reported: number): void;
}

/** First guesses, on the safe side: the local encoding is OpenAI's, and Claude's cuts finest. */
const guesses: Readonly<Record<string, number>> = { gpt: 1.05, 'gpt-oss': 1.05, claude: 1.35 };
const anyGuess = 1.25;
const margin = 1.05;
const bounds = { least: 0.8, most: 4 };
/** Below this what a provider adds to every prompt weighs more than the prompt. */
const enoughToLearn = 500;

/** A meter that has learnt nothing yet. `windowOf` tells a model's window when the built-in table should not. */
export function createTokenMeter(windowOf: (model: string) => number = contextWindow): TokenMeter {
  const learnt = new Map<string, number>();
  const guess = (family: string) => (Object.hasOwn(guesses, family) ? (guesses[family] ?? anyGuess) : anyGuess);
  return {
    measure: ({ family, model }) => ({ window: windowOf(model), factor: learnt.get(family) ?? guess(family) }),
    count: estimateTokens,
    learn(family, counted, reported) {
      if (counted < enoughToLearn || reported <= 0) return;
      const now = Math.min(bounds.most, Math.max(bounds.least, (reported / counted) * margin));
      const before = learnt.get(family);
      // Up at once, down by and by: a factor that is too small costs a failed call, one that is too large a few lines.
      learnt.set(family, before === undefined ? now : Math.max(now, 0.7 * before + 0.3 * now));
    },
  };
}
