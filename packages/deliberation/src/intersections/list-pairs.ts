// The pairs of n domains, in which order they are taken, and what exploring some of them will cost in calls. Nothing is called here.

/** Two domains, in the order in which they were given. */
export interface DomainPair {
  readonly first: string;
  readonly second: string;
}

/** All n(n-1)/2 pairs of different domains, row by row; a domain given twice counts once. */
export function listPairs(domains: readonly string[]): DomainPair[] {
  const distinct = [...new Set(domains)];
  return distinct.flatMap((first, index) => distinct.slice(index + 1).map((second) => ({ first, second })));
}

/**
 * The same pairs in an order in which the domains take turns, so that a budget that ends early leaves no domain out: always the pair
 * whose domains were taken least often so far, the earlier of several.
 */
export function takeTurns(pairs: readonly DomainPair[]): DomainPair[] {
  const taken = new Map<string, number>();
  const count = (domain: string) => taken.get(domain) ?? 0;
  const rest = [...pairs];
  const ordered: DomainPair[] = [];
  while (rest.length > 0) {
    let best = 0;
    for (const [place, { first, second }] of rest.entries()) {
      const before = rest[best];
      if (before && count(first) + count(second) < count(before.first) + count(before.second)) best = place;
    }
    for (const pair of rest.splice(best, 1)) {
      ordered.push(pair);
      taken.set(pair.first, count(pair.first) + 1);
      taken.set(pair.second, count(pair.second) + 1);
    }
  }
  return ordered;
}

/** Calls that one cell takes; the ideas of a cell are asked for in one call. */
export interface ExplorationPlan {
  /** Controls for each cell: with a random second domain, and with one domain only. */
  readonly randomControls: number;
  readonly singleControls: number;
  /** Calls of the outside judge for a cell, its findings and controls together; 0 without a judge. */
  readonly judgeCalls: number;
  /** Calls for what each domain says by itself; 0 where its voices said it already. */
  readonly baselineCalls: number;
}

/** The plan for a panel of so many domains whose voices have spoken. With two domains there is no third to draw as a control. */
export function planExploration(options: {
  readonly domains: number;
  readonly controls: boolean;
  readonly judged: boolean;
}): ExplorationPlan {
  return {
    randomControls: options.controls && options.domains > 2 ? 1 : 0,
    singleControls: options.controls ? 1 : 0,
    judgeCalls: options.judged ? 1 : 0,
    baselineCalls: 0,
  };
}

export interface CallEstimate {
  readonly cells: number;
  readonly baseline: number;
  readonly ideas: number;
  readonly controls: number;
  readonly judging: number;
  readonly total: number;
}

/** Calls that exploring these cells takes, in all. */
export function estimateCalls(cells: readonly DomainPair[], plan: ExplorationPlan): CallEstimate {
  const domains = new Set(cells.flatMap(({ first, second }) => [first, second])).size;
  const baseline = domains * plan.baselineCalls;
  const ideas = cells.length;
  const controls = cells.length * (plan.randomControls + plan.singleControls);
  const judging = cells.length * plan.judgeCalls;
  return { cells: cells.length, baseline, ideas, controls, judging, total: baseline + ideas + controls + judging };
}

/** The longest beginning of `cells` whose estimate is at most `budget` calls. */
export function fitToBudget(cells: readonly DomainPair[], plan: ExplorationPlan, budget: number): DomainPair[] {
  let fitting = 0;
  while (fitting < cells.length && estimateCalls(cells.slice(0, fitting + 1), plan).total <= budget) fitting += 1;
  return cells.slice(0, fitting);
}
