// runStep: one step from its inputs to its outcome, with its attempts, its policy and its events. What calls the steps, a
// Plan or a program, is not known here.
import { AppError, type Fault, type Step, toFault } from '@parley/spec';
import { type Attendance, createAttendance } from './attend-run.ts';
import { chooseAfterFailure, type FailureChoice, readChoice } from './choose-after-failure.ts';
import type { EngineHost } from './engine-host.ts';
import { gatherInputs, type StepOutcome } from './gather-inputs.ts';
import { createStepContext } from './step-context.ts';

/** What all steps of one sitting share. */
export interface RunSitting {
  /** With a signal that also aborts when the run is halted. */
  readonly host: EngineHost;
  readonly attendance: Attendance;
  readonly cancelled: Promise<{ readonly status: 'cancelled' }>;
  /** Ends the run as failed: nothing further starts and calls in flight stop. */
  halt(fault: Fault): void;
  /** The first fault the run was halted with. */
  halted(): Fault | undefined;
}

/** Opens a sitting over this host. */
export function openSitting(outerHost: EngineHost): RunSitting {
  const stop = new AbortController();
  const host = { ...outerHost, signal: AbortSignal.any([outerHost.signal, stop.signal]) };
  let halted: Fault | undefined;
  return {
    host,
    attendance: createAttendance(host),
    cancelled: whenAborted(host.signal),
    halt(fault) {
      halted ??= fault;
      stop.abort();
    },
    halted: () => halted,
  };
}

/** The outcome of the step, once all it is wired to is settled. Never rejects for a fault of a step. */
export async function runStep(
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
      const op = host.ops[step.op];
      if (!op) throw new AppError('internal/bug', `There is no op "${step.op}" here.`);
      const value = await op(step.args, inputs, context);
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

/** A step that failed for good, as those see it that need it. */
export function failedOutcome({ nodeId, title, onFailure }: Step, fault: Fault): StepOutcome {
  // A person who was asked and goes on without the voice has decided just that.
  const halts = haltsRun(fault) && onFailure !== 'ask';
  return { status: 'failed', missing: { nodeId, title, reason: fault.message }, fault, ...(halts && { halts }) };
}

/** A voice that has no money left to speak is not missing: the run stops, so that it can go on whole when there is more. */
function haltsRun({ code }: Fault): boolean {
  return code === 'limit/spend';
}

function whenAborted(signal: AbortSignal): Promise<{ status: 'cancelled' }> {
  return new Promise((resolve) => {
    const settle = () => resolve({ status: 'cancelled' });
    if (signal.aborted) settle();
    else signal.addEventListener('abort', settle, { once: true });
  });
}
