// The ranked rule: Borda's count, and beside it who beats everyone one to one. Not elimination rounds (ranked-choice): a mesh has three
// to nine voices that often put their own answer first, so first places are level and who is struck out would be chance. Borda uses
// the places below the first, where that favour for oneself does not reach. Its weakness is near-equal options: merge them first.
import { type Option, requireSameLength, requireWithin } from './ballot.ts';
import { compareOptions } from './tally-votes.ts';

export interface RankedDecision {
  readonly rule: 'ranked';
  readonly winner: Option | null;
  readonly outcome: 'won' | 'tie' | 'no-votes';
  readonly leaders: readonly Option[];
  /** Mean points of each option, 0 (last on every ballot) to 1 (first on every ballot); the highest first. */
  readonly scores: readonly { readonly option: Option; readonly score: number }[];
  /** The option that more than half of the weight prefers to each other one (Condorcet), or null. It need not be the winner. */
  readonly beatsAll: Option | null;
}

/**
 * Borda's count (1781) over rankings, the best first: with n options an option with b options below it has b/(n-1) points; options a
 * ballot leaves out share the places that are left, so that a short ballot gains nothing. Weights default to 1; an empty ranking does
 * not count. Throws a RangeError when a ballot names an option twice, or weights are negative or of another number.
 */
export function decideByRanking(rankings: readonly (readonly Option[])[], weights?: readonly number[]): RankedDecision {
  if (weights) {
    requireSameLength(rankings, weights, 'rankings', 'weights');
    requireWithin(weights, 0, Number.MAX_VALUE, 'A weight');
  }
  const options = [...new Set(rankings.flat())].toSorted(compareOptions);
  const points = new Map<Option, number>(options.map((option) => [option, 0]));
  const wins = new Map<Option, Map<Option, number>>(options.map((option) => [option, new Map()]));
  let total = 0;
  for (const [voter, ranking] of rankings.entries()) {
    const weight = weights?.[voter] ?? 1;
    if (ranking.length === 0 || weight === 0) continue;
    const places = new Map(ranking.map((option, place) => [option, place]));
    if (places.size !== ranking.length)
      throw new RangeError('A ranking must name each option once, but one names an option twice.');
    total += weight;
    // Left out: all of them in the middle of the places that remain.
    const rest = (ranking.length + options.length - 1) / 2;
    for (const option of options) {
      const place = places.get(option) ?? rest;
      const score = options.length === 1 ? 1 : (options.length - 1 - place) / (options.length - 1);
      points.set(option, (points.get(option) ?? 0) + weight * score);
      const beaten = wins.get(option);
      for (const other of options) {
        if (place < (places.get(other) ?? rest)) beaten?.set(other, (beaten.get(other) ?? 0) + weight);
      }
    }
  }
  if (total === 0)
    return { rule: 'ranked', winner: null, outcome: 'no-votes', leaders: [], scores: [], beatsAll: null };
  const scores = options
    .map((option) => ({ option, score: (points.get(option) ?? 0) / total }))
    .toSorted((a, b) => (Math.abs(b.score - a.score) < 1e-9 ? compareOptions(a.option, b.option) : b.score - a.score));
  const best = scores[0]?.score ?? 0;
  const leaders = scores.filter(({ score }) => best - score < 1e-9).map(({ option }) => option);
  const [first = null] = leaders;
  const beatsAll = options.find((option) =>
    options.every((other) => other === option || (wins.get(option)?.get(other) ?? 0) > total / 2 + 1e-9),
  );
  const tied = leaders.length > 1;
  return {
    rule: 'ranked',
    winner: tied ? null : first,
    outcome: tied ? 'tie' : 'won',
    leaders,
    scores,
    beatsAll: beatsAll ?? null,
  };
}
