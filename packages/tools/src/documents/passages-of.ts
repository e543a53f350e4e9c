// passagesOf: a document cut into passages that can be found and quoted. Pure; knows no search.
import { splitSentences } from '@parley/models';
import type { Document, Passage } from '@parley/spec';

/** Paragraphs are put together up to `enough` characters, and cut between sentences beyond `most`; a heading is never alone. */
const enough = 450;
const most = 700;
const heading = 60;
const paragraphBreak = /\r?\n[^\S\n]*\n\s*/gu;

type Span = readonly [start: number, end: number];

/**
 * Passages in reading order that hold every word of the text and do not overlap; each text is the document's own from
 * `start` to `end`, without the white space around it. No passage crosses the end of a page.
 */
export function passagesOf(document: Document): Passage[] {
  const { id, title, text, pageStarts } = document;
  const pages = pageStarts.length > 0 ? pageStarts : [0];
  return pages.flatMap((pageStart, page) => {
    // Whatever stands before the first page belongs to it.
    const start = page === 0 ? 0 : pageStart;
    return cutPage(text, start, pages[page + 1] ?? text.length).map(
      ([from, to]): Passage => ({
        documentId: id,
        documentTitle: title,
        start: from,
        end: to,
        text: text.slice(from, to),
        ...(pageStarts.length > 0 && { page: page + 1 }),
      }),
    );
  });
}

function cutPage(text: string, start: number, end: number): Span[] {
  const spans: Span[] = [];
  for (const piece of paragraphs(text, start, end).flatMap((span) => cutParagraph(text, span))) {
    const last = spans.at(-1);
    const length = last ? piece[1] - last[0] : 0;
    if (last && (length <= enough || (length <= most && last[1] - last[0] <= heading)))
      spans[spans.length - 1] = [last[0], piece[1]];
    else spans.push(piece);
  }
  return spans;
}

function paragraphs(text: string, start: number, end: number): Span[] {
  const spans: Span[] = [];
  let from = start;
  for (const { index, 0: gap } of text.slice(start, end).matchAll(paragraphBreak)) {
    spans.push([from, start + index]);
    from = start + index + gap.length;
  }
  spans.push([from, end]);
  return spans;
}

function cutParagraph(text: string, [start, end]: Span): Span[] {
  // Also trims: a sentence has no white space around it, and none where there are no words.
  const sentences = splitSentences(text, start, end);
  const spans: Span[] = [];
  for (const sentence of sentences) {
    const last = spans.at(-1);
    if (last && (end - start <= most || sentence[1] - last[0] <= enough))
      spans[spans.length - 1] = [last[0], sentence[1]];
    else spans.push(sentence);
  }
  return spans;
}
