// Guards: on which sides of which branches a step lies. What the checks, the estimate and an export know of branches
// before a run; the engine finds the same out as it runs.
import type { Step } from './plan.ts';

/** One side of a branch. */
export interface Side {
  readonly step: string;
  readonly side: string;
}

/** Sides that must all be taken, by `step.side`. */
export type Guards = ReadonlyMap<string, Side>;

/** The key of a side among guards. */
export function sideKey({ step, side }: Side): string {
  return `${step}.${side}`;
}

const noGuards: Guards = new Map();

/**
 * The sides without which each step is not taken, by step id; steps in topological order. A port whose wires are all not
 * taken makes its step not taken, unless it is optional; so does a step to which nothing comes at all.
 */
export function findGuards(steps: readonly Pick<Step, 'id' | 'inputs'>[]): ReadonlyMap<string, Guards> {
  const found = new Map<string, Guards>();
  for (const { id, inputs } of steps) {
    const ports = Object.values(inputs).map((input) => ({ input, guards: shared(guardsOfWires(input, found)) }));
    const needed = ports.filter(({ input }) => input.optional !== true).map(({ guards }) => guards);
    found.set(id, joined(needed.length > 0 ? needed : [shared(ports.map(({ guards }) => guards))]));
  }
  return found;
}

/** For each wire of an input, the sides without which it is not taken. */
export function guardsOfWires(
  { steps, sides }: Pick<Step['inputs'][string], 'steps' | 'sides'>,
  guards: ReadonlyMap<string, Guards>,
): Guards[] {
  return steps.map((step, index) => {
    const before = guards.get(step) ?? noGuards;
    const side = sides?.[index] ?? null;
    return side === null ? before : new Map([...before, [sideKey({ step, side }), { step, side }]]);
  });
}

/** Whether no run takes both: they lie on two sides of one branch. */
export function areAlternatives(one: Guards, other: Guards): boolean {
  const sides = new Map([...one.values()].map(({ step, side }) => [step, side]));
  return [...other.values()].some(({ step, side }) => sides.has(step) && sides.get(step) !== side);
}

/** Whether a run takes this at all: not, when it lies on two sides of one branch. */
export function canBeTaken(guards: Guards): boolean {
  return new Set([...guards.values()].map(({ step }) => step)).size === guards.size;
}

function shared(all: readonly Guards[]): Guards {
  const [first = noGuards, ...others] = all;
  if (first.size === 0 || others.length === 0) return first;
  return new Map([...first].filter(([key]) => others.every((other) => other.has(key))));
}

function joined(all: readonly Guards[]): Guards {
  const some = all.filter(({ size }) => size > 0);
  return some.length > 1 ? new Map(some.flatMap((guards) => [...guards])) : (some[0] ?? noGuards);
}
