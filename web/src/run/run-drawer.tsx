// RunDrawer: when each step of a run worked and for how long, beside the runs of this mesh so far.
import { RunList } from './run-list.tsx';
import { useRun } from './run-store.ts';
import { RunTimeline } from './run-timeline.tsx';
import { RunTotals } from './run-totals.tsx';

export function RunDrawer() {
  const run = useRun();
  return (
    <div className="flex h-full min-h-0 flex-col max-md:overflow-y-auto md:flex-row">
      <section aria-label="Timeline" className="min-h-0 min-w-0 flex-1 overflow-auto">
        {run && Object.keys(run.steps).length > 0 ? (
          <>
            <RunTotals run={run} />
            <RunTimeline run={run} />
          </>
        ) : (
          <p className="p-4 text-ink-soft">
            {run
              ? 'The run waits for its turn. Its steps appear here when it starts.'
              : 'Press Run: each step appears here with when it started, how long it took and what it used.'}
          </p>
        )}
      </section>
      <section
        aria-label="Past runs"
        className="w-full shrink-0 overflow-y-auto border-line max-md:border-t md:w-72 md:border-l"
      >
        <h3 className="sticky top-0 bg-panel px-3 py-2 text-[12px] font-medium text-ink-faint">Runs of this mesh</h3>
        <RunList />
      </section>
    </div>
  );
}
