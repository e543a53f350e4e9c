// readStatementFacts: what parsers see in one sentence, read once so that many comparisons can use it.
import { splitWords } from '../text/split-words.ts';
import { type DateFact, parseDates } from './parse-dates.ts';
import { type NameFact, parseNames } from './parse-names.ts';
import { type NumberFact, parseNumbers } from './parse-numbers.ts';
import { fillers, hedges, idleNegation, negators, opposites, parts, wholes } from './word-cues.ts';

export interface StatementFacts {
  readonly text: string;
  /** Words with content, stemmed, in order; opposites are one word, so that they meet. */
  readonly words: readonly string[];
  readonly wordSet: ReadonlySet<string>;
  readonly numbers: readonly NumberFact[];
  readonly dates: readonly DateFact[];
  readonly names: readonly NameFact[];
  /** The word that denies; absent when none does or when two cancel out. */
  readonly negation?: string;
  /** Axis to pole and word; an axis with both poles in the sentence is left out. */
  readonly poles: ReadonlyMap<number, { readonly pole: 1 | -1; readonly word: string }>;
  readonly hedge?: string;
  readonly whole?: string;
  readonly part?: string;
}

/** Reads one statement without Markdown. Linear in its length. */
export function readStatementFacts(text: string): StatementFacts {
  const hasDigits = /\d/u.test(text);
  const dates = hasDigits || /quarter|quartal/iu.test(text) ? parseDates(text) : [];
  const numbers = parseNumbers(
    text,
    dates.map(({ span }) => span),
  );
  // Amounts and dates are compared as such; as words they would only blur what the sentence is about.
  const plain = blank(
    text,
    [...dates, ...numbers].map(({ span }) => span),
  );
  const all = splitWords(plain);
  const meant = idleNegation.test(plain) ? splitWords(plain.replace(idleNegation, ' ')) : all;
  idleNegation.lastIndex = 0;
  const denials = meant.filter((word) => negators.has(word) || word.endsWith("n't"));
  const words = all.flatMap((word) => contentWord(word) ?? []);
  const hedge = all.find((word) => hedges.has(word));
  const whole = all.find((word) => wholes.has(word));
  const part = all.find((word) => parts.has(word));
  return {
    text,
    words,
    wordSet: new Set(words),
    numbers,
    dates,
    names: parseNames(text),
    ...(denials.length % 2 === 1 && denials[0] !== undefined && { negation: denials[0] }),
    poles: readPoles(all),
    ...(hedge !== undefined && { hedge }),
    ...(whole !== undefined && { whole }),
    ...(part !== undefined && { part }),
  };
}

/** The word under which a statement's word is compared; undefined for words that carry no content of their own. */
function contentWord(word: string): string | undefined {
  if (fillers.has(word) || negators.has(word) || hedges.has(word) || wholes.has(word) || parts.has(word))
    return undefined;
  if (word.endsWith("n't")) return undefined;
  const opposite = opposites.get(word);
  return opposite ? `±${opposite.axis}` : stem(word);
}

/** English endings only; other languages lose little by keeping theirs. */
function stem(word: string): string {
  const bare = word.replace(/'s?$/u, '');
  if (bare.length < 5 || !/^[a-z]+$/u.test(bare)) return bare.length === 4 ? bare.replace(/(?<=[^su])s$/u, '') : bare;
  return bare
    .replace(/ies$/u, 'y')
    .replace(/(?:ing|ed|es|s|e)$/u, (end) => (end === 's' && /[su]s$/u.test(bare) ? end : ''))
    .replace(/([b-df-hj-np-tv-z])\1$/u, '$1');
}

function readPoles(words: readonly string[]): StatementFacts['poles'] {
  const poles = new Map<number, { pole: 1 | -1; word: string }>();
  const mixed = new Set<number>();
  for (const word of words) {
    const found = opposites.get(word);
    if (!found) continue;
    const before = poles.get(found.axis);
    if (before && before.pole !== found.pole) mixed.add(found.axis);
    poles.set(found.axis, { pole: found.pole, word });
  }
  for (const axis of mixed) poles.delete(axis);
  return poles;
}

function blank(text: string, spans: readonly (readonly [number, number])[]): string {
  let plain = text;
  for (const [start, end] of spans) plain = plain.slice(0, start) + ' '.repeat(end - start) + plain.slice(end);
  return plain;
}
