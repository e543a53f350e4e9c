// The weights a consensus uses: from graded questions where there are enough, else equal with copies sharing one block.
import { requireSameLength } from './ballot.ts';
import { copyDiscount } from './effective-voices.ts';
import { covarianceWeights } from './vote-weights.ts';
import { assumedCorrelations } from './voice-correlation.ts';

/** From how many graded items on measured weights are used. */
const enoughItems = 30;

export interface PanelWeights {
  /** One a voice, not negative, the largest 1. */
  readonly weights: readonly number[];
  /** `graded`: from the voices' record. `equal`: one voice one vote, copies of one model scaled to what the block counts as. */
  readonly basis: 'graded' | 'equal';
  /** The graded items behind it. */
  readonly items: number;
}

/**
 * Weights of the voices of a panel. `models` names each voice's model; `marks` is voice x graded item (null without a history). With at
 * least 30 graded items: `covarianceWeights`. With fewer, or when no voice beats chance: 1 each, and each of c copies of one model
 * 1/(1+(c-1)rho) with the rho of copies, so that four strangers are not outvoted by five copies. Never scaled by vendor: in 16 of 19
 * measured cases that loses. Throws a RangeError when there are not as many marks as models.
 */
export function panelWeights(
  models: readonly string[],
  {
    marks = null,
    optionCount = 2,
    copyCorrelation = assumedCorrelations['same-model'],
  }: {
    readonly marks?: readonly (readonly boolean[])[] | null;
    readonly optionCount?: number;
    readonly copyCorrelation?: number;
  } = {},
): PanelWeights {
  if (marks) requireSameLength(models, marks, 'voices', 'rows of marks');
  const items = marks?.[0]?.length ?? 0;
  if (marks && items >= enoughItems) {
    const weights = covarianceWeights(marks, optionCount);
    const largest = Math.max(...weights);
    if (largest > 0) return { weights: weights.map((weight) => weight / largest), basis: 'graded', items };
  }
  const copies = Map.groupBy(models, (model) => model);
  const weights = models.map((model) => copyDiscount(copies.get(model)?.length ?? 1, copyCorrelation));
  const largest = Math.max(0, ...weights);
  return { weights: weights.map((weight) => weight / largest), basis: 'equal', items };
}
