// runSteps: the one interpreter of steps, of a plan and of the rounds of a loop. It knows no database, no node type and no model.
import type { OpContext, OpInputs } from '@parley/runtime';
import { AppError, type Fault, type Step, toFault, type Value } from '@parley/spec';
import { type Attendance, createAttendance } from './attend-run.ts';
import { chooseAfterFailure, type FailureChoice, readChoice } from './choose-after-failure.ts';
import type { EngineHost } from './engine-host.ts';
import { gatherInputs, type StepOutcome } from './gather-inputs.ts';
import { createStepContext } from './step-context.ts';

/** Holds the rounds of a loop's step; `runRound` runs the steps of one, which may be wired to what is `given`. */
export type HoldLoop = (
  step: Step,
  inputs: OpInputs,
  context: OpContext,
  parts: {
    readonly host: Pick<EngineHost, 'emit' | 'ops'>;
    runRound(
      steps: readonly Step[],
      given: ReadonlyMap<string, StepOutcome>,
    ): Promise<ReadonlyMap<string, StepOutcome>>;
  },
) => Promise<Value>;

/** What all steps of one run share. */
export interface RunSitting {
  readonly host: EngineHost;
  readonly attendance: Attendance;
  readonly cancelled: Promise<{ readonly status: 'cancelled' }>;
  /** Ends the run as failed: nothing further starts and calls in flight stop. */
  halt(fault: Fault): void;
  /** The first fault that the run was halted for. */
  halted(): Fault | undefined;
  /** Absent where nothing is repeated. */
  readonly holdLoop?: HoldLoop | undefined;
}

/** Opens a run over this host. The sitting's own host has a signal that also aborts when the run is halted. */
export function openSitting(outerHost: EngineHost, holdLoop?: HoldLoop): RunSitting {
  const stop = new AbortController();
  const host = { ...outerHost, signal: AbortSignal.any([outerHost.signal, stop.signal]) };
  let halted: Fault | undefined;
  return {
    host,
    holdLoop,
    attendance: createAttendance(host),
    cancelled: whenAborted(host.signal),
    halt(fault) {
      halted ??= fault;
      stop.abort();
    },
    halted: () => halted,
  };
}

/**
 * Runs each step as soon as what it needs is there, and resolves with how each came out, in their order. `given` are outcomes that steps
 * may be wired to besides one another. Never rejects for a fault of a step.
 */
export async function runSteps(
  steps: readonly Step[],
  given: ReadonlyMap<string, StepOutcome>,
  sitting: RunSitting,
): Promise<ReadonlyMap<string, StepOutcome>> {
  const outcomes = new Map([...given].map(([id, outcome]) => [id, Promise.resolve(outcome)]));
  for (const step of steps) {
    const known = outcomeBefore(step, sitting.host);
    outcomes.set(step.id, known ? Promise.resolve(known) : runStep(step, outcomes, sitting));
  }
  const settled = new Map<string, StepOutcome>();
  for (const { id } of steps) settled.set(id, (await outcomes.get(id)) ?? { status: 'cancelled' });
  return settled;
}

/** The outcome of the step, once all it is wired to is settled. Never rejects for a fault of a step. */
export async function runStep(
  step: Step,
  outcomes: ReadonlyMap<string, Promise<StepOutcome>>,
  sitting: RunSitting,
): Promise<StepOutcome> {
  const { host, attendance, cancelled, halt } = sitting;
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
      const value = await perform(step, inputs, context, sitting);
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

function perform(step: Step, inputs: OpInputs, context: OpContext, sitting: RunSitting): Promise<Value> {
  const { host, attendance, holdLoop } = sitting;
  if (step.op === 'loop' && holdLoop) {
    const runRound: Parameters<HoldLoop>[3]['runRound'] = (steps, given) =>
      attendance.standBy(() => runSteps(steps, given, sitting));
    return holdLoop(step, inputs, context, { host, runRound });
  }
  const op = step.op === 'loop' ? undefined : host.ops[step.op];
  if (!op) throw new AppError('internal/bug', `There is no op "${step.op}" here.`);
  return op(step.args, inputs, context);
}

/** How the step came out in an earlier sitting, when that still holds. */
function outcomeBefore(step: Step, { finished, failed }: EngineHost): StepOutcome | undefined {
  const done = finished.get(step.id);
  if (done) return { status: 'done', value: done.output };
  const fault = failed.get(step.id);
  return fault && failedOutcome(step, fault);
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
