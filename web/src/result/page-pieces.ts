// Cuts a document into pages, and pages at the quoted span, so that a viewer can mark it. Pure.
import type { Document } from '@parley/spec';

export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

export interface PagePieces {
  /** 1-based; undefined where the document has no pages. */
  readonly page: number | undefined;
  readonly pieces: readonly Piece[];
}

/** Pages in order; joined, the pieces are exactly the text. Offsets are UTF-16 code units; a span outside marks nothing. */
export function cutPages(
  document: Pick<Document, 'text' | 'pageStarts'>,
  span: { readonly start: number; readonly end: number },
): PagePieces[] {
  const starts = document.pageStarts.length > 0 ? document.pageStarts : [0];
  return starts.map((pageStart, index) => {
    const from = index === 0 ? 0 : pageStart;
    const to = starts[index + 1] ?? document.text.length;
    const start = Math.min(Math.max(span.start, from), to);
    const end = Math.min(Math.max(span.end, start), to);
    const cuts: Piece[] = [
      { text: document.text.slice(from, start), marked: false },
      { text: document.text.slice(start, end), marked: true },
      { text: document.text.slice(end, to), marked: false },
    ];
    return {
      page: document.pageStarts.length > 0 ? index + 1 : undefined,
      pieces: cuts.filter((piece) => piece.text !== ''),
    };
  });
}
