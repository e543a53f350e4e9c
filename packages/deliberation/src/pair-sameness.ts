// How alike two voices answer, given the right answers: CAPA, error consistency, error correlation, the same wrong answer.
// Compare values within one task only: their level moves with the task. None of them says that two voices are independent.
import { type Ballot, type Option, requireSameLength, requireWithin } from './ballot.ts';

/** The number of options of each item; null for an open question. A single number or null holds for all items. */
export type OptionCounts = number | null | readonly (number | null)[];

export interface Kappa {
  /** 1 identical, 0 as two independent voices of these accuracies, below 0 complementary; null when nothing can be said. */
  readonly value: number | null;
  readonly observed: number;
  readonly expected: number;
  readonly items: number;
}

function kappa(observed: number, expected: number, items: number): Kappa {
  return {
    value: items === 0 || expected > 1 - 1e-12 ? null : (observed - expected) / (1 - expected),
    observed,
    expected,
    items,
  };
}

/** Kappa from sums over items: agreement, what each voice had right, and the chance that two wrong answers agree. */
function kappaOf(
  { same, rightA, rightB, chance }: Readonly<Record<'same' | 'rightA' | 'rightB' | 'chance', number>>,
  items: number,
): Kappa {
  if (items === 0) return kappa(0, 0, 0);
  const [p, q] = [rightA / items, rightB / items];
  return kappa(same / items, p * q + (chance / items) * (1 - p) * (1 - q), items);
}

/** The number of options of one item; null for an open question. */
export function countAt(optionCounts: OptionCounts, item: number): number | null {
  return typeof optionCounts === 'object' && optionCounts !== null ? (optionCounts[item] ?? null) : optionCounts;
}

/** 1/(K-1): how likely two wrong answers to an item are the same by chance; 0 for an open question, where no K may be invented. */
function chanceOf(optionCounts: OptionCounts, item: number): number {
  const count = countAt(optionCounts, item);
  if (count === null) return 0;
  if (!(count >= 2)) throw new RangeError(`A question must have at least 2 options, but one has ${count}.`);
  return 1 / (count - 1);
}

/**
 * CAPA, or kappa_p, on single answers (Goel et al. 2025, arXiv 2502.04313): (c_obs - c_exp)/(1 - c_exp), with c_obs the share of items
 * with the same answer, c_exp = p_a p_b + f (1-p_a)(1-p_b), p the accuracies and f the mean of 1/(K_i - 1) (0 for open questions). A
 * missing answer is wrong and agrees with nothing. The lists have one entry an item. Throws a RangeError when lengths differ or K < 2.
 */
export function capa(
  a: readonly Ballot[],
  b: readonly Ballot[],
  gold: readonly Option[],
  optionCounts: OptionCounts = null,
): Kappa {
  requireSameLength(gold, a, 'right answers', 'answers of the first voice');
  requireSameLength(gold, b, 'right answers', 'answers of the second voice');
  let [same, rightA, rightB, chance] = [0, 0, 0, 0];
  for (const [item, right] of gold.entries()) {
    const [one, other] = [a[item], b[item]];
    if (one !== null && one === other) same += 1;
    if (one === right) rightA += 1;
    if (other === right) rightB += 1;
    chance += chanceOf(optionCounts, item);
  }
  return kappaOf({ same, rightA, rightB, chance }, gold.length);
}

/**
 * CAPA on probabilities (same source): c_obs = mean_i sum_o p_a(o|i) p_b(o|i), and p the mean probability of the right option.
 * `a` and `b` are item x option, each row summing to 1; `gold` is the place of the right option. K_i is the length of the row.
 */
