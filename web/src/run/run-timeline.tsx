// RunTimeline: the steps of the run that is shown, as a table whose bars share one time axis.
import type { RunState, StepState } from '@parley/spec';
import { formatElapsed } from './elapsed.ts';
import { fitWords } from './fit-words.ts';
import { StepElapsed } from './live-foot.tsx';
import { stepCost } from './money-words.ts';
import { openStep } from './open-step.ts';
import { stepTitle } from './rounds.ts';
import { StepShape } from './step-shape.tsx';
import { stepShape, stepWords, type StepShapeName } from './step-words.ts';
import { useNow } from './ticker.ts';
import { layOutTimeline, type TimelineRow } from './timeline.ts';

interface RunTimelineProps {
  readonly run: RunState;
}

const cell = 'px-3 py-1 align-middle';

export function RunTimeline({ run }: RunTimelineProps) {
  const now = useNow(run.status === 'running');
  const { span, rows } = layOutTimeline(run, now);
  return (
    <table className="w-full min-w-[540px] table-fixed border-collapse text-[12px] leading-4">
      <caption className="sr-only">Steps of this run, by the time they started</caption>
      <thead className="sticky top-0 z-10 bg-panel text-left text-ink-faint">
        <tr>
          <th scope="col" className={`${cell} w-36 font-medium`}>
            Step
          </th>
          <th scope="col" className={`${cell} w-24 font-medium`}>
            State
          </th>
          <th scope="col" aria-label="When it worked" className={`${cell} font-medium`}>
            <span className="flex justify-between gap-2 whitespace-nowrap tabular-nums">
              <span>Start</span>
              <span>{formatElapsed(span)}</span>
            </span>
          </th>
          <th scope="col" className={`${cell} w-16 text-right font-medium`}>
            Time
          </th>
          <th scope="col" className={`${cell} w-20 text-right font-medium`}>
            Tokens
          </th>
          <th scope="col" className={`${cell} w-28 text-right font-medium`}>
            Cost
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <TimelineStep key={row.step.stepId} row={row} />
        ))}
      </tbody>
    </table>
  );
}

const bars: Record<StepShapeName, string> = {
  waiting: 'bg-waiting',
  running: 'bg-running animate-breathe',
  asking: 'border border-dashed border-warning bg-warning-soft',
  done: 'bg-line-strong',
  reused: 'border border-line-strong',
  missing: 'border border-dashed border-warning',
  failed: 'bg-failed',
  skipped: 'border border-dashed border-skipped',
  'not-taken': '',
  cancelled: 'border border-dashed border-skipped',
};

/** The head of the column says what is counted. */
function countTokens({ usage }: StepState): string | undefined {
  return usage && (usage.inputTokens + usage.outputTokens).toLocaleString('en');
}

function TimelineStep({ row: { step, bar } }: { readonly row: TimelineRow }) {
  const shape = stepShape(step);
  const why = step.fault?.message ?? step.reason ?? (step.fit && fitWords(step.fit));
  return (
    <tr className="border-t border-line hover:bg-hover">
      <th scope="row" aria-label={stepTitle(step)} className="px-0 py-0 text-left font-medium">
        <button
          type="button"
          onClick={() => openStep(step)}
          className="flex min-h-8 w-full items-center px-3 text-left -outline-offset-2"
        >
          <span className="truncate">{step.title}</span>
          {step.within && <span className="shrink-0 pl-1 font-normal text-ink-faint">· round {step.within.round}</span>}
        </button>
      </th>
      <td className={cell}>
        <span className="flex items-center gap-1.5" title={why}>
          <StepShape shape={shape} />
          <span className="truncate">{stepWords(step)}</span>
        </span>
      </td>
      <td className={cell}>
        {bar && (
          <div className="relative h-3" aria-hidden>
            <div
              className={`absolute inset-y-0 min-w-1 rounded-[3px] ${bars[shape]}`}
              style={{ left: `${Math.min(99, bar.from * 100)}%`, width: `${bar.length * 100}%` }}
            />
          </div>
        )}
      </td>
      <td className={`${cell} text-right tabular-nums`}>
        <StepElapsed startedAt={step.startedAt} endedAt={step.endedAt} running={step.status === 'running'} />
      </td>
      <td className={`${cell} text-right whitespace-nowrap text-ink-soft tabular-nums`}>{countTokens(step)}</td>
      <td className={`${cell} text-right whitespace-nowrap text-ink-soft tabular-nums`}>{stepCost(step)}</td>
    </tr>
  );
}
