// A stand-in for the right answers where nobody has graded: what most lines say. Good for ranking pairs, too high in level.
import { type Ballot, type Option, requireSameLength } from './ballot.ts';
import { tallyVotes } from './tally-votes.ts';

/**
 * One answer an item: the plurality of the lines, each line with one vote however many voices it has (split evenly among those of its
 * voices that answered); null where lines are level or nobody answered. `answers` is voice x item, `lines` names the line of each
 * voice. Throws a RangeError when there are not as many lines as voices, or voices answered different numbers of items.
 */
export function pseudoGold(answers: readonly (readonly Ballot[])[], lines: readonly string[]): (Option | null)[] {
  requireSameLength(answers, lines, 'voices', 'lines');
  const items = answers[0]?.length ?? 0;
  for (const row of answers)
    requireSameLength(answers[0] ?? [], row, 'answers of the first voice', 'answers of another voice');
  return Array.from({ length: items }, (_, item) => {
    const ballots = answers.map((row) => row[item] ?? null);
    const spoke = new Map<string, number>();
    for (const [voice, line] of lines.entries()) {
      if (ballots[voice] !== null) spoke.set(line, (spoke.get(line) ?? 0) + 1);
    }
    const { leaders } = tallyVotes(
      ballots,
      lines.map((line) => 1 / (spoke.get(line) ?? 1)),
    );
    return leaders.length === 1 ? (leaders[0] ?? null) : null;
  });
}

/**
 * One voice of each line: the one with the highest score, the first among equals or without scores. Places in `lines`, in order. What
 * takes agreement for truth must see each line once. Throws a RangeError when there are not as many scores as lines.
 */
export function onePerLine(lines: readonly string[], scores?: readonly number[]): number[] {
  if (scores) requireSameLength(lines, scores, 'lines', 'scores');
  const best = new Map<string, number>();
  for (const [voice, line] of lines.entries()) {
    const held = best.get(line);
    if (held === undefined || (scores?.[voice] ?? 0) > (scores?.[held] ?? 0)) best.set(line, voice);
  }
  return [...best.values()].toSorted((a, b) => a - b);
}
