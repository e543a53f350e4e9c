// Counts ballots. It decides nothing: a tie leaves here as a tie.
import { type Ballot, type Option, requireSameLength, requireWithin } from './ballot.ts';

export interface OptionShare {
  readonly option: Option;
  /** The sum of the weights of those who chose it. */
  readonly weight: number;
  /** Its weight by the weight of all ballots cast, 0 to 1. */
  readonly share: number;
  /** Who chose it: places in the list of ballots, in order. */
  readonly voters: readonly number[];
}

export interface Tally {
  /** The heaviest first; among equals by name, so that the order of the ballots does not show. */
  readonly options: readonly OptionShare[];
  /** Every option as heavy as the heaviest. Several are a tie; none when nobody with weight voted. */
  readonly leaders: readonly Option[];
  /** Ballots with an answer, and ballots without. */
  readonly cast: number;
  readonly missing: number;
}

/** Weights that came from arithmetic differ in the last digits without meaning anything by it. */
const closeness = 1e-9;

/**
 * Vote shares of `ballots` (one entry a voice, null for no answer): share(s) = sum_m w_m 1[a_m = s] / sum_m w_m over those who
 * answered. `weights` are not negative and default to 1. Throws a RangeError when the lengths differ or a weight is not finite
 * and at least 0.
 */
export function tallyVotes(ballots: readonly Ballot[], weights?: readonly number[]): Tally {
  if (weights) {
    requireSameLength(ballots, weights, 'ballots', 'weights');
    requireWithin(weights, 0, Number.MAX_VALUE, 'A weight');
  }
  const found = new Map<Option, { weight: number; voters: number[] }>();
  let total = 0;
  let cast = 0;
  for (const [voter, option] of ballots.entries()) {
    if (option === null) continue;
    const weight = weights?.[voter] ?? 1;
    cast += 1;
    total += weight;
    const entry = found.get(option);
    if (entry) {
      entry.weight += weight;
      entry.voters.push(voter);
    } else found.set(option, { weight, voters: [voter] });
  }
  let heaviest = 0;
  for (const { weight } of found.values()) heaviest = Math.max(heaviest, weight);
  const isHeaviest = (weight: number): boolean => weight >= heaviest * (1 - closeness);
  const options = [...found]
    .map(([option, { weight, voters }]) => ({ option, weight, share: total > 0 ? weight / total : 0, voters }))
    .toSorted((a, b) => {
      const level = isHeaviest(a.weight) && isHeaviest(b.weight);
      return (level ? 0 : b.weight - a.weight) || compareOptions(a.option, b.option);
    });
  const leaders = heaviest > 0 ? options.filter(({ weight }) => isHeaviest(weight)).map(({ option }) => option) : [];
  return { options, leaders, cast, missing: ballots.length - cast };
}

/** Orders options by name, numbers before texts, so that lists of options do not depend on who spoke first. */
export function compareOptions(a: Option, b: Option): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How right a tally is, 0 to 1: a tie of n options with the right one among them counts 1/n, as a coin would have it. */
export function creditOf(leaders: readonly Option[], right: Option): number {
  return leaders.includes(right) ? 1 / leaders.length : 0;
}
