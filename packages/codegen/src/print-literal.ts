// Data as literals of TypeScript. Whatever a text holds, what is printed is one literal, and a person can read what stands in it.
import type { Step } from '@parley/spec';
import type { Expression } from './code-writer.ts';

type Json = Step['args'][string];

/** A JSON value as an expression of literals only. */
export function literalOf(value: Json): Expression {
  if (typeof value === 'string') return { kind: 'text', text: printString(value) };
  if (typeof value === 'number') return { kind: 'text', text: String(value).replace('+', '') };
  if (value === null || typeof value === 'boolean') return { kind: 'text', text: String(value) };
  if (Array.isArray(value)) return { kind: 'list', items: value.map(literalOf) };
  return { kind: 'object', entries: Object.entries(value).map(([key, each]) => [printKey(key), literalOf(each)]) };
}

/** A key of an object literal. */
export function printKey(key: string): string {
  // As a plain key it would set the prototype.
  if (key === '__proto__') return `['__proto__']`;
  return /^[A-Za-z_$][\w$]*$/u.test(key) ? key : printString(key, false);
}

/** A string literal: a template string where the text has several lines. */
export function printString(text: string, mayBeTemplate = true): string {
  if (mayBeTemplate && text.includes('\n')) {
    const escaped = text.replace(/[\\`]|\$(?=\{)/gu, String.raw`\$&`);
    return `\`${escapeUnseen(escaped, true)}\``;
  }
  const quote = count(text, "'") > count(text, '"') ? '"' : "'";
  const escaped = text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`).replaceAll('\n', String.raw`\n`);
  return `${quote}${escapeUnseen(escaped, false)}${quote}`;
}

/**
 * What an editor, a formatter or a reader's eye would lose or misplace: controls, marks of direction, other invisibles,
 * halves of pairs, separators of lines, every space but the plain one. In a template string also spaces at the end of a line.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;
const trailing = / (?=\n)/gu;
const shortEscapes: Readonly<Record<string, string>> = { '\t': String.raw`\t`, '\r': String.raw`\r` };

function escapeUnseen(text: string, keepsLines: boolean): string {
  const seen = text.replace(unseen, (found) => {
    if (keepsLines && found === '\n') return found;
    return shortEscapes[found] ?? escapeUnits(found);
  });
  return keepsLines ? seen.replace(trailing, String.raw`\u0020`) : seen;
}

function escapeUnits(text: string): string {
  return Array.from({ length: text.length }, (_, at) => {
    return String.raw`\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }).join('');
}

function count(text: string, quote: string): number {
  return text.split(quote).length - 1;
}
