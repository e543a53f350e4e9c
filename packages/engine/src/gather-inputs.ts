// What comes to a step through its wires, and what a branch does to them: the one interpreter of branches.
import type { OpInput, OpInputs, RoundInput } from '@parley/runtime';
import { AppError, type Fault, type MissingVoice, type Step, type Value } from '@parley/spec';

/** How one step came out, as seen by the steps that need it. */
export type StepOutcome =
  | { readonly status: 'done'; readonly value: Value | RoundInput }
  | {
      readonly status: 'failed' | 'skipped';
      readonly missing: MissingVoice;
      readonly fault?: Fault;
      /** The run is to stop: nobody goes on without this one. */
      readonly halts?: true;
    }
  /** A branch went the other way; `because` is the branch's own clause. */
  | { readonly status: 'not-taken'; readonly because: string }
  | { readonly status: 'cancelled' };

export type GatheredInputs =
  | { readonly status: 'ready'; readonly inputs: OpInputs }
  /** Something it needs failed; `lack` is a sentence. `halts`: what it lacks, it lacks because the run is to stop. */
  | { readonly status: 'lacking'; readonly lack: string; readonly halts: boolean }
  | Extract<StepOutcome, { status: 'not-taken' | 'cancelled' }>;

/** What this step starts from, once all it is wired to is settled. */
export async function gatherInputs(
  step: Step,
  outcomes: ReadonlyMap<string, Promise<StepOutcome>>,
): Promise<GatheredInputs> {
  const settled = new Map<string, StepOutcome>();
  for (const source of Object.values(step.inputs).flatMap(({ steps }) => steps)) {
    const outcome = await outcomes.get(source);
    if (!outcome) throw new AppError('internal/bug', `The plan is not ordered: ${step.id} comes before ${source}`);
    if (outcome.status === 'cancelled') return outcome;
    settled.set(source, outcome);
  }
  return joinInputs(step, settled);
}

/**
 * What this step starts from. What was not taken is nobody's voice: it is left out, and the step is itself not taken when
 * nothing is left of a port that it needs. That goes before any failure.
 */
export function joinInputs(
  { inputs: wired }: Pick<Step, 'inputs'>,
  outcomes: ReadonlyMap<string, StepOutcome>,
): GatheredInputs {
  const inputs: Record<string, OpInput[]> = {};
  let lack: string | undefined;
  let halts = false;
  let notTaken: Extract<StepOutcome, { status: 'not-taken' }> | undefined;
  let untaken = 0;
  const ports = Object.entries(wired);
  for (const [port, { steps, sides, toleratesMissing, optional }] of ports) {
    const values: OpInput[] = [];
    let other: typeof notTaken;
    let taken = 0;
    for (const [index, source] of steps.entries()) {
      const come = followWire(outcomes.get(source) ?? { status: 'cancelled' }, sides?.[index]);
      if (come.status === 'cancelled') return come;
      if (come.status === 'not-taken') {
        other ??= come;
        continue;
      }
      taken += 1;
      if (come.status === 'done') values.push(come.value);
      else if (toleratesMissing && !come.halts) values.push({ kind: 'missing', missing: come.missing });
      else {
        lack ??= `"${come.missing.title}" gave nothing to work with.`;
        halts ||= come.halts ?? false;
      }
    }
    if (taken > 0 || !other) {
      inputs[port] = values;
      continue;
    }
    untaken += 1;
    if (optional !== true || untaken === ports.length) notTaken ??= other;
  }
  if (notTaken) return notTaken;
  return lack === undefined ? { status: 'ready', inputs } : { status: 'lacking', lack, halts };
}

/** What comes through a wire that leaves its source by this side: what the branch passes on, if it is the side taken. */
function followWire(outcome: StepOutcome, side: string | null = null): StepOutcome {
  if (side === null || outcome.status !== 'done') return outcome;
  const { value } = outcome;
  if (value.kind !== 'branch') throw new AppError('internal/bug', `A ${value.kind} has no side ${side}`);
  return value.side === side
    ? { status: 'done', value: value.passes }
    : { status: 'not-taken', because: value.because };
}
