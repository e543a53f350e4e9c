// What was spent, in words. What nobody knows the price of is said, never shown as nothing. Pure.
import { foldSpends, formatUsd, type RunState, spendsOfSteps, type SpendTotal } from '@parley/spec';

/** "$0.0042"; "at least $0.12" when a part has no known price, "price unknown" when all of it has none. */
export function costWords({ usd, unpricedTokens }: Pick<SpendTotal, 'usd' | 'unpricedTokens'>): string {
  if (unpricedTokens === 0) return formatUsd(usd);
  return usd === 0 ? 'price unknown' : `at least ${formatUsd(usd)}`;
}

/** What a step cost; undefined when no call of it told what it used. */
export function stepCost(step: RunState['steps'][string]): string | undefined {
  return costOf({ [step.stepId]: step });
}

/** What these steps cost together; undefined when no call of them told what it used. */
export function costOf(steps: RunState['steps']): string | undefined {
  const spends = spendsOfSteps(steps);
  return spends.length === 0 ? undefined : costWords(foldSpends(spends).total);
}
