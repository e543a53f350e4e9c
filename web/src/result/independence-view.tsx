// IndependenceView: how many voices those that spoke count as, drawn and said.
import type { Independence, Voice } from '@parley/spec';
import { basisWords, weightWords } from '../diversity/diversity-words.ts';
import { FusedDots } from '../diversity/fused-dots.tsx';

interface IndependenceViewProps {
  readonly independence: Independence;
  readonly voices: readonly Voice[];
}

export function IndependenceView({ independence, voices }: IndependenceViewProps) {
  const { effective, groups } = independence;
  const words = weightWords({ placed: independence.voices.length, effective });
  return (
    <section className="flex flex-col gap-2 text-[13px] leading-5">
      <h4 className="font-semibold">{words}</h4>
      <FusedDots
        voices={voices}
        groups={groups}
        centre={effective.toFixed(1)}
        words={words}
        note={basisWords(independence)}
      />
      <p className="text-ink-soft">{basisWords(independence)}</p>
    </section>
  );
}
