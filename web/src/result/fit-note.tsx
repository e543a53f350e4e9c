// FitNote: what of its material a voice did not read word for word, and why. Nothing when it read all of it.
import type { ContextFit, DocumentShare } from '@parley/spec';
import { fitReason, fitWords, shareWords } from '../run/fit-words.ts';

interface FitNoteProps {
  readonly fit: ContextFit | undefined;
}

export function FitNote({ fit }: FitNoteProps) {
  if (!fit) return null;
  const words = fitWords(fit);
  return (
    <section
      aria-label="What it read"
      className="flex flex-col gap-2 rounded-control border border-dashed border-warning px-2.5 py-1.5 text-[13px]"
    >
      <p className="break-words">
        <strong className="font-semibold">{`${words.charAt(0).toUpperCase()}${words.slice(1)}.`}</strong>{' '}
        {fitReason(fit)}
      </p>
      <Shares title="Left out" shares={fit.leftOut} />
      <Shares title="Read in a condensed form" shares={fit.condensed} />
    </section>
  );
}

interface SharesProps {
  readonly title: string;
  readonly shares: readonly DocumentShare[];
}

function Shares({ title, shares }: SharesProps) {
  if (shares.length === 0) return null;
  return (
    <div>
      <h4 className="font-semibold">{title}</h4>
      <ul className="max-h-60 overflow-y-auto text-ink-soft">
        {shares.map((share) => (
          <li key={share.documentId} className="break-words">
            {shareWords(share)}
          </li>
        ))}
      </ul>
    </div>
  );
}
