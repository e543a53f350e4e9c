// Chance, handed in: a seeded source of numbers, and intervals by resampling. Nothing here reads a clock or the platform's own chance.
import { requireCount, requireWithin } from './ballot.ts';

/** Numbers from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

/** A source that gives the same numbers for the same seed (mulberry32). Not for secrets. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A new array with the same values in an order drawn from `random` (Fisher-Yates). */
export function shuffle<Value>(values: readonly Value[], random: Random): Value[] {
  const keyed = values.map((value) => ({ value, key: random() }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ value }) => value);
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Percentile bootstrap (Efron 1979): resamples the `count` items with replacement `rounds` times, calls `statistic` with the places
 * drawn, and gives the middle `level` of its values. Rounds where the statistic is null are left out; null when all are. The work is
 * rounds x the statistic's own. Throws a RangeError on fewer than 1 item or round, or a level outside (0, 1).
 */
export function bootstrapInterval(
  count: number,
  statistic: (items: readonly number[]) => number | null,
  random: Random,
  { rounds = 1000, level = 0.95 }: { readonly rounds?: number; readonly level?: number } = {},
): Interval | null {
  requireCount(count, 1, 'The number of items');
  requireCount(rounds, 1, 'The number of rounds');
  requireWithin([level], 1e-6, 1 - 1e-6, 'The level');
  const values: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const value = statistic(Array.from({ length: count }, () => Math.floor(random() * count)));
    if (value !== null) values.push(value);
  }
  if (values.length === 0) return null;
  values.sort((a, b) => a - b);
  return { low: quantile(values, (1 - level) / 2), high: quantile(values, (1 + level) / 2) };
}

/** The value below which `part` (0 to 1) of the sorted values lie, linear between neighbours. */
function quantile(sorted: readonly number[], part: number): number {
  const place = part * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)] ?? Number.NaN, sorted[Math.ceil(place)] ?? Number.NaN];
  return below + (above - below) * (place - Math.floor(place));
}
