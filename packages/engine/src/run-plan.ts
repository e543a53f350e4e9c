// runPlan: runs a Plan's steps as soon as their inputs are there, in parallel, and tells everything as events.
// It knows no database, no node type and no model; a durable step is injected by the host.
import type { Plan, RunEventBody } from '@parley/spec';
import { AppError, toFault } from '@parley/spec';
import type { EngineHost } from './engine-host.ts';
import type { StepOutcome } from './gather-inputs.ts';
import { runLoop } from './run-loop.ts';
import { openSitting, runSteps } from './run-steps.ts';

type RunEnd = Extract<RunEventBody, { type: 'run-end' }>;

/**
 * Runs the plan to its end and resolves with the `run-end` event it emitted last. Never rejects for a fault of a step.
 * The run is `done` when every result step gave a value or was not taken, and one gave a value, `cancelled` when the host's signal aborted, else `failed`.
 */
export async function runPlan(plan: Plan, outerHost: EngineHost): Promise<RunEnd> {
  const sitting = openSitting(outerHost, runLoop);
  const { host } = sitting;
  host.emit({
    type: 'run-start',
    name: plan.name,
    steps: plan.steps.map(({ id, nodeId, title, op }) => ({ stepId: id, nodeId, title, op })),
    results: plan.results,
    resumed: host.resumed,
    ...(host.again.length > 0 && { again: [...host.again] }),
  });
  const settled = await runSteps(plan.steps, new Map(), sitting);
  const halted = sitting.halted();
  const end: RunEnd =
    halted && !outerHost.signal.aborted
      ? { type: 'run-end', status: 'failed', fault: halted }
      : endOf(plan, settled, outerHost.signal);
  host.emit(end);
  return end;
}

function endOf(plan: Plan, outcomes: ReadonlyMap<string, StepOutcome>, signal: AbortSignal): RunEnd {
  if (signal.aborted) return { type: 'run-end', status: 'cancelled' };
  const ends = plan.results.flatMap((id) => outcomes.get(id) ?? []);
  const untaken = ends.flatMap((end) => (end.status === 'not-taken' ? [end.because] : []));
  if (ends.every(({ status }) => status === 'done' || status === 'not-taken')) {
    const [because] = untaken;
    return because !== undefined && untaken.length === ends.length
      ? endNowhere(because)
      : { type: 'run-end', status: 'done' };
  }
  const failed = [...outcomes.values()].flatMap((outcome) => (outcome.status === 'failed' ? outcome : []));
  const fault = (failed.find(({ halts }) => halts) ?? failed.find((outcome) => outcome.fault))?.fault;
  return { type: 'run-end', status: 'failed', ...(fault && { fault }) };
}

/** Nothing failed, and yet there is nothing to show. */
function endNowhere(because: string): RunEnd {
  const message = `This run came to no output: it went the way it did because ${because}, and that way leads to none. What was finished is kept. Wire that side to an output and run again.`;
  return { type: 'run-end', status: 'failed', fault: toFault(new AppError('user/no-material', message)) };
}
