// RankingView: who ranked what, and the points that come of it. It counts places and says nothing of who is right.
import type { RankedCount, Voice } from '@parley/spec';
import { VoiceChip } from './voice-chip.tsx';

interface RankingViewProps {
  readonly ranked: RankedCount;
  readonly voices: readonly Voice[];
}

export function RankingView({ ranked: { scores, rankings, beatsAll }, voices }: RankingViewProps) {
  const [first] = scores;
  return (
    <section className="flex flex-col gap-1.5 text-[13px] leading-5" aria-label="Rankings">
      <h4 className="font-semibold">Who ranked what</h4>
      <ul className="flex flex-col gap-1">
        {rankings.map(({ voice: id, options }) => {
          const voice = voices.find(({ nodeId }) => nodeId === id);
          return (
            <li key={id} className="-ml-1.5 flex flex-wrap items-center gap-x-1">
              {voice && <VoiceChip voice={voice} />}
              <span className="min-w-0 px-1.5 break-words">
                {options.join(' › ')}
                {options.length === 1 && <span className="text-ink-soft"> (chose only: a ranking of one)</span>}
              </span>
            </li>
          );
        })}
      </ul>
      <p className="text-ink-soft">
        Points from 0 (last with everybody) to 1 (first with everybody):{' '}
        {scores.map(({ option, score }) => `${option} ${score.toFixed(2)}`).join(', ')}. What a voice leaves out shares
        the places below what it named.
      </p>
      {beatsAll !== undefined && first && beatsAll !== first.option && (
        <p className="text-ink-soft">One to one, more than half prefer “{beatsAll}” to each other option.</p>
      )}
    </section>
  );
}
