// choosePieces: which pieces go into a budget of tokens, the highest ranks first.
import { type Piece, gapMark } from './material-pieces.ts';

/** Tokens around a piece: at most one mark of a gap and its line breaks. */
const aroundPiece = gapMark.length + 3;

/**
 * A choice whose tokens, with `frame` more for each text that has a piece in it, stay within `budget`. A piece that does not
 * fit is passed over and smaller ones after it may still fit.
 */
export function choosePieces(pieces: readonly Piece[], budget: number, frame: (source: number) => number): Set<Piece> {
  const kept = new Set<Piece>();
  const opened = new Set<number>();
  let left = budget;
  for (const piece of byRank(pieces)) {
    const cost = piece.tokens + aroundPiece + (opened.has(piece.source) ? 0 : frame(piece.source));
    if (cost > left) continue;
    left -= cost;
    opened.add(piece.source);
    kept.add(piece);
  }
  return kept;
}

/** The choice without its lowest pieces, of at least `tokens` together. */
export function dropLowest(kept: ReadonlySet<Piece>, tokens: number): Set<Piece> {
  const left = byRank([...kept]);
  for (let dropped = 0; dropped < tokens; ) {
    const piece = left.pop();
    if (!piece) break;
    dropped += piece.tokens + aroundPiece;
  }
  return new Set(left);
}

/** Highest rank first; equal ranks in the order of the material. */
function byRank(pieces: readonly Piece[]): Piece[] {
  return pieces.toSorted((one, other) => other.rank - one.rank || one.source - other.source || one.start - other.start);
}
