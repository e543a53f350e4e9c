// RoundVotes: how a debate stands while it runs: who has chosen what, round by round, as far as they have answered.
import { FamilyMark } from '../family/family-mark.tsx';
import { readVotes } from '../run/rounds.ts';
import { runStore, useRounds } from '../run/run-store.ts';

/** The rounds that have room above the cards. */
const mostRounds = 3;

export function RoundVotes({ stepId }: { readonly stepId: string }) {
  // A vote changes only when a step of a round ends, which is what this waits for.
  const { all } = useRounds(stepId);
  const { live, past } = runStore.getState();
  return (
    <ul className="flex flex-col gap-1 text-[12px] leading-4 text-ink-soft">
      {all.slice(-mostRounds).map(({ round, ended, steps }) => (
        <li key={round} className="flex min-w-0 items-center gap-2">
          <span className="shrink-0">
            Round {round}: {ended} of {steps}
          </span>
          <span className="flex min-w-0 items-center gap-1.5 overflow-hidden">
            {readVotes(past ?? live, stepId, round).map(({ stance, voices }) => (
              <span
                key={stance}
                className="flex min-w-0 items-center gap-1 rounded-full border border-line-strong px-1.5 py-px"
              >
                {voices.map((voice) => (
                  <FamilyMark key={voice.nodeId} family={voice.family} size={12} title={voice.title} />
                ))}
                <span className="truncate">{stance}</span>
              </span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}
