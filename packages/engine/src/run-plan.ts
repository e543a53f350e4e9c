// runPlan: runs a Plan's steps as soon as their inputs are there, in parallel, and tells everything as events.
// It knows no database, no node type and no model; a durable step is injected by the host.
import type { Fault, Plan, RunEventBody, Step } from '@parley/spec';
import { AppError, toFault } from '@parley/spec';
import { type Attendance, createAttendance } from './attend-run.ts';
import { chooseAfterFailure, type FailureChoice, readChoice } from './choose-after-failure.ts';
import type { EngineHost } from './engine-host.ts';
import { gatherInputs, type StepOutcome } from './gather-inputs.ts';
import { createStepContext } from './step-context.ts';

type RunEnd = Extract<RunEventBody, { type: 'run-end' }>;

/**
 * Runs the plan to its end and resolves with the `run-end` event it emitted last. Never rejects for a fault of a step.
 * The run is `done` when every result step gave a value or was not taken, and one gave a value, `cancelled` when the host's signal aborted, else `failed`.
 */
export async function runPlan(plan: Plan, outerHost: EngineHost): Promise<RunEnd> {
  const halt = new AbortController();
  const host = { ...outerHost, signal: AbortSignal.any([outerHost.signal, halt.signal]) };
  let halted: Fault | undefined;
  const sitting: RunSitting = {
    host,
    attendance: createAttendance(host),
    cancelled: whenAborted(host.signal),
    halt(fault) {
      halted ??= fault;
      halt.abort();
    },
  };
  host.emit({
    type: 'run-start',
    name: plan.name,
    steps: plan.steps.map(({ id, nodeId, title, op }) => ({ stepId: id, nodeId, title, op })),
    results: plan.results,
    resumed: host.resumed,
    ...(host.again.length > 0 && { again: [...host.again] }),
  });
  const outcomes = new Map<string, Promise<StepOutcome>>();
  for (const step of plan.steps) {
    const known = outcomeBefore(step, host);
    outcomes.set(step.id, known ? Promise.resolve(known) : runStep(step, outcomes, sitting));
  }
  const settled = new Map<string, StepOutcome>();
  for (const [id, outcome] of outcomes) settled.set(id, await outcome);
  const end: RunEnd =
    halted && !outerHost.signal.aborted
      ? { type: 'run-end', status: 'failed', fault: halted }
      : endOf(plan, settled, outerHost.signal);
  host.emit(end);
  return end;
}

async function runStep(
  step: Step,
  outcomes: ReadonlyMap<string, Promise<StepOutcome>>,
  { host, attendance, cancelled, halt }: RunSitting,
): Promise<StepOutcome> {
  const gathered = await gatherInputs(step, outcomes);
  if (host.signal.aborted || gathered.status === 'cancelled') return { status: 'cancelled' };
  const at = { stepId: step.id, nodeId: step.nodeId };
  if (gathered.status === 'not-taken') {
    host.emit({ type: 'step-skip', ...at, reason: `Not needed: ${gathered.because}.`, notTaken: true });
    return gathered;
  }
  if (gathered.status === 'lacking') {
    host.emit({ type: 'step-skip', ...at, reason: gathered.lack });
    const missing = { nodeId: step.nodeId, title: step.title, reason: gathered.lack };
    return { status: 'skipped', missing, ...(gathered.halts && { halts: true }) };
  }
  const { inputs } = gathered;
  const attemptOnce = async (attempt: number): Promise<StepOutcome | 'retry'> => {
    host.emit({ type: 'step-start', ...at, attempt });
    const { context, wasReused } = createStepContext(step, host, attendance);
    try {
      if (step.op === 'loop') throw new AppError('internal/bug', 'A loop is not run yet');
      const value = await host.ops[step.op](step.args, inputs, context);
      if (host.signal.aborted) return { status: 'cancelled' };
      host.emit({ type: 'step-end', ...at, output: value, reused: wasReused() });
      return { status: 'done', value };
    } catch (error) {
      if (host.signal.aborted) return { status: 'cancelled' };
      const fault = toFault(error);
      return conclude(await chooseAfterFailure(step, { fault, attempt }, attendance), fault);
    }
  };
  const conclude = (choice: FailureChoice, fault: Fault): StepOutcome | 'retry' => {
    if (host.signal.aborted) return { status: 'cancelled' };
    if (choice === 'retry') return 'retry';
    host.emit({ type: 'step-error', ...at, fault });
    if (choice === 'stop') halt(fault);
    return failedOutcome(step, fault);
  };
  const work = async (): Promise<StepOutcome> => {
    const asked = host.requests.get(step.id)?.find(({ kind }) => kind === 'failure');
    if (asked?.fault) {
      const outcome = conclude(await readChoice(step, asked, attendance), asked.fault);
      if (outcome !== 'retry') return outcome;
    }
    for (let attempt = (host.attempts.get(step.id) ?? 0) + 1; ; attempt += 1) {
      const outcome = await attemptOnce(attempt);
      if (outcome !== 'retry') return outcome;
    }
  };
  // An op that is deaf to its signal must not hold up a cancel.
  return Promise.race([attendance.work(work), cancelled]);
}

/** What all steps of one `runPlan` share. */
interface RunSitting {
  readonly host: EngineHost;
  readonly attendance: Attendance;
  readonly cancelled: Promise<{ readonly status: 'cancelled' }>;
  /** Ends the run as failed: nothing further starts and calls in flight stop. */
  halt(fault: Fault): void;
}

/** How the step came out in an earlier sitting, when that still holds. */
function outcomeBefore(step: Step, { finished, failed }: EngineHost): StepOutcome | undefined {
  const done = finished.get(step.id);
  if (done) return { status: 'done', value: done.output };
  const fault = failed.get(step.id);
  return fault && failedOutcome(step, fault);
}

function failedOutcome({ nodeId, title, onFailure }: Step, fault: Fault): StepOutcome {
  // A person who was asked and goes on without the voice has decided just that.
  const halts = haltsRun(fault) && onFailure !== 'ask';
  return { status: 'failed', missing: { nodeId, title, reason: fault.message }, fault, ...(halts && { halts }) };
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

/** A voice that has no money left to speak is not missing: the run stops, so that it can go on whole when there is more. */
function haltsRun({ code }: Fault): boolean {
  return code === 'limit/spend';
}

/** Nothing failed, and yet there is nothing to show. */
function endNowhere(because: string): RunEnd {
  const message = `This run came to no output: it went the way it did because ${because}, and that way leads to none. What was finished is kept. Wire that side to an output and run again.`;
  return { type: 'run-end', status: 'failed', fault: toFault(new AppError('user/no-material', message)) };
}

function whenAborted(signal: AbortSignal): Promise<{ status: 'cancelled' }> {
  return new Promise((resolve) => {
    const settle = () => resolve({ status: 'cancelled' });
    if (signal.aborted) settle();
    else signal.addEventListener('abort', settle, { once: true });
  });
}
