// The words and the frame that a past run wears wherever it is shown, and the way back.
import { History } from 'lucide-react';
import { createPortal } from 'react-dom';
import { Button } from '../ui/button.tsx';
import { formatMoment } from './elapsed.ts';
import { usePastRun } from './run-store.ts';
import { viewNewestRun } from './run-stream.ts';

/** One line of words with the way back; nothing while the newest run is shown. */
export function PastRunNotice() {
  const past = usePastRun();
  if (!past) return null;
  return (
    <output className="flex items-center gap-2 rounded-control border-2 border-warning bg-warning-soft py-1 pr-1 pl-3">
      <History size={16} aria-hidden className="shrink-0 text-warning" />
      <span className="min-w-0 flex-1 text-[13px] font-semibold">
        Viewing a past run{past.startedAt !== undefined && `, ${formatMoment(past.startedAt)}`}
      </span>
      <Button onClick={viewNewestRun}>Back to now</Button>
    </output>
  );
}

/** A frame around the whole page and the notice at its head while a past run is shown; mount once. */
export function PastRunFrame() {
  const past = usePastRun();
  if (!past) return null;
  return createPortal(
    <>
      <div aria-hidden className="pointer-events-none fixed inset-0 z-45 border-4 border-dashed border-warning" />
      <div className="fixed top-14 left-1/2 z-30 w-max max-w-[calc(100vw-24px)] -translate-x-1/2 shadow-lifted">
        <PastRunNotice />
      </div>
    </>,
    document.body,
  );
}
