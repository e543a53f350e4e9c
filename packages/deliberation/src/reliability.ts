// Agreement of many raters, and of one model with itself. Both measure sameness, not correctness: high values can be shared error.
import { type Ballot, type Option, requireSameLength, requireWithin } from './ballot.ts';

export interface Alpha {
  /** 1 full agreement, 0 as by chance, below 0 systematic disagreement; null when there is nothing to disagree about. */
  readonly value: number | null;
  /** Items with at least two ratings; the others say nothing. */
  readonly items: number;
}

/**
 * Krippendorff's alpha for names (Krippendorff 2004): 1 - D_o/D_e. Each item with m >= 2 ratings adds 1/(m-1) for each ordered pair of
 * values of different raters; D_o = the share of pairs that differ, D_e = sum_{v != w} n_v n_w / (N(N-1)). `ratings` is rater x item,
 * null for missing. Null when all ratings are the same value. Throws a RangeError when raters have different numbers of items.
 */
export function krippendorffAlpha(ratings: readonly (readonly Ballot[])[]): Alpha {
  for (const row of ratings)
    requireSameLength(ratings[0] ?? [], row, 'ratings of the first rater', 'ratings of another rater');
  const count = ratings[0]?.length ?? 0;
  const totals = new Map<Option, number>();
  let [items, total, differing] = [0, 0, 0];
  for (let item = 0; item < count; item += 1) {
    const values = new Map<Option, number>();
    let given = 0;
    for (const row of ratings) {
      const value = row[item] ?? null;
      if (value === null) continue;
      given += 1;
      values.set(value, (values.get(value) ?? 0) + 1);
    }
    if (given < 2) continue;
    items += 1;
    total += given;
    let same = 0;
    for (const [value, times] of values) {
      same += times * (times - 1);
      totals.set(value, (totals.get(value) ?? 0) + times);
    }
    differing += (given * (given - 1) - same) / (given - 1);
  }
  let squares = 0;
  for (const times of totals.values()) squares += times * times;
  const expected = total * total - squares;
  if (expected === 0) return { value: null, items };
  return { value: 1 - (differing * (total - 1)) / expected, items };
}

export interface RepeatedItem {
  /** How many of the samples were right, 0 to `samples`. */
  readonly right: number;
  /** How often the model was asked, at least 2. */
  readonly samples: number;
}

/**
 * Intraclass correlation of right and wrong over repeated samples of one model: [var(p_i) - mean(p_i(1-p_i)/(s_i-1))] / [p(1-p)], with
 * p_i the share right on item i, var over the n items, p their mean. It is the correlation between two samples on one item: 1 the same
 * mark each time, 0 as fresh coins, and by chance a little below. Null below two items or when all marks are the same. Throws
 * a RangeError on an item with fewer than two samples or more right than samples.
 */
export function intraclassCorrelation(items: readonly RepeatedItem[]): number | null {
  for (const { right, samples } of items) {
    requireWithin([samples], 2, Number.MAX_SAFE_INTEGER, 'The number of samples of an item');
    requireWithin([right], 0, samples, 'The number of right samples of an item');
  }
  const n = items.length;
  const shares = items.map(({ right, samples }) => right / samples);
  const mean = shares.reduce((sum, share) => sum + share, 0) / n;
  if (n < 2 || mean * (1 - mean) < 1e-12) return null;
  const between = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / n;
  const noise = items.reduce((sum, { samples }, item) => {
    const share = shares[item] ?? 0;
    return sum + (share * (1 - share)) / (samples - 1);
  }, 0);
  return (between - noise / n) / (mean * (1 - mean));
}
