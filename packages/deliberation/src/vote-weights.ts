// What each voice's vote is worth, from how often it was right before. Weights are relative; 0 is a voice no better than chance.
import { type Ballot, type Option, requireSameLength, requireWithin } from './ballot.ts';
import { solveSymmetric } from './solve-linear.ts';

/**
 * Accuracy of each voice by Laplace's rule, (right + 1)/(N + 2), so that neither 0 nor 1 can come out. `marks` is voice x item. Throws a
 * RangeError when voices have different numbers of items.
 */
export function estimateAccuracies(marks: readonly (readonly boolean[])[]): number[] {
  for (const row of marks) requireSameLength(marks[0] ?? [], row, 'marks of the first voice', 'marks of another voice');
  return marks.map((row) => (row.filter(Boolean).length + 1) / (row.length + 2));
}

/**
 * For how many options a question stands, judging by how often two voices that were both wrong said the same: K = 1 + 1/rate, with rate =
 * (same + 1)/(both wrong + 2) over all pairs. For open questions, where no K may be invented; 2 or more. `answers` is voice x item. Throws
 * a RangeError when lengths differ.
 */
export function estimateOptionCount(answers: readonly (readonly Ballot[])[], gold: readonly Option[]): number {
  let [same, bothWrong] = [0, 0];
  for (const row of answers) requireSameLength(gold, row, 'right answers', 'answers of a voice');
  for (const [item, right] of gold.entries()) {
    const wrong = new Map<Option, number>();
    let count = 0;
    for (const row of answers) {
      const answer = row[item] ?? null;
      if (answer === null || answer === right) continue;
      count += 1;
      wrong.set(answer, (wrong.get(answer) ?? 0) + 1);
    }
    bothWrong += (count * (count - 1)) / 2;
    for (const times of wrong.values()) same += (times * (times - 1)) / 2;
  }
  return 1 + (bothWrong + 2) / (same + 1);
}

function requireOptionCount(optionCount: number): void {
  if (!(optionCount >= 2)) throw new RangeError(`A question must have at least 2 options, but it has ${optionCount}.`);
}

/**
 * w_m = max(0, ln[p_m (K-1)/(1-p_m)]) (Nitzan and Paroush 1982, for K options): the best weights when voices err independently, in nats.
 * `accuracies` lie strictly between 0 and 1. Throws a RangeError otherwise or when K < 2.
 */
export function logOddsWeights(accuracies: readonly number[], optionCount: number): number[] {
  requireOptionCount(optionCount);
  requireWithin(accuracies, Number.MIN_VALUE, 1 - Number.EPSILON, 'An accuracy');
  return accuracies.map((p) => Math.max(0, Math.log((p * (optionCount - 1)) / (1 - p))));
}

/** w_m = max(0, (p_m - 1/K)/(p_m (1-p_m))): sharper than log-odds. Same limits and errors as `logOddsWeights`. */
export function varianceWeights(accuracies: readonly number[], optionCount: number): number[] {
  requireOptionCount(optionCount);
  requireWithin(accuracies, Number.MIN_VALUE, 1 - Number.EPSILON, 'An accuracy');
  return accuracies.map((p) => Math.max(0, (p - 1 / optionCount) / (p * (1 - p))));
}

/**
 * w = max(0, S'^-1 (p - 1/K)) with S' = (1-l) S + l (tr S/n) I + 1e-4 I, S the covariance of right and wrong over the graded items (N-1) and
 * l the shrinkage, .6 unless said otherwise (Ledoit and Wolf's target; the value chosen on published answers of some 50 models). Weighs
 * accuracy and shared mistakes at once. `marks` is voice x item, at least 2 items. Throws a RangeError on fewer, on other lengths, K < 2
 * or l outside [0, 1].
 */
export function covarianceWeights(
  marks: readonly (readonly boolean[])[],
  optionCount: number,
  shrinkage = 0.6,
): number[] {
  requireOptionCount(optionCount);
  requireWithin([shrinkage], 0, 1, 'The shrinkage');
  const accuracies = estimateAccuracies(marks);
  const items = marks[0]?.length ?? 2;
  if (items < 2) throw new RangeError(`Covariance needs at least 2 graded items, but there are ${items}.`);
  const centred = marks.map((row) => {
    const mean = row.filter(Boolean).length / items;
    return Float64Array.from(row, (mark) => (mark ? 1 : 0) - mean);
  });
  const covariance = centred.map((a) =>
    centred.map((b) => {
      let sum = 0;
      for (let item = 0; item < items; item += 1) sum += (a[item] ?? 0) * (b[item] ?? 0);
      return sum / (items - 1);
    }),
  );
  const mean = covariance.reduce((sum, row, voice) => sum + (row[voice] ?? 0), 0) / Math.max(1, marks.length);
  const shrunk = covariance.map((row, a) =>
    row.map((value, b) => (1 - shrinkage) * value + (a === b ? shrinkage * mean + 1e-4 : 0)),
  );
  const solved = solveSymmetric(
    shrunk,
    accuracies.map((p) => p - 1 / optionCount),
  );
  // A covariance plus a ridge is positive definite; what rounding spoils is left to accuracy alone.
  return solved?.map((weight) => Math.max(0, weight)) ?? varianceWeights(accuracies, optionCount);
}
