// What a person can do with runs: start, stop, go on. Each says in a toast what went wrong; none writes run state itself.
import type { InputAnswer } from '@parley/spec';
import { toast } from 'sonner';
import { ApiError, messageOf } from '../api/api.ts';
import { countWords } from '../result/support.ts';
import { getGraphId, saveNow } from '../state/graph-store.ts';
import { showRight } from '../state/view-store.ts';
import { runApi } from './run-api.ts';
import { runStore } from './run-store.ts';
import { isActive, watchRun } from './run-stream.ts';

/** Saves the mesh and starts a run of it. Resolves when the run is shown, or was refused and the reason shown. */
export function startRun(): Promise<void> {
  return attempt(async () => {
    await saveNow();
    const graphId = getGraphId();
    if (graphId === '') return;
    const runId = await runApi.start(graphId);
    await showRun(runId);
  });
}

/** Stops the newest run: calls in flight end, what is finished stays. `onRefused` is called when the wish did not arrive. */
export function cancelRun(onRefused?: () => void): Promise<void> {
  return attempt(async () => {
    const { live } = runStore.getState();
    if (live) await runApi.cancel(live.runId);
  }, onRefused);
}

/** Answers a question of the run that is shown. `onRefused` is called when the answer did not arrive or came too late. */
export function answerRun(requestId: string, answer: InputAnswer, onRefused: () => void): Promise<void> {
  return attempt(async () => {
    const { live, past } = runStore.getState();
    const run = past ?? live;
    if (!run) return;
    await runApi.answer(run.runId, requestId, answer);
    // A past run is not followed, so nothing on the page would show that it goes on.
    if (past) toast.success('The run goes on with your answer.');
  }, onRefused);
}

/**
 * Takes up the newest run where it failed or was stopped, or asks the missing voices of a done one again; finished calls
 * are not paid again.
 */
export function resumeRun(): Promise<void> {
  return attempt(async () => {
    const { live } = runStore.getState();
    if (!live) return;
    await runApi.resume(live.runId);
    await showRun(live.runId);
  });
}

/** A run can be over before the first look at it; then nobody sees it end, so its result is opened here. */
async function showRun(runId: string): Promise<void> {
  await watchRun(runId);
  const { live } = runStore.getState();
  if (live?.runId === runId && !isActive(live)) showRight('result');
}

async function attempt(command: () => Promise<void>, onRefused?: () => void): Promise<void> {
  try {
    await command();
  } catch (error) {
    const problems = error instanceof ApiError ? error.diagnostics.filter(({ severity }) => severity === 'error') : [];
    if (problems.length === 0) toast.error(messageOf(error));
    else toast.error(`Fix ${countWords(problems.length, 'problem')} first`, { description: problems[0]?.message });
    onRefused?.();
  }
}
