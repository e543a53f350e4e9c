// Which few voices to ask: grown one at a time, each the one that helps the vote most on items its weights were not fitted on.
import { type Ballot, markAnswers, type Option, requireCount, requireSameLength } from './ballot.ts';
import { creditOf, tallyVotes } from './tally-votes.ts';
import { covarianceWeights, estimateAccuracies } from './vote-weights.ts';

export interface PanelStep {
  /** Place of the voice that joined. */
  readonly voice: number;
  /** Accuracy of the weighted vote with it on held-out items, 0 to 1. It is a maximum over candidates, so a little too high. */
  readonly accuracy: number;
}

/**
 * Greedy forward choice on held-out weighted-vote accuracy: the even items weigh what the odd ones score and the other way round
 * (`covarianceWeights`, equal when none beats chance), and the voice with the best mean joins. A second voice often cannot turn a vote, so
 * among equals the one that adds most signal joins, sum_m w_m (p_m - 1/K): skill that is not a copy of what is there; then the first. Up to `size` steps in the order of joining; cut the list where the accuracy stops rising. `answers` is voice x graded item; ask
 * for 50 items or more. Throws a RangeError on fewer than 4 items, no size, other lengths or K < 2.
 */
export function choosePanel(
  answers: readonly (readonly Ballot[])[],
  gold: readonly Option[],
  { size, optionCount = 2 }: { readonly size: number; readonly optionCount?: number },
): PanelStep[] {
  requireCount(size, 1, 'The size of the panel');
  requireCount(gold.length, 4, 'The number of graded items');
  for (const row of answers) requireSameLength(gold, row, 'right answers', 'answers of a voice');
  const marks = answers.map((row) => markAnswers(row, gold));
  const accuracies = estimateAccuracies(marks);
  // Shrunk little: the shrinkage that steadies weights would make copies look like strangers.
  const signal = (panel: readonly number[]): number =>
    covarianceWeights(
      panel.map((voice) => marks[voice] ?? []),
      optionCount,
      0.1,
    ).reduce((sum, weight, place) => sum + weight * ((accuracies[panel[place] ?? 0] ?? 0) - 1 / optionCount), 0);
  const halves = [0, 1].map((half) => gold.map((_, item) => item).filter((item) => item % 2 === half));
  const score = (panel: readonly number[]): number => {
    let credit = 0;
    for (const [half, scored] of halves.entries()) {
      const fitted = halves[1 - half] ?? [];
      const weights = covarianceWeights(
        panel.map((voice) => fitted.map((item) => marks[voice]?.[item] ?? false)),
        optionCount,
      );
      const counting = weights.some((weight) => weight > 0) ? weights : weights.map(() => 1);
      for (const item of scored) {
        const ballots = panel.map((voice) => answers[voice]?.[item] ?? null);
        credit += creditOf(tallyVotes(ballots, counting).leaders, gold[item] ?? '');
      }
    }
    return credit / gold.length;
  };
  const steps: PanelStep[] = [];
  while (steps.length < Math.min(size, answers.length)) {
    const panel = steps.map(({ voice }) => voice);
    const candidates = [...answers.keys()].filter((voice) => !panel.includes(voice));
    const scored = candidates.map((voice) => ({ voice, accuracy: score([...panel, voice]) }));
    const best = Math.max(...scored.map(({ accuracy }) => accuracy));
    const [next] = scored
      .filter(({ accuracy }) => accuracy > best - 1e-9)
      .map((step) => ({ step, signal: signal([...panel, step.voice]) }))
      .toSorted((a, b) => b.signal - a.signal || a.step.voice - b.step.voice);
    if (!next) break;
    steps.push(next.step);
  }
  return steps;
}
