// RoundTabs: the rounds a container held, of which one is looked at: on the canvas, in the outline and beside an answer.
import { classNames } from '../ui/class-names.ts';
import { type Round, roundWords } from './rounds.ts';
import { runStore, showRound, useRounds } from './run-store.ts';
import { StepShape } from './step-shape.tsx';

interface RoundTabsProps {
  /** The container's step. */
  readonly stepId: string;
  /** The container's title. */
  readonly title: string;
  readonly className?: string;
}

/** Nothing before the first round. */
export function RoundTabs({ stepId, title, className }: RoundTabsProps) {
  const { all, shown } = useRounds(stepId);
  if (all.length === 0) return null;
  return (
    <div
      role="group"
      aria-label={`Rounds of ${title}`}
      className={classNames('nodrag nopan flex min-w-0 items-center gap-1 overflow-x-auto', className)}
    >
      {all.map((round) => (
        <RoundTab
          key={round.round}
          round={round}
          isShown={round.round === shown}
          onShow={() => showRound(runStore, stepId, round.round)}
        />
      ))}
    </div>
  );
}

interface RoundTabProps {
  readonly round: Round;
  readonly isShown: boolean;
  readonly onShow: () => void;
}

function RoundTab({ round, isShown, onShow }: RoundTabProps) {
  return (
    <button
      type="button"
      aria-pressed={isShown}
      title={roundWords(round)}
      onClick={onShow}
      onDoubleClick={(event) => event.stopPropagation()}
      className="flex h-8 shrink-0 items-center gap-1.5 rounded-control border border-transparent px-2.5 text-[12px] font-medium whitespace-nowrap text-ink-soft -outline-offset-2 hover:bg-hover aria-pressed:border-line-strong aria-pressed:bg-raised aria-pressed:font-semibold aria-pressed:text-ink"
    >
      <StepShape shape={round.state} />
      Round {round.round}
      <span className="sr-only">{round.state === 'done' ? '' : `, ${roundWords(round)}`}</span>
    </button>
  );
}
