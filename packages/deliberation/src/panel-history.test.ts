import { expect, test } from 'vitest';
import { type GradedQuestion, outcomeBand, readPanelHistory } from './panel-history.ts';

const [x, y] = [
  { model: 'x', line: 'x' },
  { model: 'y', line: 'y' },
];
const graded = (votes: string, truth: string | null, more: Partial<GradedQuestion> = {}): GradedQuestion => ({
  outcome: 'majority',
  decision: 'yes',
  right: truth?.toLowerCase() === 'yes',
  truth,
  options: 3,
  votes: [x, x, y].map((origin, index) => ({ ...origin, answer: votes.split(' ')[index]?.replace('-', '') || null })),
  ...more,
});

test('marks each voice against what was true, copies apart', () => {
  const history = readPanelHistory(
    [graded('yes no yes', 'yes'), graded('yes yes no', 'No'), graded('no yes no', 'no')],
    [x, x, y],
  );
  expect(history.marks).toEqual([
    [true, false, true],
    [false, false, false],
    [true, true, true],
  ]);
  expect(history.optionCount).toBe(3);
});

test('phi of a pair counts only the questions on which both have a mark', () => {
  const questions = [
    graded('yes - yes', 'yes'),
    graded('no - no', 'yes'),
    graded('yes - no', 'yes'),
    graded('no - yes', 'yes'),
    graded('- - yes', 'yes'),
  ];
  expect(readPanelHistory(questions, [x, y]).pair(0, 1)).toEqual({ phi: 0, items: 4 });
  expect(readPanelHistory(questions, [x, x]).pair(0, 1)).toEqual({ phi: null, items: 0 });
  expect(readPanelHistory([], [x, y])).toMatchObject({ marks: [[], []], optionCount: 2 });
});

test('a wrong decision without a truth tells only of those who chose it', () => {
  const history = readPanelHistory([graded('yes no yes', null, { right: false })], [x, x, y]);
  expect(history.marks).toEqual([[], [], []]);
  expect(history.pair(0, 2).items).toBe(1);
  expect(history.pair(0, 1).items).toBe(0);
});

test('a band counts decisions of the same outcome', () => {
  const questions = [
    graded('yes yes yes', 'yes', { outcome: 'agree' }),
    graded('yes yes no', 'yes'),
    graded('yes yes no', 'no'),
    graded('yes no no', 'no', { decision: null }),
  ];
  expect(outcomeBand(questions, 'majority')).toMatchObject({ share: 0.5, items: 2 });
  expect(outcomeBand(questions, 'tie')).toEqual({ share: null, low: 0, high: 1, items: 0 });
});
