// Brings the run of the open mesh into the run store and keeps it there: the only writer of run state in the browser.
// One run is watched at a time. It knows no component.
import { hasRunEnded, type RunEvent, type RunState } from '@parley/spec';
import { ApiError } from '../api/api.ts';
import { followRun, waitLonger } from './follow-run.ts';
import { createFrameBatch } from './frame-batch.ts';
import { runApi } from './run-api.ts';
import { clearRuns, foldEvents, runStore, setConnection, showLive, showPast } from './run-store.ts';

const batch = createFrameBatch<RunEvent>((events) => foldEvents(runStore, events));
let watching = new AbortController();
let openMesh = '';

/** Whether a run still has something to come. */
export function isActive(run: Pick<RunState, 'status'>): boolean {
  return !hasRunEnded(run.status);
}

/**
 * Call when a mesh opens: shows its newest run, live if it is still running, else as it ended; shows none when there
 * is none. Keeps trying while the server is away. Resolves when the run is shown; never rejects.
 */
export async function attachToLatestRun(graphId: string): Promise<void> {
  const signal = watchAnew();
  openMesh = graphId;
  clearRuns(runStore);
  const runs = await keepTrying((each) => runApi.list(graphId, 1, each), signal);
  const newest = runs?.[0];
  if (newest) await watch(newest.runId, signal);
}

/** Shows this run as the newest and follows it to its end. Call after it was started or resumed. Resolves when it is shown. */
export async function watchRun(runId: string): Promise<void> {
  await watch(runId, watchAnew());
}

/**
 * Call when the page is looked at again: a run started or resumed elsewhere, as in another tab, is taken up. Does
 * nothing while a run is followed or a past one is shown; never rejects.
 */
export async function catchUpWithRuns(): Promise<void> {
  const { signal } = watching;
  const { live, past } = runStore.getState();
  if (openMesh === '' || past || (live && isActive(live))) return;
  const [newest] = await runApi.list(openMesh, 1, signal).catch(() => []);
  if (signal.aborted || !newest) return;
  if (newest.runId !== live?.runId || newest.status !== live.status) await watch(newest.runId, watchAnew());
}

/** Shows a past run's outputs instead of the newest run; throws ApiError and changes nothing when it cannot be read. */
export async function viewPastRun(runId: string): Promise<void> {
  const { live } = runStore.getState();
  if (live?.runId === runId) return viewNewestRun();
  const { signal } = watching;
  const run = await runApi.state(runId, signal);
  if (!signal.aborted) showPast(runStore, run);
}

/** Back to the newest run. */
export function viewNewestRun(): void {
  showPast(runStore, undefined);
}

function watchAnew(): AbortSignal {
  watching.abort();
  batch.clear();
  watching = new AbortController();
  return watching.signal;
}

async function watch(runId: string, signal: AbortSignal): Promise<void> {
  const run = await keepTrying((each) => runApi.state(runId, each), signal);
  if (!run) return;
  showLive(runStore, run);
  if (isActive(run)) void follow(run, signal);
}

async function follow(run: RunState, signal: AbortSignal): Promise<void> {
  const outcome = await followRun({
    url: runApi.eventsUrl(run.runId),
    seq: run.seq,
    signal,
    onEvent: batch.add,
    onConnection: (connected) => setConnection(runStore, { state: connected ? 'live' : 'lost' }),
  });
  if (outcome === 'stopped') return;
  batch.flush();
  if (outcome === 'ended') setConnection(runStore, { state: 'idle' });
  else setConnection(runStore, { state: 'broken', message: brokenWords[outcome] });
}

const brokenWords = {
  gone: 'The server no longer knows this run. What it sent so far is shown here; start a new run.',
  unreadable: 'The server speaks a newer language than this page. The run goes on; reload the page to see it.',
};

/** Tries until the server answers. Undefined when the signal aborted or the server refused for good. */
async function keepTrying<Result>(
  ask: (signal: AbortSignal) => Promise<Result>,
  signal: AbortSignal,
): Promise<Result | undefined> {
  setConnection(runStore, { state: 'connecting' });
  for (let attempt = 0; ; attempt += 1) {
    try {
      const result = await ask(signal);
      if (signal.aborted) return undefined;
      setConnection(runStore, { state: 'idle' });
      return result;
    } catch (error) {
      if (signal.aborted) return undefined;
      if (error instanceof ApiError && error.status > 0 && error.status < 500) {
        setConnection(runStore, { state: 'broken', message: error.message });
        return undefined;
      }
      setConnection(runStore, { state: 'lost' });
      await waitLonger(attempt, signal);
    }
  }
}
