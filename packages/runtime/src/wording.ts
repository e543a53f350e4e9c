// Small pieces of the sentences that ops write about voices.
import type { Passage } from '@parley/spec';

/** `a`, `a and b`, `a, b and c`. */
export function listWords(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `1 voice`, `3 voices`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/**
 * A passage as a Markdown block quote with its source under it. Of a picture only the description is kept: showing it
 * would fetch it from wherever the document says.
 */
export function quotePassage({ text, documentTitle, page }: Passage): string {
  const title = documentTitle.replace(/[\\`*_[\]<>#|~!]/gu, '\\$&');
  const source = page === undefined ? `*${title}*` : `*${title}*, p. ${page}`;
  return `${text
    .trim()
    // Bounded, or a text of nothing but "![" would take quadratic time.
    .replace(/!\[([^\]]{0,1000})\](?:\([^)]{0,4000}\)|\[[^\]]{0,1000}\])?/gu, '$1')
    .replaceAll('![', '!\\[')
    .replace(/<(?=[/!a-z])/giu, '\\<')
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')}\n>\n> — ${source}`;
}
