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

/** Reads the lines off the end, through markdown, quotes and either order. Without options the text stays as it is. */
export function readStance(text: string, stances: readonly string[]): StanceReading {
  if (stances.length === 0) return { text };
  const lines = text.trimEnd().split('\n');
  let stance: string | undefined;
  let confidence: number | undefined;
  for (let line = lines.at(-1); line !== undefined; line = lines.at(-1)) {
    const bare = stripMarkup(line);
    const parts = splitParts(bare);
    const isOurs = parts.length > 0 && parts.every((part) => linePattern.test(part));
    if (bare !== '' && !isOurs) break;
    lines.pop();
    for (const part of parts) {
      const [, name = '', value = ''] = linePattern.exec(part) ?? [];
      if (name.toLowerCase() === 'stance') stance ??= findStance(value, stances);
      else confidence ??= readConfidence(value);
    }
  }
  return {
    text: lines.join('\n').trimEnd(),
    ...(stance !== undefined && { stance }),
    ...(confidence !== undefined && { confidence }),
  };
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

function findStance(value: string, stances: readonly string[]): string | undefined {
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
