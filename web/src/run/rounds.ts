// The rounds that containers of a run held, and which of them each node shows. Pure.
import type { RunState, StepState } from '@parley/spec';
import { countWords } from '../result/support.ts';

/** The round a person looks at, by the container's step id; containers that are absent show their latest. */
export type RoundChoice = ReadonlyMap<string, number>;

/** A round is as far as its least finished step. */
export type RoundState = 'waiting' | 'running' | 'asking' | 'done';

export interface Round {
  readonly round: number;
  readonly state: RoundState;
  /** Steps that ended, of so many. */
  readonly ended: number;
  readonly steps: number;
}

export interface Rounds {
  readonly all: readonly Round[];
  /** The one looked at; 0 before the first. */
  readonly shown: number;
}

interface ShownRun {
  readonly live: RunState | undefined;
  readonly past: RunState | undefined;
  readonly rounds: RoundChoice;
}

/** Answers a function that reads the rounds of a container and gives the same object while nothing of them changed. */
export function createRoundsReader(containerStepId: string | undefined): (shown: ShownRun) => Rounds {
  let last: Rounds = { all: [], shown: 0 };
  return ({ live, past, rounds }) => {
    const all = containerStepId === undefined ? [] : readRounds(past ?? live, containerStepId);
    const latest = all.at(-1)?.round ?? 0;
    const shown = Math.min(latest, rounds.get(containerStepId ?? '') ?? latest);
    if (shown !== last.shown || !sameRounds(all, last.all)) last = { all, shown };
    return last;
  };
}

/** The step each node shows, by node id: of a round, the one looked at; a node that was not in it shows its latest before. */
export function indexSteps(run: RunState | undefined, choice: RoundChoice): ReadonlyMap<string, StepState> {
  const index = new Map<string, StepState>();
  for (const step of Object.values(run?.steps ?? {})) {
    const { within } = step;
    if (!within) {
      index.set(step.nodeId, step);
      continue;
    }
    const shown = index.get(step.nodeId)?.within?.round ?? 0;
    const most = choice.get(within.stepId) ?? Infinity;
    if (within.round <= most && within.round > shown) index.set(step.nodeId, step);
  }
  return index;
}

/** The newest step of a node, whatever round is looked at. */
export function latestStep(run: RunState | undefined, nodeId: string): StepState | undefined {
  return indexSteps(run, new Map()).get(nodeId);
}

/** The rounds a container has begun, in order. */
export function readRounds(run: RunState | undefined, containerStepId: string): Round[] {
  const groups = new Map<number, StepState[]>();
  for (const step of Object.values(run?.steps ?? {})) {
    if (step.within?.stepId !== containerStepId) continue;
    const group = groups.get(step.within.round);
    if (group) group.push(step);
    else groups.set(step.within.round, [step]);
  }
  return [...groups]
    .toSorted(([one], [other]) => one - other)
    .map(([round, steps]) => {
      const ended = steps.filter(hasEnded).length;
      return { round, state: stateOf(steps, ended), ended, steps: steps.length };
    });
}

/** Each container that works now, with the round it has come to. */
export function readContainers(run: RunState | undefined): { readonly step: StepState; readonly round: number }[] {
  return Object.values(run?.steps ?? {})
    .filter(({ op, status }) => op === 'loop' && status === 'running')
    .flatMap((step) => {
      const latest = readRounds(run, step.stepId).at(-1);
      return latest ? [{ step, round: latest.round }] : [];
    });
}

/** The steps of a run in the order of its plan, those of a container's rounds right after it. */
export function orderSteps(run: RunState): StepState[] {
  const steps = Object.values(run.steps);
  const inside = Map.groupBy(steps, ({ within }) => within?.stepId);
  const outside = inside.get(undefined) ?? [];
  return outside.flatMap((step) => [
    step,
    ...(inside.get(step.stepId) ?? []).toSorted((a, b) => (a.within?.round ?? 0) - (b.within?.round ?? 0)),
  ]);
}

/** The title of a step, with its round where it has one. */
export function stepTitle({ title, within }: Pick<StepState, 'title' | 'within'>): string {
  return within ? `${title}, round ${within.round}` : title;
}

/** How far a round is, in one sentence. */
export function roundWords({ round, state, ended, steps }: Round): string {
  const words = { waiting: 'waits', running: 'runs', asking: 'waits for you', done: 'is through' }[state];
  return state === 'done'
    ? `Round ${round} ${words}.`
    : `Round ${round} ${words}: ${ended} of ${countWords(steps, 'voice')} ${ended === 1 ? 'is' : 'are'} through.`;
}

function sameRounds(one: readonly Round[], other: readonly Round[]): boolean {
  return (
    one.length === other.length &&
    one.every((round, index) => round.state === other[index]?.state && round.ended === other[index].ended)
  );
}

function stateOf(steps: readonly StepState[], ended: number): RoundState {
  if (ended === steps.length) return 'done';
  if (steps.some(({ status }) => status === 'running')) return 'running';
  if (steps.some(({ status }) => status === 'asking')) return 'asking';
  return ended > 0 ? 'running' : 'waiting';
}

function hasEnded({ status }: StepState): boolean {
  return status !== 'waiting' && status !== 'running' && status !== 'asking';
}
