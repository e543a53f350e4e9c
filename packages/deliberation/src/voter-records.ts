// What became of each voter's votes: how often it went with what was decided, and how often it was right. Who is weak beside the others.
import { type HistoryBand, historyBand } from './calibration.ts';
import type { CastVote } from './pair-agreement.ts';
import { type GradedQuestion, markVote } from './panel-history.ts';

/** A decision with its votes, and with what a person said of it where they did. */
export interface RecordedDecision {
  /** Null when nothing was decided. */
  readonly decision: string | null;
  readonly grade: Pick<GradedQuestion, 'right' | 'truth'> | null;
  readonly votes: readonly CastVote[];
}

export interface VoterRecord {
  readonly voter: string;
  /** How often its stance was what was decided, of the decisions in which it took one. It says nothing of who was right. */
  readonly joined: CountedBand;
  /** How often it was right, of the graded decisions on which it has a mark (see `markVote`). */
  readonly right: CountedBand;
}

export interface CountedBand extends HistoryBand {
  /** So many of `items`. */
  readonly count: number;
}

/**
 * The record of every voter that took a stance, in order of name. Answers are compared without case; a voter that votes twice in a
 * decision counts by its first vote, so that copies do not narrow an interval.
 */
export function recordsOfVoters(decisions: readonly RecordedDecision[]): VoterRecord[] {
  const records = new Map<string, { joined: boolean[]; right: boolean[] }>();
  for (const { decision, grade, votes } of decisions) {
    const seen = new Set<string>();
    for (const { voter, answer } of votes) {
      if (seen.has(voter)) continue;
      seen.add(voter);
      const record = records.get(voter) ?? { joined: [], right: [] };
      records.set(voter, record);
      if (decision !== null) record.joined.push(answer.toLowerCase() === decision.toLowerCase());
      const mark = grade && markVote({ decision, ...grade }, answer);
      if (mark !== null) record.right.push(mark);
    }
  }
  return [...records]
    .map(([voter, { joined, right }]) => ({ voter, joined: bandOf(joined), right: bandOf(right) }))
    .toSorted((one, other) => (one.voter < other.voter ? -1 : 1));
}

/** Below this many graded decisions of any voice nothing is said of who is weak. */
const enoughGrades = 20;

/**
 * Places of the voices of a panel that are clearly less often right than the others: the interval's high below the median of the
 * panel's lows. None with fewer than three voices or with fewer than 20 graded items for any of them.
 */
export function findWeakVoices(panel: readonly Pick<HistoryBand, 'low' | 'high' | 'items'>[]): number[] {
  if (panel.length < 3 || panel.some(({ items }) => items < enoughGrades)) return [];
  const lows = panel.map(({ low }) => low).toSorted((a, b) => a - b);
  const half = lows.length / 2;
  const median = ((lows[Math.ceil(half) - 1] ?? 0) + (lows[Math.floor(half)] ?? 0)) / 2;
  return panel.flatMap(({ high }, place) => (high < median ? [place] : []));
}

function bandOf(marks: readonly boolean[]): CountedBand {
  const count = marks.filter(Boolean).length;
  return { count, ...historyBand(count, marks.length) };
}
