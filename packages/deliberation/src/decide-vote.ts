// The rules that turn ballots into a decision, as pure functions. None breaks a tie, and none hides who was missing.
import { type Ballot, type Option, requireWithin } from './ballot.ts';
import { type Tally, tallyVotes } from './tally-votes.ts';

export interface Decision {
  readonly rule: 'majority' | 'weighted' | 'unanimity' | 'quorum';
  /** The option that won, or null when the rule decides nothing. */
  readonly winner: Option | null;
  /** Why there is no winner; `won` when there is one. */
  readonly outcome: 'won' | 'tie' | 'short' | 'no-votes';
  /** The options in front: the winner alone, or all that are level. */
  readonly leaders: readonly Option[];
  /** The share of the weight the rule counts that the front option has, 0 to 1. */
  readonly share: number;
  readonly tally: Tally;
}

function lead(rule: Decision['rule'], tally: Tally): Decision {
  const [winner = null] = tally.leaders;
  const share = tally.options[0]?.share ?? 0;
  if (winner === null) return { rule, winner, outcome: 'no-votes', leaders: [], share: 0, tally };
  const tied = tally.leaders.length > 1;
  return { rule, winner: tied ? null : winner, outcome: tied ? 'tie' : 'won', leaders: tally.leaders, share, tally };
}

/**
 * Most votes wins, also with less than half of them (plurality; `share` says how much it was): argmax_s count(s). Every voice that
 * answered counts one. Level options are a tie.
 */
export function decideByMajority(ballots: readonly Ballot[]): Decision {
  return lead('majority', tallyVotes(ballots));
}

/**
 * Most weight wins: argmax_s sum_m w_m 1[a_m = s]. Weights as from `panelWeights`; a voice of weight 0 is heard but does not count.
 * Throws a RangeError on a negative weight or a list of another length.
 */
export function decideByWeight(ballots: readonly Ballot[], weights: readonly number[]): Decision {
  return lead('weighted', tallyVotes(ballots, weights));
}

/**
 * Wins only when every voice that answered says the same and at least two answered. One voice alone is `short`: it agrees with
 * nobody. Missing voices do not block; `tally.missing` counts them.
 */
export function decideByUnanimity(ballots: readonly Ballot[]): Decision {
  const decision = lead('unanimity', tallyVotes(ballots));
  const { tally, outcome } = decision;
  if (outcome === 'no-votes' || (tally.options.length === 1 && tally.cast > 1)) return decision;
  return { ...decision, winner: null, outcome: 'short' };
}

/**
 * Wins with at least `needed` (0 to 1, above 0; two thirds unless said otherwise) of ALL voices asked, the missing ones included, so
 * that silence never helps. `share` is that part. Level options are a tie, even above the mark. Throws a RangeError when `needed` is
 * not in (0, 1].
 */
export function decideByQuorum(ballots: readonly Ballot[], needed = 2 / 3): Decision {
  requireWithin([needed], Number.MIN_VALUE, 1, 'The share a quorum needs');
  const decision = lead('quorum', tallyVotes(ballots));
  const votes = decision.tally.options[0]?.weight ?? 0;
  const share = ballots.length === 0 ? 0 : votes / ballots.length;
  if (decision.outcome !== 'won' || share >= needed - 1e-9) return { ...decision, share };
  return { ...decision, winner: null, outcome: 'short', share };
}
