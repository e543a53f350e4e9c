// findFinalAnswer: what a worked answer finally says, from its last JSON field, box, answer line or concluding sentence.
// It reads what is stated and never works anything out. Knows nothing of questions or of right and wrong.
import { readStatement, saysWhat, tidy } from './read-statement.ts';

/**
 * How an answer was found, most reliable first: a field of JSON, a LaTeX box, a line that begins with "answer:", one of the
 * last sentences.
 */
export type AnswerForm = 'json' | 'boxed' | 'label' | 'stated';

export interface FinalAnswer {
  /** The value without quotes, Markdown and final punctuation. */
  readonly text: string;
  readonly form: AnswerForm;
}

/** The last answer of the most reliable form in the text; undefined when it states none. Linear in the text. */
export function findFinalAnswer(text: string): FinalAnswer | undefined {
  const readers: readonly [AnswerForm, (text: string) => string | undefined][] = [
    ['json', readJsonAnswer],
    ['boxed', readBoxedAnswer],
    ['label', readLabelledAnswer],
    ['stated', readStatedAnswer],
  ];
  for (const [form, read] of readers) {
    const found = read(text);
    if (found !== undefined) return { text: found, form };
  }
  return undefined;
}

const jsonKey = /["'](?:final[_ ]?)?(?:answer|result|verdict|solution)["']\s*:\s*/giu;

function readJsonAnswer(text: string): string | undefined {
  const key = [...text.matchAll(jsonKey)].at(-1);
  if (!key) return undefined;
  const value = text.slice(key.index + key[0].length);
  if (value.startsWith('"')) {
    const closed = /^"((?:[^"\\]|\\[\s\S])*)"/u.exec(value)?.[1];
    return closed === undefined || /^[_.…\s]*$/u.test(closed) ? undefined : unescapeJson(closed);
  }
  const bare = /^(?:\[[^\n]*\]|\{[^\n]*\}(?=\s*\})|[^\s,}][^,}\n]*)/u.exec(value)?.[0].trim();
  return bare === undefined || bare === 'null' ? undefined : bare;
}

function unescapeJson(inner: string): string {
  try {
    // JSON as models write it: line breaks left raw, LaTeX's backslashes single.
    const repaired = inner.replace(/\n/gu, '\\n').replace(/\\(?!["\\/bfnrtu])/gu, '\\\\');
    const value: unknown = JSON.parse(
      `"${repaired.replace(/\\(?=(?:frac|text|times|tan|theta|bar|beta|neq|nu|rho|right|rangle|binom)\b)/gu, '\\\\')}"`,
    );
    return typeof value === 'string' ? value : inner;
  } catch {
    return inner;
  }
}

function readBoxedAnswer(text: string): string | undefined {
  const at = Math.max(text.lastIndexOf('\\boxed{'), text.lastIndexOf('\\fbox{'));
  if (at === -1) return undefined;
  const open = text.indexOf('{', at);
  let depth = 0;
  for (let index = open; index < text.length; index += 1) {
    const sign = text.charAt(index);
    if (sign === '{') depth += 1;
    if (sign === '}') depth -= 1;
    if (depth === 0) return text.slice(open + 1, index).trim() || undefined;
  }
  return undefined;
}

const label =
  /^[\s>#*_`-]*(?:the\s+)?(?:(?:final|my|correct|short)\s+)?(?:answer|antwort|réponse|respuesta|risposta|resposta|答案|答え)(?:\s+is)?[\s*_`]*[:：=][\s*_]*(.*)$/iu;

function readLabelledAnswer(text: string): string | undefined {
  const lines = text.split('\n');
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at] ?? '';
    if (line.length > LONGEST_LINE) continue;
    const [whole, rest] = label.exec(line) ?? [];
    if (whole === undefined) continue;
    // "Answer:" alone: the value stands on the next line with words.
    const value = rest?.trim() || lines.slice(at + 1).find((next) => /[\p{L}\p{N}]/u.test(next));
    if (value === undefined || value.length > LONGEST_LINE) continue;
    return (value.length > LONGEST_VALUE || saysWhat.test(value) ? readStatement(value) : undefined) ?? tidy(value);
  }
  return undefined;
}

/** Prose has longer lines than answers. */
const LONGEST_LINE = 600;
const LONGEST_VALUE = 40;

const conclusion =
  /\b(?:therefore|thus|hence|consequently|so|finally|in (?:conclusion|summary)|overall|(?:final|correct|resulting) \p{L}+|the (?:answer|result|output|value|solution|conclusion|total|sum|minimum|maximum|function)|(?:we|I) (?:get|have|conclude|obtain|find)|returns?|results? in|resulting|also|folglich|daher|somit|donc|por (?:lo )?tanto|quindi)\b/iu;

/** The last few sentences, last first; a sentence may end in a closing quote. */
function lastSentences(text: string): string[] {
  return text
    .trimEnd()
    .split(/(?<=[.!?。]["'”’`)$]{0,4})\s+(?=[\p{Lu}\p{N}$\\(`"'“*#-])|(?<=[\p{Ll}\d)][.!?])(?=\p{Lu}\p{Ll}+,?\s)|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
    .slice(-3)
    .toReversed();
}

/** Only the last sentence may state without concluding; those before it are read when it says "this is it" without a value. */
function readStatedAnswer(text: string): string | undefined {
  for (const [index, sentence] of lastSentences(stripJsonTail(text)).entries()) {
    if (sentence.length > LONGEST_LINE || (index > 0 && !conclusion.test(sentence))) continue;
    const value = readStatement(sentence);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Marks that close JSON whose opening is not in the text. */
function stripJsonTail(text: string): string {
  return text
    .trimEnd()
    .replace(/",?\s{0,9}\}?\s{0,9}(?:```)?$/u, '')
    .replace(/(?:\s{0,9}\})?\s{0,9}```$/u, '');
}
