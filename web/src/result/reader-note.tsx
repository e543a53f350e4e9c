// What must be said wherever a local reader's words are shown: as a chip, or as a line that names the readers.
import type { Voice } from '@parley/spec';
import { Chip } from '../ui/chip.tsx';
import { joinWords } from './support.ts';

export function ReaderNote() {
  return <Chip>local reader: quotes, never writes</Chip>;
}

interface ReaderVoicesProps {
  readonly voices: readonly Voice[];
}

/** Nothing when none of the voices is a reader. */
export function ReaderVoices({ voices }: ReaderVoicesProps) {
  const readers = voices.filter((voice) => voice.kind === 'reader');
  if (readers.length === 0) return null;
  return (
    <p className="text-[12px] leading-4 text-ink-soft">
      <ReaderNote /> {joinWords(readers.map((voice) => voice.title))}
    </p>
  );
}
