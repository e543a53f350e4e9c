// MarkedPieces: the pieces of a text with the marked one in view.
import type { Piece } from './page-pieces.ts';

export function MarkedPieces({ pieces }: { readonly pieces: readonly Piece[] }) {
  return (
    <p className="max-w-prose break-words whitespace-pre-wrap">
      {pieces.map((piece, at) =>
        piece.marked ? (
          <mark
            key={at}
            ref={scrollToMark}
            className="rounded-[3px] bg-warning-soft py-0.5 text-ink underline decoration-warning decoration-2 underline-offset-4"
          >
            {piece.text}
          </mark>
        ) : (
          <span key={at}>{piece.text}</span>
        ),
      )}
    </p>
  );
}

function scrollToMark(mark: HTMLElement | null): void {
  mark?.scrollIntoView({ block: 'center' });
}
