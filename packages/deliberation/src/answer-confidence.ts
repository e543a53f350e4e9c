// How sure a vote may be. The naive form is here too, for comparison only: it promises 99.9 percent where 83 to 99 come true.
import { type Ballot, type Option, requireSameLength, requireWithin } from './ballot.ts';
import { compareOptions } from './tally-votes.ts';

export interface AnswerConfidence {
  /** The options named with their probability, the likeliest first. They and `unnamed` add up to 1. */
  readonly options: readonly { readonly option: Option; readonly probability: number }[];
  /** The probability that the right answer is one that nobody named. */
  readonly unnamed: number;
}

export interface ConfidenceBasis {
  /** Log-odds weight of each voice in nats, from `logOddsWeights`. */
  readonly weights: readonly number[];
  /** How much of a whole voice each is, 0 to 1, from `voiceDiscounts`. All 1 (the default) is the naive form: as if independent. */
  readonly discounts?: readonly number[];
  /** How many options the question has; null for an open one. It decides only whether an option can be left that nobody named. */
  readonly optionCount?: number | null;
  /** Multiplies all evidence; 1 unless fitted on graded questions by `fitSharpness`. */
  readonly sharpness?: number;
}

/**
 * Posterior over the answers: P(s) in proportion to exp[t sum_m d_m w_m 1[a_m = s]], and to exp(0) for all unnamed options together. With
 * one rho among all voices d_m = n_eff/n, the discounted Bayes of the design notes; with blocks of copies each block counts its own n_eff,
 * so that copies neither add certainty nor drown the others. Show it as a history band, not as a number, and only with graded questions
 * behind the weights. Throws a RangeError on lists of other lengths, negative or infinite weights, discounts outside [0, 1], or a
 * sharpness below 0.
 */
export function answerConfidence(ballots: readonly Ballot[], basis: ConfidenceBasis): AnswerConfidence {
  const { weights, discounts, optionCount = null, sharpness = 1 } = basis;
  requireSameLength(ballots, weights, 'ballots', 'weights');
  requireWithin(weights, 0, Number.MAX_VALUE, 'A weight');
  requireWithin([sharpness], 0, Number.MAX_VALUE, 'The sharpness');
  if (discounts) {
    requireSameLength(ballots, discounts, 'ballots', 'discounts');
    requireWithin(discounts, 0, 1, 'A discount');
  }
  const evidence = new Map<Option, number>();
  for (const [voice, option] of ballots.entries()) {
    if (option === null) continue;
    const worth = sharpness * (weights[voice] ?? 0) * (discounts?.[voice] ?? 1);
    evidence.set(option, (evidence.get(option) ?? 0) + worth);
  }
  const most = Math.max(0, ...evidence.values());
  const unnamedMass = optionCount !== null && evidence.size >= optionCount ? 0 : Math.exp(-most);
  let total = unnamedMass;
  for (const value of evidence.values()) total += Math.exp(value - most);
  const options = [...evidence]
    .map(([option, value]) => ({ option, probability: Math.exp(value - most) / total }))
    .toSorted((a, b) => b.probability - a.probability || compareOptions(a.option, b.option));
  return { options, unnamed: unnamedMass / total };
}
