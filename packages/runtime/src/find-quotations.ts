// findQuotations: which of the words a model put in quotation marks really stand in the documents, and where.
// Provenance that is checked, not claimed: a quotation that is not in a document to the letter gives no passage.
import type { Document, Passage } from '@parley/spec';

const shortestQuotation = 25;

/** The page on which an offset lies; undefined for documents without pages. */
function pageAt(document: Document, offset: number): number | undefined {
  const page = document.pageStarts.findLastIndex((start) => start <= offset) + 1;
  return page > 0 ? page : undefined;
}

/**
 * Passages for every quotation of 25 characters or more, in “…”, "…", «…», „…“ or a block quote, that equals a stretch of
 * a document but for white space; in the order of the text, each passage once.
 */
export function findQuotations(text: string, documents: readonly Document[]): Passage[] {
  const pages = documents.map((document) => ({ document, ...collapse(document.text) }));
  const found = new Map<string, Passage>();
  for (const quotation of quotationsIn(text)) {
    const passage = locate(quotation, pages);
    if (passage) found.set(JSON.stringify([passage.documentId, passage.start, passage.end]), passage);
  }
  return [...found.values()];
}

/**
 * For each quote its place, or undefined when it stands in no document to the letter but for white space; a document whose
 * title is the quote's source is looked into first. However short: the words were given as a quote.
 */
export function locateQuotes(
  quotes: readonly { readonly quote: string | null; readonly source: string | null }[],
  documents: readonly Document[],
): (Passage | undefined)[] {
  const pages = documents.map((document) => ({ document, ...collapse(document.text) }));
  return quotes.map(({ quote, source }) => {
    const words = collapse(withoutMarks(quote ?? '')).collapsed;
    const named = source?.toLowerCase() ?? '';
    // A title may be a part of another one.
    const namedLength = ({ title }: Document) => (named.includes(title.toLowerCase()) ? title.length : 0);
    const ordered = pages.toSorted((one, other) => namedLength(other.document) - namedLength(one.document));
    return locate(words, ordered, 1);
  });
}

/** Without the quotation marks around it. */
function withoutMarks(quote: string): string {
  return quote.trim().replace(/^["“«„]\s*(.*?)\s*["”»“]$/su, '$1');
}

function locate(
  quotation: string,
  pages: readonly { document: Document; collapsed: string; offsets: Uint32Array }[],
  shortest = shortestQuotation,
): Passage | undefined {
  // A sentence quoted inside another often swaps its full stop for a comma.
  for (const words of new Set([quotation, quotation.replace(/[.,;:…]$/u, '')])) {
    if (words.length < shortest) continue;
    for (const { document, collapsed, offsets } of pages) {
      const at = collapsed.indexOf(words);
      if (at === -1) continue;
      const start = offsets[at] ?? 0;
      const end = (offsets[at + words.length - 1] ?? 0) + 1;
      const page = pageAt(document, start);
      return {
        documentId: document.id,
        documentTitle: document.title,
        start,
        end,
        text: document.text.slice(start, end),
        ...(page !== undefined && { page }),
      };
    }
  }
  return undefined;
}

/** What stands in quotation marks, with white space collapsed, in the order of the text. */
function quotationsIn(text: string): string[] {
  const found: { at: number; words: string }[] = [];
  const add = (at: number, words: string) => found.push({ at, words: collapse(words.trim()).collapsed });
  for (const pattern of [/“([^“”]+)”/gu, /«([^«»]+)»/gu, /„([^„“”]+)[“”]/gu]) {
    for (const { index, 1: words = '' } of text.matchAll(pattern)) add(index, words);
  }
  // Straight marks do not say which opens: every stretch between neighbours is tried, the documents decide.
  const marks = [...text.matchAll(/"/gu)].map(({ index }) => index);
  for (const [number, mark] of marks.entries()) {
    const next = marks[number + 1];
    if (next !== undefined && !text.slice(mark, next).includes('\n\n')) add(mark, text.slice(mark + 1, next));
  }
  for (const { index, 0: block } of text.matchAll(/(?:^[ \t]*>.*(?:\n|$))+/gmu)) {
    const words = block.replace(/^[ \t]*>[ \t]?/gmu, '').trim();
    const withoutSource = words.replace(/\s*\n\s*[—–-][^\n]*$/u, '');
    add(index, withoutSource.replace(/^["“«„]|["”»“]$/gu, ''));
  }
  return found.toSorted((one, other) => one.at - other.at).map(({ words }) => words);
}

/** The text with every run of white space as one space, and for each of its characters the offset in the original. */
function collapse(text: string): { collapsed: string; offsets: Uint32Array } {
  const offsets = new Uint32Array(text.length);
  const kept: string[] = [];
  let length = 0;
  for (const { index, 0: run } of text.matchAll(/\s+|\S+/gu)) {
    const isSpace = run.trim() === '';
    kept.push(isSpace ? ' ' : run);
    for (let at = 0; at < (isSpace ? 1 : run.length); at += 1) offsets[length++] = index + at;
  }
  return { collapsed: kept.join(''), offsets };
}
