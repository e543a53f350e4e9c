// foldBranches: what the steps of a plan cost together when every branch takes one of its sides.
import { type Guards, guardsOfWires, type PlanEstimate, sideKey, type Step, type StepInput } from '@parley/spec';
import { branchSides } from '../op-arguments.ts';

type Range = PlanEstimate['calls'];

/** Calls, tokens that are sent, US dollars of the calls with a known price, and the calls without one. */
export type Cost = Readonly<Record<(typeof parts)[number], Range>>;

const parts = ['calls', 'tokens', 'usd', 'unpriced'] as const;

interface Region {
  cost: Cost;
  readonly branches: string[];
}

/** Nothing at all. */
export const noCost = make(() => ({ least: 0, most: 0 }));
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
  const regions = new Map<string, Region>([[everywhere, { cost: noCost, branches: [] }]]);
  const regionOf = (key: string): Region => {
    const region = regions.get(key) ?? { cost: noCost, branches: [] };
    regions.set(key, region);
    return region;
  };
  const certain = findCertain(steps, guards);
  for (const { id, op } of steps) {
    const own = [...(guards.get(id)?.values() ?? [])];
    // The innermost branch: it hangs on all the others, and each of them hangs on fewer.
    const inner = own.find(({ step }) => (guards.get(step)?.size ?? 0) === own.length - 1);
    const region = regionOf(inner ? sideKey(inner) : everywhere);
    const cost = costs.get(id) ?? noCost;
    region.cost = addCosts(region.cost, certain.has(id) && (inner || own.length === 0) ? cost : maybe(cost));
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
    return branches.reduce((all, branch) => addCosts(all, total.get(branch) ?? noCost), cost);
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

function make(range: (part: (typeof parts)[number]) => Range): Cost {
  return { calls: range('calls'), tokens: range('tokens'), usd: range('usd'), unpriced: range('unpriced') };
}

/** Both of these. */
export function addCosts(one: Cost, other: Cost): Cost {
  return make((part) => ({ least: one[part].least + other[part].least, most: one[part].most + other[part].most }));
}

/** The same for what may not be done. */
export function maybe(cost: Cost): Cost {
  return make((part) => ({ ...cost[part], least: 0 }));
}

/** Either of these: the least of all, the most of all. */
function either(costs: readonly Cost[]): Cost {
  return make((part) => ({
    least: Math.min(...costs.map((cost) => cost[part].least)),
    most: Math.max(...costs.map((cost) => cost[part].most)),
  }));
}