export function capaOfProbabilities(
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
  gold: readonly number[],
): Kappa {
  requireSameLength(gold, a, 'right answers', 'rows of the first voice');
  requireSameLength(gold, b, 'right answers', 'rows of the second voice');
  let [same, rightA, rightB, chance] = [0, 0, 0, 0];
  for (const [item, right] of gold.entries()) {
    const [one, other] = [a[item] ?? [], b[item] ?? []];
    requireSameLength(one, other, 'options of the first voice', 'options of the second voice');
    for (const row of [one, other]) {
      requireWithin(row, 0, 1, 'A probability');
      const sum = row.reduce((total, value) => total + value, 0);
      if (Math.abs(sum - 1) > 1e-3)
        throw new RangeError(`The probabilities of an item must add up to 1, but they add up to ${sum}.`);
    }
    if (one[right] === undefined)
      throw new RangeError(`The right option must be one of 0 to ${one.length - 1}, but it is ${right}.`);
    same += one.reduce((total, value, option) => total + value * (other[option] ?? 0), 0);
    rightA += one[right];
    rightB += other[right] ?? 0;
    chance += chanceOf(one.length, item);
  }
  return kappaOf({ same, rightA, rightB, chance }, gold.length);
}

/**
 * Error consistency (Geirhos et al. 2020): kappa on right or wrong only, c_obs = mean 1[c_a = c_b], c_exp = p_a p_b + (1-p_a)(1-p_b). It
 * cannot see that two wrong answers differ. Throws a RangeError when the lengths differ.
 */
export function errorConsistency(a: readonly boolean[], b: readonly boolean[]): Kappa {
  requireSameLength(a, b, 'marks of the first voice', 'marks of the second voice');
  const right = (marks: readonly boolean[]): number => marks.filter(Boolean).length;
  const same = a.filter((mark, item) => mark === b[item]).length;
  // Two wrong marks always agree.
  return kappaOf({ same, rightA: right(a), rightB: right(b), chance: a.length }, a.length);
}

/**
 * Error correlation phi = cov(c_a, c_b)/sqrt(var c_a var c_b) of two lists of marks, -1 to 1; null when one voice is always right or
 * always wrong. Its standard error is about 1/sqrt(items), and it mixes shared difficulty with shared mistakes. Throws a RangeError
 * when the lengths differ.
 */
export function errorCorrelation(a: readonly boolean[], b: readonly boolean[]): number | null {
  requireSameLength(a, b, 'marks of the first voice', 'marks of the second voice');
  let [both, rightA, rightB] = [0, 0, 0];
  for (let item = 0; item < a.length; item += 1) {
    if (a[item]) rightA += 1;
    if (b[item]) rightB += 1;
    if (a[item] && b[item]) both += 1;
  }
  const n = a.length;
  const spread = rightA * (n - rightA) * rightB * (n - rightB);
  return spread === 0 ? null : Math.max(-1, Math.min(1, (both * n - rightA * rightB) / Math.sqrt(spread)));
}

export interface SameWrongAnswer {
  /** P(same answer | both wrong), 0 to 1; null when they were never both wrong. */
  readonly rate: number | null;
  /** What chance alone would give: the mean of 1/(K-1) over those items; null when one is an open question. Always show it. */
  readonly chance: number | null;
  /** How many items both got wrong. */
  readonly bothWrong: number;
}

/**
 * How often two voices that are both wrong give the SAME wrong answer (Kim et al. 2025, arXiv 2506.07962). A missing answer is wrong and
 * agrees with nothing, also not by chance. Throws a RangeError when lengths differ or K < 2.
 */
export function sameWrongAnswer(
  a: readonly Ballot[],
  b: readonly Ballot[],
  gold: readonly Option[],
  optionCounts: OptionCounts = null,
): SameWrongAnswer {
  requireSameLength(gold, a, 'right answers', 'answers of the first voice');
  requireSameLength(gold, b, 'right answers', 'answers of the second voice');
  let [same, bothWrong, chance] = [0, 0, 0];
  let open = false;
  for (const [item, right] of gold.entries()) {
    const [one = null, other = null] = [a[item], b[item]];
    if (one === right || other === right) continue;
    bothWrong += 1;
    if (one === null || other === null) continue;
    if (one === other) same += 1;
    const itemChance = chanceOf(optionCounts, item);
    if (itemChance === 0) open = true;
    chance += itemChance;
  }
  if (bothWrong === 0) return { rate: null, chance: null, bothWrong };
  return { rate: same / bothWrong, chance: open ? null : chance / bothWrong, bothWrong };
}
