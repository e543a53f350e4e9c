// Accuracies and answers without any grading, from agreement alone. It takes agreement for truth: give it one voice of each line.
import { type Ballot, type Option, requireCount, requireSameLength, requireWithin } from './ballot.ts';
import { compareOptions } from './tally-votes.ts';
import { logOddsWeights } from './vote-weights.ts';

export interface CrowdEstimate {
  /** Estimated accuracy of each voice, .02 to .98. */
  readonly accuracies: readonly number[];
  /** Each item's options with the probability the method gives them, the likeliest first; empty where nobody answered. */
  readonly beliefs: readonly (readonly { readonly option: Option; readonly probability: number }[])[];
}

/**
 * Dawid and Skene (1979) with one coin a voice, by expectation maximisation: q_i(v) in proportion to exp sum_m w_m 1[a_mi = v] over the
 * options named, p_m = mean over the items m answered of q_i(a_mi), w_m = max(0, ln[p_m (K-1)/(1-p_m)]). It starts at p = .7, clips p to
 * [.02, .98] and makes 8 rounds. `answers` is voice x item. Where near-copies are the majority it crowns them: pass `onePerLine` of the
 * voices. Throws a RangeError on different numbers of items, K < 2 or no round.
 */
export function estimateFromCrowd(
  answers: readonly (readonly Ballot[])[],
  { optionCount = 2, rounds = 8 }: { readonly optionCount?: number; readonly rounds?: number } = {},
): CrowdEstimate {
  requireCount(rounds, 1, 'The number of rounds');
  requireWithin([optionCount], 2, Number.POSITIVE_INFINITY, 'The number of options');
  for (const row of answers)
    requireSameLength(answers[0] ?? [], row, 'answers of the first voice', 'answers of another voice');
  const items = answers[0]?.length ?? 0;
  let accuracies = answers.map(() => 0.7);
  let beliefs: { option: Option; probability: number }[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    const weights = logOddsWeights(accuracies, optionCount);
    const sums = answers.map(() => ({ belief: 0, given: 0 }));
    beliefs = Array.from({ length: items }, (_, item) => {
      const support = new Map<Option, number>();
      for (const [voice, row] of answers.entries()) {
        const option = row[item] ?? null;
        if (option !== null) support.set(option, (support.get(option) ?? 0) + (weights[voice] ?? 0));
      }
      const most = Math.max(...support.values());
      let total = 0;
      for (const [option, weight] of support) {
        const likelihood = Math.exp(weight - most);
        support.set(option, likelihood);
        total += likelihood;
      }
      for (const [voice, row] of answers.entries()) {
        const option = row[item] ?? null;
        const sum = sums[voice];
        if (option === null || !sum) continue;
        sum.given += 1;
        sum.belief += (support.get(option) ?? 0) / total;
      }
      return [...support].map(([option, likelihood]) => ({ option, probability: likelihood / total }));
    });
    accuracies = sums.map(({ belief, given }) => Math.max(0.02, Math.min(0.98, given === 0 ? 0.5 : belief / given)));
  }
  const sorted = beliefs.map((options) =>
    options.toSorted((a, b) => b.probability - a.probability || compareOptions(a.option, b.option)),
  );
  return { accuracies, beliefs: sorted };
}
