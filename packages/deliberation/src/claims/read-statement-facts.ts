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
  /** How many of the set stand for opposites; what two sentences share beyond these is what both speak of. */
  readonly opposites: number;
  readonly numbers: readonly NumberFact[];
  readonly dates: readonly DateFact[];
  readonly names: readonly NameFact[];
  /** Quoted words, lists and sets as they are written: values, where a sentence gives one. */
  readonly literals: readonly string[];
  /** Content words that stand denied ("not safe", "funktioniert nicht"), each with the word that denies it. */
  readonly denied: ReadonlyMap<string, string>;
  /** Axis to pole and word; an axis with both poles in the sentence is left out. */
  readonly poles: ReadonlyMap<number, { readonly pole: 1 | -1; readonly word: string }>;
  /** Whether it holds under a condition only. */
  readonly isConditional: boolean;
  readonly hedge?: string;
  readonly whole?: string;
  readonly part?: string;
}

/** Reads one statement without Markdown. Linear in its length. */
export function readStatementFacts(text: string): StatementFacts {
  return readFacts(text, contentWord);
}

/** Reads as `readStatementFacts` does, but each text and each word once; for the many statements of one panel. */
export function createStatementReader(): typeof readStatementFacts {
  const contents = new Map<string, string | undefined>();
  const known = new Map<string, StatementFacts>();
  const readContent = (word: string) => {
    const content = contents.get(word);
    if (content !== undefined || contents.has(word)) return content;
    const read = contentWord(word);
    contents.set(word, read);
    return read;
  };
  return (text) => {
    let facts = known.get(text);
    if (!facts) {
      facts = readFacts(text, readContent);
      known.set(text, facts);
    }
    return facts;
  };
}

function readFacts(text: string, readContent: typeof contentWord): StatementFacts {
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
  const words: string[] = [];
  for (const word of all) {
    const content = readContent(word);
    if (content !== undefined) words.push(content);
  }
  const wordSet = new Set(words);
  const hedge = all.find((word) => hedges.has(word));
  const whole = all.find((word) => wholes.has(word));
  const part = all.find((word) => parts.has(word));
  return {
    text,
    words,
    wordSet,
    opposites: countOpposites(wordSet),
    numbers,
    dates,
    names: parseNames(text),
    literals: text.match(literal) ?? [],
    denied: all.some(isNegator) ? readDenied(plain) : new Map(),
    poles: readPoles(all),
    isConditional: condition.test(text),
    ...(hedge !== undefined && { hedge }),
    ...(whole !== undefined && { whole }),
    ...(part !== undefined && { part }),
  };
}

const literal =
  /(?<![\p{L}\p{N})\]])\[[^\][\n]*\]|\{[^{}\n]*\}|(?<![\p{L}\p{N}])'[^'\n]*'(?![\p{L}\p{N}])|"[^"\n]*"|“[^”\n]+”/gu;
const condition =
  /^[^\p{L}]*(?:(?:and|but|or|then)\s+)?(?:if|unless|whenever|wenn|falls|si)\b|,?\s(?:if|unless|wenn|falls)\s/iu;

/** What a negator denies: the next content word of its clause, or the one before it where none follows. */
function readDenied(plain: string): Map<string, string> {
  const denied = new Map<string, string>();
  for (const clause of plain
    .replace(idleNegation, ' ')
    .split(/[,;:()–—]+|\s(?:but|and|because|so|while|aber|und|weil|mais|pero)\s/iu)) {
    const words = splitWords(clause);
    for (const [at, word] of words.entries()) {
      if (!isNegator(word)) continue;
      const target =
        firstContent(words.slice(at + 1, at + 1 + REACH)) ??
        firstContent(words.slice(Math.max(0, at - REACH), at).toReversed());
      // A second denial of the same word takes the first back.
      if (target !== undefined && !denied.delete(target)) denied.set(target, word);
    }
  }
  return denied;
}

/** Words from a negator within which the denied one stands. */
const REACH = 8;

function firstContent(words: readonly string[]): string | undefined {
  for (const word of words) {
    const content = contentWord(word);
    if (content !== undefined) return content;
  }
  return undefined;
}

function isNegator(word: string): boolean {
  return negators.has(word) || word.endsWith("n't");
}

/** The word under which a statement's word is compared; undefined for words that carry no content of their own. */
function contentWord(word: string): string | undefined {
  if (fillers.has(word) || isNegator(word) || hedges.has(word) || wholes.has(word) || parts.has(word)) return undefined;
  const opposite = opposites.get(word);
  return opposite ? `±${opposite.axis}` : stem(word);
}

function countOpposites(words: ReadonlySet<string>): number {
  let count = 0;
  for (const word of words) if (word.startsWith('±')) count += 1;
  return count;
}

/** English endings only; other languages lose little by keeping theirs. */
function stem(word: string): string {
  const bare = word.replace(/'s?$/u, '');
  if (bare.length < 4 || !/^[a-z]+$/u.test(bare)) return bare;
  if (bare.length === 4) return bare.replace(/(?<=[^su])s$/u, '');
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
  let plain = '';
  let from = 0;
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    plain += text.slice(from, start) + ' '.repeat(end - start);
    from = end;
  }
  return plain + text.slice(from);
}
