// The stance lines at the end of an answer: how they are asked for and how they are read back.
import type { ChoiceForm } from '@parley/spec';

/** What a model is told when it has to choose. */
export function askForStance(stances: readonly string[], choice: ChoiceForm = 'one'): string {
  const options = stances.map((stance) => `"${stance}"`).join(', ');
  return [
    'End your answer with exactly two lines, and nothing after them:',
    choice === 'ranking'
      ? `RANKING: all of ${options}, word for word, each once, the best first, with > between them`
      : `STANCE: one of ${options}, word for word`,
    `CONFIDENCE: a number from 0 to 1, how sure you are${choice === 'ranking' ? ' of the first' : ''}`,
    'If you cannot choose, leave both lines out and say why.',
  ].join('\n');
}

export interface StanceReading {
  /** The answer without its stance lines. */
  readonly text: string;
  /** The option as it was offered; absent when none was named or the word is none of the options. */
  readonly stance?: string;
  /** Options as they were offered, the best first, each once; its first is the stance. Only where one was asked for. */
  readonly ranking?: string[];
  /** 0 to 1. */
  readonly confidence?: number;
}

interface LinePatterns {
  readonly line: RegExp;
  /** What a line of ours can begin with while it is still being written. */
  readonly opening: RegExp;
  readonly name: RegExp;
  /** Where one line holds two of ours. */
  readonly between: RegExp;
}

const patterns: Readonly<Record<ChoiceForm, LinePatterns>> = {
  one: patternsOf(['stance', 'confidence']),
  ranking: patternsOf(['ranking', 'stance', 'confidence']),
};

function patternsOf(names: readonly string[]): LinePatterns {
  const any = names.join('|');
  const begun = names.flatMap((name) => Array.from(name, (_, length) => name.slice(0, length + 1))).join('|');
  return {
    line: new RegExp(`^(${any})\\s*[:：=]\\s*(.*)$`, 'iu'),
    opening: new RegExp(`^(?:${begun})?$`, 'iu'),
    name: new RegExp(`^(?:${any})\\s*(?:$|[:：=])`, 'iu'),
    // Bounded, or a line of separators alone would take quadratic time.
    between: new RegExp(`[\\s,;|·–-]{1,40}(?=(?:${any})\\s*[:：=])`, 'iu'),
  };
}

/** A stance has at most 120 characters, a ranking twelve of them. Whatever is longer is prose, and too long for the patterns here. */
const longestLine: Readonly<Record<ChoiceForm, number>> = { one: 400, ranking: 1_800 };

/**
 * Reads the lines off the end, through markdown, quotes and either order. Without options the text stays as it is. A ranking that names
 * anything else, or an option twice, is not read; where one was asked for and only a stance was given, that is read.
 */
export function readStance(text: string, stances: readonly string[], choice: ChoiceForm = 'one'): StanceReading {
  if (stances.length === 0) return { text };
  const lines = text.trimEnd().split('\n');
  let stance: string | undefined;
  let ranking: string[] | undefined;
  let confidence: number | undefined;
  let first = lines.length;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at] ?? '';
    const parts = readLine(line, choice);
    if (parts.length === 0 && !isOnlyMarkup(line)) break;
    if (parts.length > 0) first = at;
    for (const { name, value } of parts) {
      if (name === 'stance') stance ??= findStance(value, stances);
      else if (name === 'ranking') ranking ??= findRanking(value, stances);
      else confidence ??= readConfidence(value);
    }
  }
  const chosen = ranking?.[0] ?? stance;
  return {
    text: lines.slice(0, startOfBlock(lines, first)).join('\n').trimEnd(),
    ...(chosen !== undefined && { stance: chosen }),
    ...(ranking && { ranking }),
    ...(confidence !== undefined && { confidence }),
  };
}

/** Whether a line may be cut off an answer that ends here or goes on with more such lines; `isWhole` once it has ended. */
export function maybeStanceLine(line: string, isWhole: boolean, choice: ChoiceForm = 'one'): boolean {
  if (isOnlyMarkup(line)) return true;
  if (isWhole) return readLine(line, choice).length > 0;
  if (line.length > longestLine[choice]) return false;
  const begun = stripMarkup(line).replace(/^[\s,;|·–-]+/u, '');
  return patterns[choice].opening.test(begun) || patterns[choice].name.test(begun);
}

/** What the stance lines stand in goes with them: a rule above them, and a fence that is closed below them. */
function startOfBlock(lines: readonly string[], first: number): number {
  const isFence = (line: string) => /^\s*(?:```|~~~)/u.test(line);
  let start = first;
  let opened = lines.slice(first).filter(isFence).length % 2 === 0;
  if (first === lines.length) return first;
  for (; start > 0; start -= 1) {
    const line = lines[start - 1] ?? '';
    if (!isOnlyMarkup(line) || (isFence(line) && opened)) break;
    opened ||= isFence(line);
  }
  return start;
}

/** The parts of a line of ours; none for any other line. */
function readLine(line: string, choice: ChoiceForm): { name: string; value: string }[] {
  if (line.length > longestLine[choice]) return [];
  const { line: pattern, between } = patterns[choice];
  const parts = splitParts(stripMarkup(line), between).map((part) => pattern.exec(part));
  return parts.every((part) => part !== null)
    ? parts.map(([, name = '', value = '']) => ({ name: name.toLowerCase(), value }))
    : [];
}

/** A blank line, a rule, a fence. */
function isOnlyMarkup(line: string): boolean {
  return /^[\s>#*_`~-]*$/u.test(line);
}

/** Both may stand on one line: "STANCE: yes, CONFIDENCE: 0.8". */
function splitParts(line: string, between: RegExp): string[] {
  return line.split(between).filter((part) => part !== '');
}

/** Without list marks, emphasis, heading marks, quote marks and code fences. */
function stripMarkup(line: string): string {
  return line
    .replace(/[*_`~]/gu, '')
    .replace(/^[\s>#-]+/u, '')
    .trim();
}

/** The option that is meant, through case, quotes and marks around it. */
export function findStance(value: string, stances: readonly string[]): string | undefined {
  const wanted = normalise(value);
  return stances.find((stance) => normalise(stance) === wanted);
}

/** The options in the order given, with `>` between them; undefined when one is none of them or is named twice. */
export function findRanking(value: string, stances: readonly string[]): string[] | undefined {
  const pieces = value.split('>');
  const ranking: string[] = [];
  for (let at = 0; at < pieces.length; ) {
    // An option may hold the sign itself: the longest run of pieces that is one is meant.
    let end = pieces.length;
    let found: string | undefined;
    for (; end > at && found === undefined; end -= 1) found = findStance(pieces.slice(at, end).join('>'), stances);
    if (found === undefined || ranking.includes(found)) return undefined;
    ranking.push(found);
    at = end + 1;
  }
  return ranking;
}

function normalise(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[*_`~]/gu, '')
    .replace(/^[\s"'“”‘’«»<([]+|[\s"'“”‘’«»>)\].,;:!]+$/gu, '')
    .replace(/\s+/gu, ' ');
}

function readConfidence(value: string): number | undefined {
  const [, digits, percent] = /^[^\d-]*(\d+(?:[.,]\d+)?)\s*(%?)[^\d]*$/u.exec(value) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits.replace(',', '.')) / (percent === '%' ? 100 : 1);
  return number <= 1 ? number : undefined;
}
