// Which cells of the matrix of domains are explored, and why the others are not. The same before a run and in it.
import { type DomainPair, type ExplorationPlan, fitToBudget } from './list-pairs.ts';

export interface ChosenCells<Pair extends DomainPair> {
  readonly explored: readonly Pair[];
  readonly overBudget: readonly Pair[];
  readonly notPicked: readonly Pair[];
}

/** Of the pairs, in the order in which they are wanted, those that `isWanted` and that the budget of calls holds. */
export function chooseCells<Pair extends DomainPair>(
  pairs: readonly Pair[],
  isWanted: (pair: Pair) => boolean,
  plan: ExplorationPlan,
  budget: number,
): ChosenCells<Pair> {
  const wanted = pairs.filter(isWanted);
  const held = fitToBudget(wanted, plan, budget).length;
  return {
    explored: wanted.slice(0, held),
    overBudget: wanted.slice(held),
    notPicked: pairs.filter((pair) => !isWanted(pair)),
  };
}
