// How often voices took the same stance, over many decisions. Agreement, not correctness: two that agree can both be wrong.
import { type HistoryBand, historyBand } from './calibration.ts';

export interface CastVote {
  readonly voter: string;
  readonly answer: string;
}

export interface PairAgreement extends HistoryBand {
  /** The two voters, in order of name. */
  readonly pair: readonly [string, string];
  /** Decisions in which both took a stance are `items`; in so many it was the same. */
  readonly same: number;
  /**
   * The share two voices would at most agree on if each guessed evenly: mean over those decisions of 1/K, K the options that were
   * named there, at least 2. More may have been offered than named, so the true chance is this or less.
   */
  readonly chance: number;
}

interface Met {
  readonly pair: readonly [string, string];
  items: number;
  same: number;
  chance: number;
}

/**
 * Every pair of different voters that met in a decision, those that met most often first. Answers are compared without case. A
 * voter that votes twice in a decision (two agents on one model) counts by its first vote.
 */
export function agreementOfPairs(decisions: readonly (readonly CastVote[])[]): PairAgreement[] {
  const pairs = new Map<string, Map<string, Met>>();
  for (const votes of decisions) {
    const first = new Map<string, string>();
    for (const { voter, answer } of votes) if (!first.has(voter)) first.set(voter, answer.toLowerCase());
    const chance = 1 / Math.max(2, new Set(votes.map(({ answer }) => answer.toLowerCase())).size);
    const voters = [...first].toSorted(([one], [other]) => (one < other ? -1 : 1));
    for (const [place, [one, said]] of voters.entries()) {
      const row = pairs.get(one) ?? new Map<string, Met>();
      pairs.set(one, row);
      for (const [other, answer] of voters.slice(place + 1)) {
        const met: Met = row.get(other) ?? { pair: [one, other], items: 0, same: 0, chance: 0 };
        row.set(other, met);
        met.items += 1;
        met.chance += chance;
        if (said === answer) met.same += 1;
      }
    }
  }
  return [...pairs.values()]
    .flatMap((row) => [...row.values()])
    .map(({ pair, items, same, chance }) => ({ pair, same, chance: chance / items, ...historyBand(same, items) }))
    .toSorted((a, b) => b.items - a.items || (a.pair.join('\n') < b.pair.join('\n') ? -1 : 1));
}
