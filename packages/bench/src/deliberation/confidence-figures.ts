// Whether stated confidence comes true: independent voices (naive), discounted by their correlation, and with the sharpness fitted as well.
import {
  answerConfidence,
  brierScore,
  calibrationError,
  type ConfidenceBasis,
  correlateVoices,
  createRandom,
  errorCorrelation,
  estimateAccuracies,
  estimateOptionCount,
  fitSharpness,
  type GradedClaim,
  logOddsWeights,
  tallyVotes,
  voiceDiscounts,
} from '@parley/deliberation';
import { type AnswerSet, optionCountOf } from './data-set.ts';
import { answersOf, drawPanel, drawSplit, vendorsOf } from './draw-panel.ts';
import { type Figure, meanFigure } from './row.ts';
import { gradedCount } from './vote-figures.ts';

const splits = 60;

export function confidenceFigures(set: AnswerSet): Figure[] {
  const size = Math.min(5, vendorsOf(set).length);
  if (size < 3) return [];
  const random = createRandom(2024);
  const errors = new Map<string, number[]>();
  const briers = new Map<string, number[]>();
  for (let round = 0; round < splits; round += 1) {
    const split = drawSplit(set.gold.length, gradedCount(set), random);
    const panel = drawPanel(set, size, split.graded, random);
    const known = answersOf(set, panel, split.graded);
    const test = answersOf(set, panel, split.tested);
    const optionCount = optionCountOf(set);
    const weights = logOddsWeights(
      estimateAccuracies(known.marks),
      optionCount ?? estimateOptionCount(known.answers, known.gold),
    );
    const { rho } = correlateVoices(
      panel.map((member) => ({ model: set.members[member]?.id ?? '', line: set.members[member]?.line ?? '' })),
      (a, b) => ({ phi: errorCorrelation(known.marks[a] ?? [], known.marks[b] ?? []), items: known.gold.length }),
    );
    const naive: ConfidenceBasis = { weights, optionCount };
    const ours: ConfidenceBasis = { ...naive, discounts: voiceDiscounts(rho) };
    const byItem = (answers: typeof known.answers, items: number): (string | number | null)[][] =>
      Array.from({ length: items }, (_, item) => answers.map((row) => row[item] ?? null));
    const sharpness = fitSharpness(byItem(known.answers, known.gold.length), known.gold, ours);
    const questions = byItem(test.answers, test.gold.length);
    const claim = (basis: ConfidenceBasis): GradedClaim[] =>
      questions.flatMap((ballots, item) => {
        const [front] = answerConfidence(ballots, basis).options;
        return front ? [{ confidence: front.probability, right: front.option === test.gold[item] }] : [];
      });
    const share = questions.flatMap((ballots, item) => {
      const [front] = tallyVotes(ballots).options;
      return front ? [{ confidence: front.share, right: front.option === test.gold[item] }] : [];
    });
    for (const [name, claims] of [
      ['naive (as if independent)', claim(naive)],
      ['ours (discounted)', claim(ours)],
      ['ours, sharpness fitted', claim({ ...ours, sharpness })],
      ['plain vote share', share],
    ] as const) {
      errors.set(name, [...(errors.get(name) ?? []), calibrationError(claims) ?? 0]);
      briers.set(name, [...(briers.get(name) ?? []), brierScore(claims) ?? 0]);
    }
  }
  const head = `${size} vendors, ${gradedCount(set)} graded`;
  return [
    ...[...errors].map(([name, values]) => meanFigure(`${head}: confidence error (ECE), ${name}`, values, random)),
    ...[...briers].map(([name, values]) => meanFigure(`${head}: Brier score, ${name}`, values, random)),
  ];
}
