// How a chosen passage looks in an answer: a Markdown quotation with its source. Adds no word to the quotation.
import type { Candidate } from './candidates.ts';

/** A blockquote of the passage followed, inside the quote, by "— *Title*, p. 2, Section"; ends with an empty line. */
export function renderQuote(candidate: Candidate, mediaType: string): string {
  const lines = [...quotedLines(candidate, mediaType), '', `— ${sourceOf(candidate)}`];
  return `${lines.map((line) => (line === '' ? '>' : `> ${line}`)).join('\n')}\n\n`;
}

function sourceOf({ passage, section }: Candidate): string {
  const parts = [`*${escapeMarkdown(passage.documentTitle)}*`];
  if (passage.page !== undefined) parts.push(`p. ${passage.page}`);
  if (section && section.toLowerCase() !== passage.documentTitle.toLowerCase()) parts.push(escapeMarkdown(section));
  return parts.join(', ');
}

function quotedLines({ passage, form, header }: Candidate, mediaType: string): string[] {
  const text = mediaType === 'text/markdown' ? withoutImages(passage.text) : escapeMarkdown(passage.text);
  if (form === 'prose' || mediaType !== 'text/markdown') return [text.replaceAll(/\s*\n[ \t>]*/gu, ' ').trim()];
  const lines = text.split(/\r?\n/u).map((line) => line.replace(/^(?:[ \t]*>)+[ \t]?/u, '').trimEnd());
  return header === undefined ? lines : [...header.split(/\r?\n/u).map((line) => line.trim()), ...lines];
}

/** A quoted picture would be fetched from wherever the document says: only its description is shown. */
function withoutImages(text: string): string {
  return text.replaceAll(/!\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?/gu, '$1').replaceAll(/<(?=[/!a-z])/giu, '\\<');
}

function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<>#|~]/gu, '\\$&')
    .replaceAll(/^(\s*\d+)([.)])(?=\s)/gmu, '$1\\$2')
    .replaceAll(/^(\s*)([-+])(?=\s)/gmu, '$1\\$2');
}
