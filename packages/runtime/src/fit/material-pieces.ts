// Pieces: the material of a call, cut so that each piece goes in, goes in condensed, or stays out; and the texts they make again.
import type { Document, DocumentShare } from '@parley/spec';

/** A stretch of one text of the material. The pieces of a text lie side by side and cover it. */
export interface Piece {
  /** Number of the text in the material. */
  readonly source: number;
  readonly start: number;
  readonly end: number;
  /** What stands for it in the prompt: the stretch itself, or what it was condensed to. */
  readonly text: string;
  readonly condensed: boolean;
  /** Local tokens of `text`. */
  readonly tokens: number;
  /** Pieces of a higher rank are kept first. */
  readonly rank: number;
}

/** One text of the material as the model will see it. */
export interface FittedText {
  /** Number of the text in the material. */
  readonly source: number;
  readonly text: string;
  /** A summary, all of it or in part. */
  readonly condensed: boolean;
}

/** Stands where something was left out. */
export const gapMark = '[…]';

/**
 * The texts with what is kept of them, in their order; a text of which nothing is kept is not there. Neighbouring pieces
 * stand as in the original, and `[…]` in a paragraph of its own marks each place where something was left out.
 */
export function assembleTexts(
  material: readonly Document[],
  pieces: readonly Piece[],
  kept: ReadonlySet<Piece>,
): FittedText[] {
  const bySource = Map.groupBy(pieces, ({ source }) => source);
  return material.flatMap((_, source) => {
    const own = bySource.get(source) ?? [];
    if (!own.some((piece) => kept.has(piece))) return [];
    const blocks: string[] = [];
    let run = '';
    const closeRun = () => {
      if (run.trim() !== '') blocks.push(run.replace(/^\s*\n/u, '').trimEnd());
      run = '';
    };
    for (const piece of own) {
      if (kept.has(piece) && !piece.condensed) {
        run += piece.text;
        continue;
      }
      closeRun();
      if (kept.has(piece)) blocks.push(piece.text.trim());
      else if (blocks.at(-1) !== gapMark) blocks.push(gapMark);
    }
    closeRun();
    const condensed = own.some((piece) => piece.condensed && kept.has(piece));
    return [{ source, text: blocks.join('\n\n'), condensed }];
  });
}

/** Characters by document of the pieces that are chosen, in the order of the material; documents without any are not listed. */
export function shareOf(
  material: readonly Document[],
  pieces: readonly Piece[],
  isChosen: (piece: Piece) => boolean,
): DocumentShare[] {
  const characters = material.map(() => 0);
  for (const { source, start, end } of pieces.filter(isChosen)) {
    characters[source] = (characters[source] ?? 0) + end - start;
  }
  return material.flatMap(({ id, title }, source) => {
    const count = characters[source] ?? 0;
    return count > 0 ? [{ documentId: id, documentTitle: title, characters: count }] : [];
  });
}
