// The form of an answer with claims: one schema from which a model is held to it and a reply is read.
import type { OutputShape } from '@parley/models';
import type { ChoiceForm } from '@parley/spec';
import { z } from 'zod';
import { findRanking, findStance } from './read-stance.ts';

/** A reply in the form, as it was read. */
export interface ClaimsReply {
  readonly answer: string;
  readonly stance?: string | null;
  /** The best first; empty where it did not choose. */
  readonly ranking?: readonly string[];
  readonly claims: readonly { readonly text: string; readonly quote: string | null; readonly source: string | null }[];
  readonly confidence: number | null;
}

/** What is required of a model is null where it has nothing to say; of a reply that leaves it out the same is read. */
const optionalText = z.preprocess((text) => text ?? null, z.string().nullable());

const claimSchema = z.preprocess(
  (claim) => (typeof claim === 'string' ? { text: claim } : claim),
  z.object({ text: z.string(), quote: optionalText, source: optionalText }),
);

/** The schema for these options; `answer` comes first so that it can be shown while it streams. */
export function claimsSchema(stances: readonly string[], choice: ChoiceForm = 'one'): z.ZodType<ClaimsReply> {
  const [first, ...others] = stances;
  const answer = z.string();
  const rest = { claims: z.array(claimSchema), confidence: z.preprocess(readConfidence, z.number().nullable()) };
  if (first === undefined) return z.object({ answer, ...rest });
  if (choice === 'ranking') {
    const ranking = z.preprocess((words) => readRanking(words, stances) ?? [], z.array(z.enum([first, ...others])));
    return z.object({ answer, ranking, ...rest });
  }
  const stance = z.preprocess(
    (word) => (typeof word === 'string' ? findStance(word, stances) : undefined) ?? null,
    z.enum([first, ...others]).nullable(),
  );
  return z.object({ answer, stance, ...rest });
}

/** The same as a model is asked for it. */
export function claimsShape(stances: readonly string[], choice: ChoiceForm = 'one'): OutputShape {
  const { $schema: _, ...schema } = z.toJSONSchema(claimsSchema(stances, choice), { io: 'output' });
  return { name: 'answer_with_claims', description: 'An answer and what it states, one claim each.', schema };
}

/** A list of options, or a text with `>` between them, as strictly as `findRanking` reads it. */
function readRanking(words: unknown, stances: readonly string[]): string[] | undefined {
  if (typeof words === 'string') return findRanking(words, stances);
  if (!Array.isArray(words)) return undefined;
  const ranking = words.map((word) => (typeof word === 'string' ? findStance(word, stances) : undefined));
  const isWhole = ranking.every((word) => word !== undefined) && new Set(ranking).size === ranking.length;
  return isWhole ? ranking : undefined;
}

/** From 0 to 1, also from a text; numbers from 2 to 100 are taken for percent, others are clamped. */
function readConfidence(word: unknown): number | null {
  const [, digits, percent] = /^\s*(-?\d+(?:\.\d+)?)\s*(%?)\s*$/u.exec(String(word)) ?? [];
  if (digits === undefined) return null;
  const number = Number(digits);
  const isPercent = percent === '%' || (number >= 2 && number <= 100);
  return Math.min(1, Math.max(0, isPercent ? number / 100 : number));
}
