import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseControl } from './choose-control.ts';
import { liftOverControl } from './lift-over-control.ts';
import { estimateCalls, fitToBudget, listPairs } from './list-pairs.ts';
import { findingSpread, rankFindings, type ScoredFinding } from './rank-findings.ts';
import { scoreFinding } from './score-finding.ts';

test('n domains give n(n-1)/2 pairs, each once', () => {
  expect(listPairs(['a', 'b', 'c', 'a'])).toEqual([
    { first: 'a', second: 'b' },
    { first: 'a', second: 'c' },
    { first: 'b', second: 'c' },
  ]);
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 20 }), (domains) => {
      expect(listPairs(domains).length).toBe((domains.length * (domains.length - 1)) / 2);
    }),
  );
  expect(listPairs([])).toEqual([]);
});

const plan = { ideasPerCell: 3, randomControls: 1, singleControls: 1, judgeCalls: 2 };

test('calls by hand: two cells of three domains', () => {
  const cells = listPairs(['a', 'b', 'c']).slice(0, 2);
  expect(estimateCalls(cells, plan)).toEqual({ cells: 2, baseline: 3, ideas: 6, controls: 4, judging: 20, total: 33 });
  expect(fitToBudget(cells, plan, 33)).toEqual(cells);
  expect(fitToBudget(cells, plan, 32)).toEqual(cells.slice(0, 1));
  expect(fitToBudget(cells, plan, 3)).toEqual([]);
});

test('a control has another second domain, the same for the same random number', () => {
  const pair = { first: 'a', second: 'b' };
  expect(
    [0, 0.49, 0.5, 0.999].map((value) => chooseControl(pair, ['d', 'a', 'b', 'c', 'd'], () => value)?.second),
  ).toEqual(['c', 'c', 'd', 'd']);
  expect(chooseControl(pair, ['a', 'b'], () => 0)).toBeUndefined();
});

const parents = {
  firstParent: ['Whale songs carry for hundreds of kilometres in cold water.'],
  secondParent: ['Radio masts share one frequency by taking turns in fixed slots.'],
  archive: [],
};

test('synergy uses both parents and follows from neither', () => {
  const both = scoreFinding({
    ...parents,
    claims: ['Whale songs in cold water could take turns in fixed slots like radio masts.'],
  });
  expect(both.synergy).toEqual({
    isSynergy: true,
    usesFirst: 1,
    usesSecond: 1,
    entailedByFirst: false,
    entailedBySecond: false,
    by: 'cue',
  });
  const repeated = scoreFinding({ ...parents, claims: parents.firstParent });
  expect([repeated.novelty, repeated.nearest, repeated.synergy.isSynergy, repeated.synergy.entailedByFirst]).toEqual([
    expect.closeTo(0, 9),
    parents.firstParent[0],
    false,
    true,
  ]);
  const judged = scoreFinding({
    ...parents,
    claims: ['Whale songs in cold water could take turns in fixed slots like radio masts.'],
    entailed: [{ first: true, second: false }],
    plausibility: 0.4,
  });
  expect([judged.synergy.isSynergy, judged.synergy.by, judged.plausibility]).toEqual([false, 'judge', 0.4]);
  expect(scoreFinding({ ...parents, claims: [] })).toEqual({
    novelty: 0,
    synergy: {
      isSynergy: false,
      usesFirst: 0,
      usesSecond: 0,
      entailedByFirst: false,
      entailedBySecond: false,
      by: 'cue',
    },
  });
});

test('novelty lies from 0 to 1 and falls when the finding is in the archive', () => {
  const text = fc
    .array(fc.constantFrom('whale', 'song', 'radio', 'slot', 'tide'), { minLength: 1, maxLength: 6 })
    .map((words) => words.join(' '));
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 3 }), (claim, archive) => {
      const fresh = scoreFinding({ ...parents, archive, claims: [claim] }).novelty;
      expect(fresh >= 0 && fresh <= 1).toBe(true);
      expect(scoreFinding({ ...parents, archive: [...archive, claim], claims: [claim] }).novelty).toBeCloseTo(0, 9);
    }),
  );
});

test('lift by hand: Welch on two small samples', () => {
  // Means 5 and 2, variances 1 and 1, n = 3 each: error sqrt(2/3), 4 degrees of freedom, t = 2.776.
  const half = 2.776 * Math.sqrt(2 / 3);
  expect(liftOverControl([4, 5, 6], [1, 2, 3])).toEqual({
    lift: 3,
    low: expect.closeTo(3 - half, 9),
    high: expect.closeTo(3 + half, 9),
    reading: 'above',
  });
  expect(liftOverControl([1, 2, 3], [1, 2, 3])?.reading).toBe('noise');
  expect(liftOverControl([5], [1, 2])).toEqual({
    lift: 3.5,
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
    reading: 'noise',
  });
  expect(liftOverControl([], [1])).toBeUndefined();
});

const finding = (id: string, novelty: number, more: Partial<ScoredFinding> = {}, isSynergy = true): ScoredFinding => ({
  id,
  text: id,
  scores: {
    novelty,
    synergy: { isSynergy, usesFirst: 1, usesSecond: 1, entailedByFirst: false, entailedBySecond: false, by: 'cue' },
  },
  ...more,
});
const lift = (value: number, reading: 'above' | 'below' | 'noise') => ({ lift: value, low: 0, high: 0, reading });

test('findings are ranked axis by axis, and each place says which axis decided', () => {
  const list = [
    finding('old', 0.1),
    finding('below', 1, { lift: lift(-1, 'below') }),
    finding('flat', 0.9, {}, false),
    finding('new', 0.8),
    finding('small', 0, { lift: lift(0.2, 'above') }),
    finding('large', 0, { lift: lift(0.4, 'above') }),
  ];
  expect(rankFindings(list).map(({ rank, id, decidedBy }) => [rank, id, decidedBy])).toEqual([
    [1, 'large', undefined],
    [2, 'small', 'lift'],
    [3, 'new', 'control'],
    [4, 'old', 'novelty'],
    [5, 'flat', 'synergy'],
    [6, 'below', 'control'],
  ]);
  expect(rankFindings(list.toReversed())).toEqual(rankFindings(list));
});

test('the same finding three times is one finding', () => {
  expect(findingSpread(['a b', 'a b', 'a b'])).toBeCloseTo(1, 9);
  expect(findingSpread([])).toBe(0);
});
