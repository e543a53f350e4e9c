// How well panels of different vendors vote: weights fitted on some graded items, scored on the others, over repeated seeded splits.
import {
  choosePanel,
  covarianceWeights,
  createRandom,
  creditOf,
  estimateAccuracies,
  estimateFromCrowd,
  estimateOptionCount,
  logOddsWeights,
  onePerLine,
  tallyVotes,
  varianceWeights,
} from '@parley/deliberation';
import { type AnswerSet, optionCountOf } from './data-set.ts';
import { answersOf, drawPanel, drawSplit, type PanelAnswers, vendorsOf } from './draw-panel.ts';
import { type Figure, mean, meanFigure } from './row.ts';

const splits = 100;

type Scores = Map<string, number[]>;

function note(scores: Scores, rule: string, value: number): void {
  scores.set(rule, [...(scores.get(rule) ?? []), value]);
}

/** The sizes of panel that a set allows: 3, 5 and 9 vendors, or as many as there are above 3. */
export function panelSizes(set: AnswerSet): number[] {
  const vendors = vendorsOf(set).length;
  const sizes = [3, 5, 9].filter((size) => size <= vendors);
  return vendors > 3 && vendors < 9 && vendors !== 5 ? [...sizes, vendors] : sizes;
}

/** How many items to grade: 100, or half of them where there are fewer than 200. */
export function gradedCount(set: AnswerSet, wanted = 100): number {
  return Math.min(wanted, Math.floor(set.gold.length / 2));
}

/** Accuracy of the weighted vote; of the plain one where no voice beat chance. */
function scoreVote({ answers, gold }: Pick<PanelAnswers, 'answers' | 'gold'>, weights: readonly number[]): number {
  const counting = weights.some((weight) => weight > 0) ? weights : weights.map(() => 1);
  return mean(
    gold.map((right, item) => {
      const ballots = answers.map((row) => row[item] ?? null);
      return creditOf(tallyVotes(ballots, counting).leaders, right);
    }),
  );
}

function scorePanels(set: AnswerSet, size: number, wanted: number): Scores {
  const random = createRandom(size * 1000 + wanted);
  const scores: Scores = new Map();
  for (let round = 0; round < splits; round += 1) {
    const split = drawSplit(set.gold.length, gradedCount(set, wanted), random);
    const panel = drawPanel(set, size, split.graded, random);
    const known = answersOf(set, panel, split.graded);
    const test = answersOf(set, panel, split.tested);
    const optionCount = optionCountOf(set) ?? estimateOptionCount(known.answers, known.gold);
    const accuracies = estimateAccuracies(known.marks);
    const vote = (weights: readonly number[]): number => scoreVote(test, weights);
    const shares = test.marks.map((row) => row.filter(Boolean).length / row.length);
    const best = accuracies.indexOf(Math.max(...accuracies));
    const single = onePerLine(
      panel.map((member) => set.members[member]?.line ?? ''),
      accuracies,
    );
    const crowd = estimateFromCrowd(
      single.map((voice) => test.answers[voice] ?? []),
      { optionCount },
    );
    note(scores, 'mean member', mean(shares));
    note(scores, 'best member by the graded items', shares[best] ?? 0);
    note(scores, 'majority', vote(panel.map(() => 1)));
    note(
      scores,
      'crowd estimate, no grading',
      mean(
        crowd.beliefs.map((options, item) => {
          const [front] = options;
          const level = options.filter(({ probability }) => probability > (front?.probability ?? 0) - 1e-9);
          return creditOf(
            level.map(({ option }) => option),
            test.gold[item] ?? '',
          );
        }),
      ),
    );
    note(scores, 'weighted, log-odds', vote(logOddsWeights(accuracies, optionCount)));
    note(scores, 'weighted, variance', vote(varianceWeights(accuracies, optionCount)));
    note(scores, 'weighted, covariance', vote(covarianceWeights(known.marks, optionCount)));
    let [unanimous, right] = [0, 0];
    for (const [item, gold] of test.gold.entries()) {
      const { options, cast } = tallyVotes(test.answers.map((row) => row[item] ?? null));
      if (options.length !== 1 || cast !== panel.length) continue;
      unanimous += 1;
      if (options[0]?.option === gold) right += 1;
    }
    note(scores, 'all agree, share of items', unanimous / test.gold.length);
    if (unanimous > 0) note(scores, 'all agree, right', right / unanimous);
  }
  return scores;
}

/** Three voices picked out of all by `choosePanel`, against the best single one picked on the same graded items. */
function scoreChoice(set: AnswerSet): Scores {
  const random = createRandom(77);
  const scores: Scores = new Map();
  for (let round = 0; round < 20; round += 1) {
    const split = drawSplit(set.gold.length, gradedCount(set), random);
    const everyone = [...set.members.keys()];
    const known = answersOf(set, everyone, split.graded);
    const optionCount = optionCountOf(set) ?? estimateOptionCount(known.answers, known.gold);
    const panel = choosePanel(known.answers, known.gold, { size: 3, optionCount }).map(({ voice }) => voice);
    const test = answersOf(set, panel, split.tested);
    const weights = covarianceWeights(
      panel.map((voice) => known.marks[voice] ?? []),
      optionCount,
    );
    const accuracies = estimateAccuracies(known.marks);
    const alone = answersOf(set, [accuracies.indexOf(Math.max(...accuracies))], split.tested);
    note(scores, 'three chosen out of all, weighted', scoreVote(test, weights));
    note(scores, 'the best single one of all', mean((alone.marks[0] ?? []).map((mark) => (mark ? 1 : 0))));
  }
  return scores;
}

function toFigures(prefix: string, scores: Scores): Figure[] {
  const random = createRandom(5);
  return [...scores].map(([rule, values]) => meanFigure(`${prefix}: ${rule}`, values, random));
}

export function voteFigures(set: AnswerSet): Figure[] {
  if (vendorsOf(set).length < 3) return [];
  const figures: Figure[] = [];
  const sizes = panelSizes(set);
  for (const size of sizes) {
    figures.push(...toFigures(`${size} vendors, ${gradedCount(set)} graded`, scorePanels(set, size, 100)));
  }
  const largest = sizes.at(-1) ?? 3;
  if (gradedCount(set) > 30) {
    const few = scorePanels(set, largest, 30);
    for (const rule of few.keys()) if (!rule.startsWith('weighted') && rule !== 'majority') few.delete(rule);
    figures.push(...toFigures(`${largest} vendors, 30 graded`, few));
  }
  figures.push(...toFigures(`${gradedCount(set)} graded`, scoreChoice(set)));
  return figures;
}
