// RunList: the past runs of this mesh; a click shows that run's outputs instead of the newest.
import { useEffect } from 'react';
import { toast } from 'sonner';
import { messageOf } from '../api/api.ts';
import { useGraphId } from '../state/graph-store.ts';
import { Button } from '../ui/button.tsx';
import { elapsedOf, formatElapsed, formatMoment } from './elapsed.ts';
import { costWords } from './money-words.ts';
import { runApi } from './run-api.ts';
import { runLooks } from './run-status-words.tsx';
import { runStore, useRun } from './run-store.ts';
import { viewPastRun } from './run-stream.ts';
import { StepShape } from './step-shape.tsx';
import { useLoaded } from './use-loaded.ts';

const listLength = 50;
const loadRuns = (graphId: string, signal: AbortSignal) => runApi.list(graphId, listLength, signal);

export function RunList() {
  const graphId = useGraphId();
  const { value: runs, error, reload } = useLoaded(graphId === '' ? undefined : graphId, loadRuns);
  const shown = useRun();
  useEffect(
    () =>
      runStore.subscribe(({ live }, before) => {
        if (live?.runId !== before.live?.runId || live?.status !== before.live?.status) reload();
      }),
    [reload],
  );

  if (error !== undefined && !runs) {
    return (
      <div className="flex flex-col items-start gap-2 p-3 text-[12px]">
        <p role="alert">{error}</p>
        <Button onClick={reload}>Try again</Button>
      </div>
    );
  }
  if (runs?.length === 0)
    return <p className="p-3 text-[12px] text-ink-soft">Each run of this mesh is kept and listed here.</p>;
  return (
    <ul aria-label="Runs of this mesh" className="p-1">
      {runs?.map((run) => {
        const { shape, words } = runLooks[run.status];
        const elapsed =
          run.endedAt === undefined ? undefined : elapsedOf({ startedAt: run.createdAt, endedAt: run.endedAt }, 0);
        return (
          <li key={run.runId}>
            <button
              type="button"
              aria-current={run.runId === shown?.runId}
              onClick={() => void viewPastRun(run.runId).catch((fault: unknown) => toast.error(messageOf(fault)))}
              className="flex min-h-8 w-full items-center gap-2 rounded-control px-2 py-1 text-left text-[12px] leading-4 -outline-offset-2 hover:bg-hover aria-[current=true]:bg-pressed"
            >
              <StepShape shape={shape} />
              <span className="w-20 shrink-0">{words}</span>
              <span className="min-w-0 flex-1 truncate text-ink-soft">{formatMoment(run.createdAt)}</span>
              <span className="flex shrink-0 flex-col text-right text-ink-soft tabular-nums">
                {elapsed !== undefined && <span>{formatElapsed(elapsed)}</span>}
                {run.spent && <span>{costWords(run.spent)}</span>}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
