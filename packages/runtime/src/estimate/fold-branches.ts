// foldBranches: what the steps of a plan cost together when every branch takes one of its sides.
import { type Guards, guardsOfWires, type PlanEstimate, sideKey, type Step, type StepInput } from '@parley/spec';
import { branchSides } from '../op-arguments.ts';

type Range = PlanEstimate['calls'];

/** Calls, and tokens that are sent. */
export interface Cost {
  readonly calls: Range;
  readonly tokens: Range;
}

interface Region {
  cost: Cost;
  readonly branches: string[];
}

const none: Cost = { calls: { least: 0, most: 0 }, tokens: { least: 0, most: 0 } };
const everywhere = '';

/**
 * At least what is surely taken and the cheapest side of each branch, at most the dearest side. A step that hangs on several
 * branches, none of which lies inside the other, may be taken and may not: it counts for the most only.
 */
export function foldBranches(
  steps: readonly Step[],
  guards: ReadonlyMap<string, Guards>,
  costs: ReadonlyMap<string, Cost>,
): Cost {
  const regions = new Map<string, Region>([[everywhere, { cost: none, branches: [] }]]);
  const regionOf = (key: string): Region => {
    const region = regions.get(key) ?? { cost: none, branches: [] };
    regions.set(key, region);
    return region;
  };
  const certain = findCertain(steps, guards);
  for (const { id, op } of steps) {
    const own = [...(guards.get(id)?.values() ?? [])];
    // The innermost branch: it hangs on all the others, and each of them hangs on fewer.
    const inner = own.find(({ step }) => (guards.get(step)?.size ?? 0) === own.length - 1);
    const region = regionOf(inner ? sideKey(inner) : everywhere);
    const cost = costs.get(id) ?? none;
    region.cost = add(region.cost, certain.has(id) && (inner || own.length === 0) ? cost : maybe(cost));
    if (op === 'branch') region.branches.push(id);
  }
  const outermost = regionOf(everywhere);
  const total = new Map<string, Cost>();
  const isSure = (id: string) =>
    certain.has(id) && ((guards.get(id)?.size ?? 0) === 0 || !outermost.branches.includes(id));
  // Backwards, so that a branch inside a side is known before that side is.
  for (const { id: step } of steps.filter(({ op }) => op === 'branch').toReversed()) {
    const cost = either(branchSides.map((side) => sum(regionOf(sideKey({ step, side })))));
    total.set(step, isSure(step) ? cost : maybe(cost));
  }
  return sum(regionOf(everywhere));

  function sum({ cost, branches }: Region): Cost {
    return branches.reduce((all, branch) => add(all, total.get(branch) ?? none), cost);
  }
}

/** Steps that are taken whenever all their guards are: something surely comes to each of their ports. */
function findCertain(steps: readonly Step[], guards: ReadonlyMap<string, Guards>): ReadonlySet<string> {
  const certain = new Set<string>();
  for (const { id, inputs } of steps) {
    const own = guards.get(id) ?? new Map();
    const isFed = (input: StepInput) => {
      const wires = guardsOfWires(input, guards).filter((_, index) => certain.has(input.steps[index] ?? ''));
      const beyond = wires.map((wire) => [...wire].filter(([key]) => !own.has(key)).map(([, side]) => side));
      // Taken with the step itself, or from the two sides of one branch.
      return beyond.some(
        ([first, ...rest]) =>
          first === undefined ||
          (rest.length === 0 &&
            beyond.some(
              ([other, ...more]) => other?.step === first.step && other.side !== first.side && more.length === 0,
            )),
      );
    };
    const ports = Object.values(inputs);
    const needed = ports.filter(({ optional }) => optional !== true);
    if (ports.length === 0 || (needed.length > 0 ? needed.every(isFed) : ports.some(isFed))) certain.add(id);
  }
  return certain;
}

function add(one: Cost, other: Cost): Cost {
  const both = (a: Range, b: Range): Range => ({ least: a.least + b.least, most: a.most + b.most });
  return { calls: both(one.calls, other.calls), tokens: both(one.tokens, other.tokens) };
}

function maybe({ calls, tokens }: Cost): Cost {
  return { calls: { ...calls, least: 0 }, tokens: { ...tokens, least: 0 } };
}

/** Either of these: the least of all, the most of all. */
function either(costs: readonly Cost[]): Cost {
  const span = (ranges: readonly Range[]): Range => ({
    least: Math.min(...ranges.map(({ least }) => least)),
    most: Math.max(...ranges.map(({ most }) => most)),
  });
  return { calls: span(costs.map(({ calls }) => calls)), tokens: span(costs.map(({ tokens }) => tokens)) };
}
