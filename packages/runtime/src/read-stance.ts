// The stance lines at the end of an answer: how they are asked for and how they are read back.

/** What a model is told when it has to choose. */
export function askForStance(stances: readonly string[]): string {
  return [
    'End your answer with exactly two lines, and nothing after them:',
    `STANCE: one of ${stances.map((stance) => `"${stance}"`).join(', ')}, word for word`,
    'CONFIDENCE: a number from 0 to 1, how sure you are',
    'If you cannot choose, leave both lines out and say why.',
  ].join('\n');
}

export interface StanceReading {
  /** The answer without its stance lines. */
  readonly text: string;
  /** The option as it was offered; absent when none was named or the word is none of the options. */
  readonly stance?: string;
  /** 0 to 1. */
  readonly confidence?: number;
}

const linePattern = /^(stance|confidence)\s*[:：=]\s*(.*)$/iu;
/** What a line of ours can begin with while it is still being written. */
const openingPattern = /^(?:s|st|sta|stan|stanc|c|co|con|conf|confi|confid|confide|confiden|confidenc)?$/iu;
const namePattern = /^(?:stance|confidence)\s*(?:$|[:：=])/iu;
/** A stance has at most 120 characters. Whatever is longer is prose, and too long for the patterns here. */
const LONGEST_LINE = 400;

/** Reads the lines off the end, through markdown, quotes and either order. Without options the text stays as it is. */
export function readStance(text: string, stances: readonly string[]): StanceReading {
  if (stances.length === 0) return { text };
  const lines = text.trimEnd().split('\n');
  let stance: string | undefined;
  let confidence: number | undefined;
  let first = lines.length;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at] ?? '';
    const parts = readLine(line);
    if (parts.length === 0 && !isOnlyMarkup(line)) break;
    if (parts.length > 0) first = at;
    for (const { name, value } of parts) {
      if (name === 'stance') stance ??= findStance(value, stances);
      else confidence ??= readConfidence(value);
    }
  }
  return {
    text: lines.slice(0, startOfBlock(lines, first)).join('\n').trimEnd(),
    ...(stance !== undefined && { stance }),
    ...(confidence !== undefined && { confidence }),
  };
}

/** Whether a line may be cut off an answer that ends here or goes on with more such lines; `isWhole` once it has ended. */
export function maybeStanceLine(line: string, isWhole: boolean): boolean {
  if (isOnlyMarkup(line)) return true;
  if (isWhole) return readLine(line).length > 0;
  if (line.length > LONGEST_LINE) return false;
  const begun = stripMarkup(line).replace(/^[\s,;|·–-]+/u, '');
  return openingPattern.test(begun) || namePattern.test(begun);
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
function readLine(line: string): { name: string; value: string }[] {
  if (line.length > LONGEST_LINE) return [];
  const parts = splitParts(stripMarkup(line)).map((part) => linePattern.exec(part));
  return parts.every((part) => part !== null)
    ? parts.map(([, name = '', value = '']) => ({ name: name.toLowerCase(), value }))
    : [];
}

/** A blank line, a rule, a fence. */
function isOnlyMarkup(line: string): boolean {
  return /^[\s>#*_`~-]*$/u.test(line);
}

/** Both may stand on one line: "STANCE: yes, CONFIDENCE: 0.8". */
function splitParts(line: string): string[] {
  return line.split(/[\s,;|·–-]+(?=confidence\s*[:：=]|stance\s*[:：=])/iu).filter((part) => part !== '');
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
