// AnswerPlace: a button that opens a voice's answer with the place marked where it says something.
import type { Voice } from '@parley/spec';
import { type ReactNode, useState } from 'react';
import { useLatestStep } from '../run/run-store.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { MarkedPieces } from './marked-pieces.tsx';
import { cutPages } from './page-pieces.ts';

interface AnswerPlaceProps {
  readonly voice: Voice;
  /** UTF-16 offsets into the answer's text; absent for what stands in its list of claims only. */
  readonly place: { readonly start?: number | undefined; readonly end?: number | undefined };
  /** What is shown where the place is unknown. */
  readonly words: string;
  /** What the voice says and why, as a sentence: shown on hover and read to who cannot see. */
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

export function AnswerPlace({ voice, place, words, label, className = '', children }: AnswerPlaceProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Tooltip content={label}>
        <button
          type="button"
          onClick={() => setOpen(true)}
          aria-label={`${label} Show it in the answer.`}
          className={`inline-flex min-h-8 max-w-full items-center gap-1.5 rounded-control px-1.5 text-[12px] leading-4 text-ink-soft transition-colors duration-150 hover:bg-hover hover:text-ink ${className}`}
        >
          {children}
        </button>
      </Tooltip>
      {open && <AnswerDialog voice={voice} place={place} words={words} label={label} onClose={() => setOpen(false)} />}
    </>
  );
}

interface AnswerDialogProps extends Pick<AnswerPlaceProps, 'voice' | 'place' | 'words' | 'label'> {
  readonly onClose: () => void;
}

function AnswerDialog({ voice, place, words, label, onClose }: AnswerDialogProps) {
  // What a verdict rests on was said in the last round, whichever is looked at.
  const output = useLatestStep(voice.nodeId)?.output;
  const text = output?.kind === 'answer' ? output.text : undefined;
  const { start, end } = place;
  const isPlaced = start !== undefined && end !== undefined;
  return (
    <Dialog open onOpenChange={onClose} title={`What ${voice.title} says`} description={label} size="large">
      {!isPlaced && <p className="mb-3 border-l-2 border-line-strong pl-3">In its list of claims: “{words}”</p>}
      {text === undefined ? (
        <p className="text-ink-soft">Its answer is not part of the run that is shown. It said: “{words}”</p>
      ) : (
        <div className="text-[14px] leading-6">
          {cutPages({ text, pageStarts: [] }, isPlaced ? { start, end } : { start: 0, end: 0 }).map(
            ({ pieces }, page) => (
              <MarkedPieces key={page} pieces={pieces} />
            ),
          )}
        </div>
      )}
    </Dialog>
  );
}
