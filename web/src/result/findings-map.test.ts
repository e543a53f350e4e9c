import type { Finding, Findings } from '@parley/spec';
import { expect, test } from 'vitest';
import { findingAxes, findingsMap, readAxis } from './findings-map.ts';

const finding = (rank: number, first: string, second: string, more: Partial<Finding> = {}): Finding => ({
  id: `${first} ${second} ${rank}`,
  first,
  second,
  text: `Idea ${rank}`,
  because: '',
  cites: [],
  novelty: 0.5,
  synergy: {
    isSynergy: true,
    usesFirst: 1,
    usesSecond: 1,
    entailedByFirst: false,
    entailedBySecond: false,
    by: 'cue',
  },
  rank,
  ...more,
});
const cell = (first: string, second: string, state: Findings['cells'][number]['state'], reason?: string) => ({
  first,
  second,
  state,
  likeness: 0.1,
  shared: 2,
  ...(reason !== undefined && { reason }),
});
const domain = (name: string) => ({ name, voices: [name], claims: 3, shown: 3 });
const control = (reading: 'above' | 'noise', lift: number) => ({ lift, beaten: 3, of: 12, chance: 0.2, reading });
const found = {
  domains: ['law', 'trade', 'music'].map(domain),
  cells: [
    cell('trade', 'law', 'explored'),
    cell('law', 'music', 'failed', 'Too busy.'),
    cell('trade', 'music', 'over-budget'),
  ],
  findings: [
    finding(1, 'trade', 'law', { novelty: 0.72, plausibility: 0.4, control: control('noise', 0.3) }),
    finding(2, 'trade', 'law', { novelty: 0.99 }),
  ],
};

test('each pair once, in the lower half, with its first-ranked finding and never a mixture', () => {
  const { picture } = findingsMap(found, 'novelty', found.cells[2]);
  expect([picture.names, picture.columns]).toEqual([
    ['trade', 'music'],
    ['law', 'trade'],
  ]);
  expect(picture.cells.map(({ row, column, share, label, isChosen }) => [row, column, share, label, isChosen])).toEqual(
    [
      [0, 0, 0.72, '0.72', undefined],
      [1, 0, null, 'failed', undefined],
      [1, 1, null, 'budget', true],
    ],
  );
  expect(picture.cells[0]?.lines).toEqual(['trade × law', 'Idea 1', 'Novelty: 0.72', 'And 1 more in this cell.']);
  expect(picture.cells[1]?.lines).toEqual(['law × music', 'Failed: Too busy.']);
});

test('the table holds every axis and why a cell is empty', () => {
  expect(findingsMap(found, 'lift', undefined).table).toEqual({
    columns: ['Cell', 'Novelty', 'Synergy', 'Plausibility', 'Lift over control', 'Findings'],
    rows: [
      ['trade × law', '0.72', 'uses both, follows from neither', '0.4', '+0.30, noise (above 3 of 12 controls)', '2'],
      ['law × music', '', '', '', '', 'Failed: Too busy.'],
      ['trade × music', '', '', '', '', 'Not explored: the budget of calls held no more.'],
    ],
  });
});

test('noise looks alike however high it stands, and what was not measured has no colour', () => {
  const read = (more: Partial<Finding>) => readAxis(finding(1, 'a', 'b', more), 'lift').share;
  expect(
    [control('noise', 0.9), control('noise', -0.9), control('above', 0.4)].map((own) => read({ control: own })),
  ).toEqual([0.1, 0.1, 0.7]);
  expect(findingAxes.map((axis) => readAxis(finding(1, 'a', 'b'), axis).share)).toEqual([0.5, 1, null, null]);
});

test('no synergy says why', () => {
  const words = (more: Partial<Finding['synergy']>) =>
    readAxis(
      finding(1, 'a', 'b', { synergy: { ...finding(1, 'a', 'b').synergy, isSynergy: false, ...more } }),
      'synergy',
    ).words;
  expect([words({ entailedBySecond: true }), words({ usesFirst: 0, usesSecond: 0 }), words({ usesFirst: 0 })]).toEqual([
    'follows from one domain alone',
    'leans on neither domain, by its words',
    'leans on one domain only, by its words',
  ]);
});
