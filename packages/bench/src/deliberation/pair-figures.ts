// How alike the models of a set answer: within a vendor and across vendors, and how many voices panels of vendors count as.
import {
  assumedCorrelations,
  type Ballot,
  capa,
  correlateVoices,
  createRandom,
  effectiveVoices,
  errorCorrelation,
  krippendorffAlpha,
  markAnswers,
  onePerLine,
  pseudoGold,
  sameWrongAnswer,
} from '@parley/deliberation';
import type { AnswerSet } from './data-set.ts';
import { answersOf, drawPanel, drawSplit, vendorsOf } from './draw-panel.ts';
import { correlation, type Figure, mean, meanFigure } from './row.ts';
import { panelSizes } from './vote-figures.ts';

interface Pair {
  readonly within: boolean;
  readonly phi: number | null;
  readonly capa: number | null;
  readonly same: number | null;
  readonly chance: number | null;
  /** CAPA against what most vendors say instead of the right answers. */
  readonly blind: number | null;
  readonly accuracy: number;
}

function present(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}

function measurePairs(set: AnswerSet): Pair[] {
  const { members, answers, gold, optionCounts } = set;
  const marks = answers.map((row) => markAnswers(row, gold));
  const accuracies = marks.map((row) => row.filter(Boolean).length / row.length);
  const vendors = members.map(({ vendor }) => vendor);
  // One model a vendor, whichever comes first: nobody has graded, so nobody knows which is the best.
  const panel = onePerLine(vendors);
  const crowd = pseudoGold(
    panel.map((member) => answers[member] ?? []),
    panel.map((member) => vendors[member] ?? ''),
  );
  const clear = [...crowd.keys()].filter((item) => crowd[item] !== null);
  const crowdGold = clear.map((item) => crowd[item] ?? '');
  const crowdCounts = clear.map((item) => optionCounts[item] ?? null);
  const onClear = answers.map((row) => clear.map((item): Ballot => row[item] ?? null));
  return members.flatMap((one, a) =>
    members.slice(0, a).map((other, b) => {
      const [left, right] = [answers[a] ?? [], answers[b] ?? []];
      const wrong = sameWrongAnswer(left, right, gold, optionCounts);
      return {
        within: one.vendor === other.vendor,
        phi: errorCorrelation(marks[a] ?? [], marks[b] ?? []),
        capa: capa(left, right, gold, optionCounts).value,
        same: wrong.rate,
        chance: wrong.chance,
        blind: capa(onClear[a] ?? [], onClear[b] ?? [], crowdGold, crowdCounts).value,
        accuracy: ((accuracies[a] ?? 0) + (accuracies[b] ?? 0)) / 2,
      };
    }),
  );
}

function pairFigures(pairs: readonly Pair[]): Figure[] {
  const figures: Figure[] = [];
  for (const within of [true, false]) {
    const group = pairs.filter((pair) => pair.within === within);
    if (group.length === 0) continue;
    const words = within ? 'within a vendor' : 'across vendors';
    const note = `${group.length} pairs`;
    figures.push(
      { measure: `error correlation (phi), ${words}`, value: mean(present(group.map(({ phi }) => phi))), note },
      { measure: `CAPA, ${words}`, value: mean(present(group.map(({ capa }) => capa))), note },
      { measure: `same wrong answer, ${words}`, value: mean(present(group.map(({ same }) => same))), note },
    );
    const chance = present(group.map(({ chance }) => chance));
    if (chance.length > 0)
      figures.push({ measure: `same wrong answer by chance, ${words}`, value: mean(chance), note });
  }
  const known = pairs.flatMap(({ within, capa, blind, accuracy }) =>
    capa === null || blind === null ? [] : [{ within, capa, blind, accuracy }],
  );
  const across = known.filter(({ within }) => !within);
  figures.push(
    {
      measure: 'CAPA without grading against true CAPA, r over pairs',
      value: correlation(
        known.map(({ blind }) => blind),
        known.map(({ capa }) => capa),
      ),
    },
    {
      measure: 'CAPA against mean accuracy across vendors, r',
      value: correlation(
        across.map(({ capa }) => capa),
        across.map(({ accuracy }) => accuracy),
      ),
    },
  );
  return figures;
}

/** Effective voices of panels of different vendors, each measured on a half of the items drawn for it. */
function voiceFigures(set: AnswerSet): Figure[] {
  const random = createRandom(11);
  return panelSizes(set).flatMap((size) => {
    const counted: number[] = [];
    for (let round = 0; round < 60; round += 1) {
      const { graded } = drawSplit(set.gold.length, Math.min(2000, Math.ceil(set.gold.length / 2)), random);
      const panel = drawPanel(set, size, graded, random);
      const { marks } = answersOf(set, panel, graded);
      const pairs = marks.map((a) => marks.map((b) => errorCorrelation(a, b)));
      // Who is never wrong, or always, shares errors with nobody that could be counted.
      if (pairs.some((row) => row.includes(null))) continue;
      counted.push(effectiveVoices(pairs.map((row, a) => row.map((phi, b) => (a === b ? 1 : (phi ?? 0))))));
    }
    const strangers = Array.from({ length: size }, (_, voice) => ({ model: String(voice), line: String(voice) }));
    return [
      meanFigure(`effective voices of ${size} vendors, measured`, counted, random),
      {
        measure: `effective voices of ${size} vendors, assumed`,
        value: effectiveVoices(correlateVoices(strangers).rho),
        note: `correlation ${assumedCorrelations['other-line']} assumed`,
      },
    ];
  });
}

export function samenessFigures(set: AnswerSet): Figure[] {
  const accuracies = set.answers
    .map((row) => markAnswers(row, set.gold).filter(Boolean).length / set.gold.length)
    .toSorted((a, b) => b - a);
  const note = `${set.members.length} models of ${vendorsOf(set).length} vendors, ${set.gold.length} items`;
  return [
    { measure: 'accuracy, best', value: accuracies[0] ?? null, note },
    { measure: 'accuracy, median', value: accuracies[Math.floor(accuracies.length / 2)] ?? null },
    { measure: 'accuracy, worst', value: accuracies.at(-1) ?? null },
    { measure: "Krippendorff's alpha of all models", value: krippendorffAlpha(set.answers).value },
    ...pairFigures(measurePairs(set)),
    ...voiceFigures(set),
  ];
}
