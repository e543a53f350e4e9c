// MissingVoices: how many of the voices that were placed spoke; who did not, and why; and the way to ask them again.
import type { MissingVoice } from '@parley/spec';
import { useStore } from 'zustand';
import { runStore } from '../run/run-store.ts';
import { AskAgain } from './ask-again.tsx';
import { countWords } from './support.ts';

interface MissingVoicesProps {
  readonly missing: readonly MissingVoice[];
  /** How many spoke. */
  readonly spoke: number;
}

export function MissingVoices({ missing, spoke }: MissingVoicesProps) {
  const placed = useStore(
    runStore,
    // A writer who wrote nothing is missing too, and was no voice.
    ({ steps }) => spoke + missing.filter(({ nodeId }) => steps.get(nodeId)?.op !== 'synthesise').length,
  );
  if (missing.length === 0) return null;
  return (
    <section className="flex flex-col gap-2" aria-label="Who is missing">
      {placed > spoke && (
        <p className="text-[13px] font-semibold">
          {countWords(placed, 'voice')} placed, {spoke} spoke.
        </p>
      )}
      <ul className="flex flex-col gap-1" aria-label="Missing voices">
        {missing.map((voice) => (
          <li
            key={voice.nodeId}
            className="rounded-control border border-dashed border-warning px-2.5 py-1.5 text-[13px] break-words"
          >
            <strong className="font-semibold">{voice.title} is missing.</strong> {voice.reason}
          </li>
        ))}
      </ul>
      <AskAgain nodeIds={missing.map(({ nodeId }) => nodeId)} />
    </section>
  );
}
