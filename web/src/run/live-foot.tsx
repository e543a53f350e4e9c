// LiveFoot: the foot of a card while there is a run: state as shape and word, how much of its material
// was read when that is not all, tokens, cost, time. Draws nothing before a run.
import type { ContextFit, StepState } from '@parley/spec';
import { useStep } from './run-store.ts';
import { fitMark, fitWords } from './fit-words.ts';
import { stepCost } from './money-words.ts';
import { elapsedOf, formatElapsed, formatTokens } from './elapsed.ts';
import { StepShape } from './step-shape.tsx';
import { stepShape, stepWords } from './step-words.ts';
import { useNow } from './ticker.ts';

interface LiveFootProps {
  readonly nodeId: string;
}

export function LiveFoot({ nodeId }: LiveFootProps) {
  const step = useStep(nodeId);
  if (!step) return null;
  const tokens = formatTokens(step.usage);
  const cost = stepCost(step);
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-[12px] leading-4 text-ink-soft tabular-nums">
      <StepShape shape={stepShape(step)} />
      <span className="truncate" title={step.fit && fitWords(step.fit)}>
        {step.fit ? <FitMark step={step} fit={step.fit} /> : stepWords(step)}
      </span>
      {/* From the right, the most telling first: what finds no room wraps out of sight; the timeline has all. */}
      <span className="flex h-4 min-w-0 flex-1 flex-row-reverse flex-wrap gap-x-2 overflow-hidden text-ink-faint">
        <StepElapsed startedAt={step.startedAt} endedAt={step.endedAt} running={step.status === 'running'} />
        {cost !== undefined && <span>{cost}</span>}
        {/* What was not read matters more than how many tokens it took. */}
        {tokens !== undefined && !step.fit && <span>{tokens}</span>}
      </span>
    </span>
  );
}

interface FitMarkProps {
  readonly step: StepState;
  readonly fit: ContextFit;
}

/** A card has room for one of the two: of a step that is done its shape says so. */
function FitMark({ step, fit }: FitMarkProps) {
  return (
    <>
      <span className={step.status === 'done' ? 'sr-only' : ''}>{stepWords(step)}, </span>
      {fitMark(fit)}
    </>
  );
}

interface StepElapsedProps {
  readonly startedAt: string | undefined;
  readonly endedAt: string | undefined;
  readonly running: boolean;
}

/** The seconds a step took, or takes: they tick while it runs. */
export function StepElapsed({ startedAt, endedAt, running }: StepElapsedProps) {
  const now = useNow(running);
  if (startedAt === undefined || (endedAt === undefined && !running)) return null;
  const elapsed = elapsedOf({ startedAt, ...(endedAt !== undefined && { endedAt }) }, now);
  return elapsed === undefined ? null : <time>{formatElapsed(elapsed)}</time>;
}
