// The sameness a product shows for two voices: CAPA with the number of items behind it and an interval, graded or not.
import { type Ballot, type Option, requireSameLength } from './ballot.ts';
import { bootstrapInterval, type Interval, type Random } from './bootstrap.ts';
import { capa, countAt, type OptionCounts } from './pair-sameness.ts';

export interface Sameness {
  /** CAPA of the pair; null when nothing can be said. */
  readonly value: number | null;
  /** 95 percent bootstrap over the items; null when the value is, or below 2 items. */
  readonly interval: Interval | null;
  /** The items it rests on: those with a right answer, or with one that stands in for it. */
  readonly items: number;
}

/**
 * CAPA of two voices on the items whose gold is not null. `gold` is the right answers, or `pseudoGold` where nobody graded: then say so, and
 * compare pairs only, for the level is too high. `rounds` resamplings of N items each, 400 unless said otherwise. Throws a RangeError when
 * lengths differ or K < 2.
 */
export function measureSameness(
  a: readonly Ballot[],
  b: readonly Ballot[],
  gold: readonly (Option | null)[],
  {
    random,
    optionCounts = null,
    rounds = 400,
  }: { readonly random: Random; readonly optionCounts?: OptionCounts; readonly rounds?: number },
): Sameness {
  requireSameLength(gold, a, 'right answers', 'answers of the first voice');
  requireSameLength(gold, b, 'right answers', 'answers of the second voice');
  const known = gold.flatMap((right, item) =>
    right === null ? [] : [{ right, one: a[item] ?? null, other: b[item] ?? null, count: countAt(optionCounts, item) }],
  );
  const of = (places: readonly number[]): number | null => {
    const items = places.flatMap((place) => known[place] ?? []);
    return capa(
      items.map(({ one }) => one),
      items.map(({ other }) => other),
      items.map(({ right }) => right),
      items.map(({ count }) => count),
    ).value;
  };
  const value = of([...known.keys()]);
  const interval = value === null || known.length < 2 ? null : bootstrapInterval(known.length, of, random, { rounds });
  return { value, interval, items: known.length };
}
