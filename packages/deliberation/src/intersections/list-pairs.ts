// The pairs of n domains and what exploring some of them will cost in calls. Nothing is called here.

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

export interface ExplorationPlan {
  /** Ideas that are asked for in one cell, each a call. */
  readonly ideasPerCell: number;
  /** Controls for each cell: with a random second domain, and with one domain only. */
  readonly randomControls: number;
  readonly singleControls: number;
  /** Calls of the outside judge for one finding or control; 0 without a judge. */
  readonly judgeCalls: number;
}

export interface CallEstimate {
  readonly cells: number;
  /** One answer of each domain by itself, against which novelty is measured; each is asked once. */
  readonly baseline: number;
  readonly ideas: number;
  readonly controls: number;
  readonly judging: number;
  readonly total: number;
}

/** Calls that exploring these cells takes, in all. */
export function estimateCalls(cells: readonly DomainPair[], plan: ExplorationPlan): CallEstimate {
  const baseline = new Set(cells.flatMap(({ first, second }) => [first, second])).size;
  const ideas = cells.length * plan.ideasPerCell;
  const controls = cells.length * (plan.randomControls + plan.singleControls);
  const judging = (ideas + controls) * plan.judgeCalls;
  return { cells: cells.length, baseline, ideas, controls, judging, total: baseline + ideas + controls + judging };
}

/** The longest beginning of `cells` whose estimate is at most `budget` calls. */
export function fitToBudget(cells: readonly DomainPair[], plan: ExplorationPlan, budget: number): DomainPair[] {
  let fitting = 0;
  while (fitting < cells.length && estimateCalls(cells.slice(0, fitting + 1), plan).total <= budget) fitting += 1;
  return cells.slice(0, fitting);
}
