import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseControl } from './choose-control.ts';
import { liftOverControl } from './lift-over-control.ts';
import { compareWithControls, standingOf } from './compare-with-controls.ts';
import { estimateCalls, fitToBudget, listPairs, planExploration, takeTurns } from './list-pairs.ts';
import { findingSpread, rankFindings, type ScoredFinding } from './rank-findings.ts';
import { rankPromise } from './rank-promise.ts';
import { scoreFinding, scoreNovelties } from './score-finding.ts';
import { seedOfText } from './seed-of-text.ts';

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

const plan = { randomControls: 1, singleControls: 1, judgeCalls: 1, baselineCalls: 1 };

test('calls by hand: two cells of three domains', () => {
  const cells = listPairs(['a', 'b', 'c']).slice(0, 2);
  expect(estimateCalls(cells, plan)).toEqual({ cells: 2, baseline: 3, ideas: 2, controls: 4, judging: 2, total: 11 });
  expect(fitToBudget(cells, plan, 11)).toEqual(cells);
  expect(fitToBudget(cells, plan, 10)).toEqual(cells.slice(0, 1));
  expect(fitToBudget(cells, plan, 5)).toEqual([]);
});

test('the plan of a panel: controls need a third domain to draw from', () => {
  const plans = [2, 3].map((domains) => planExploration({ domains, controls: true, judged: false }));
  expect(plans).toEqual([
    { randomControls: 0, singleControls: 1, judgeCalls: 0, baselineCalls: 0 },
    { randomControls: 1, singleControls: 1, judgeCalls: 0, baselineCalls: 0 },
  ]);
  expect(planExploration({ domains: 5, controls: false, judged: true })).toEqual({
    randomControls: 0,
    singleControls: 0,
    judgeCalls: 1,
    baselineCalls: 0,
  });
});

test('a budget is never exceeded, and domains take turns within it', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/u), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(names, fc.boolean(), fc.boolean(), fc.nat(200), (domains, controls, judged, budget) => {
      const own = planExploration({ domains: domains.length, controls, judged });
      const turns = takeTurns(listPairs(domains));
      expect(new Set(turns.map((pair) => JSON.stringify(pair))).size).toBe(listPairs(domains).length);
      const held = fitToBudget(turns, own, budget);
      expect(estimateCalls(held, own).total).toBeLessThanOrEqual(budget);
      const met = domains.map((domain) => held.filter(({ first, second }) => first === domain || second === domain));
      const counts = met.map(({ length }) => length);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
    }),
  );
  expect(takeTurns(listPairs(['a', 'b', 'c', 'd'])).slice(0, 2)).toEqual([
    { first: 'a', second: 'b' },
    { first: 'c', second: 'd' },
  ]);
});

test('promising: a shared word that the question does not bring, then the less alike', () => {
  const ranked = rankPromise(
    [
      { name: 'whales', claims: ['Whale songs carry far in cold water.', 'Whales fall silent near ships.'] },
      { name: 'radio', claims: ['Radio masts take turns in fixed slots.', 'Cold water conducts radio waves.'] },
      { name: 'law', claims: ['Treaties bind their parties.'] },
      { name: 'ships', claims: ['Ships fall silent in cold water near whales.'] },
    ],
    'What carries far in water?',
  );
  expect(ranked.map(({ first, second, shared }) => [first, second, shared > 0])).toEqual([
    ['whales', 'radio', true],
    ['radio', 'ships', true],
    ['whales', 'ships', true],
    ['whales', 'law', false],
    ['radio', 'law', false],
    ['law', 'ships', false],
  ]);
  expect(ranked.every(({ likeness }) => likeness >= 0 && likeness <= 1)).toBe(true);
});

test('one finding against its controls, by hand', () => {
  const controls = [0.1, 0.2, 0.3, 0.4, 0.5, 0.1, 0.2, 0.3, 0.4];
  expect(compareWithControls(0.6, controls)).toEqual({
    lift: expect.closeTo(0.6 - 2.5 / 9, 12),
    beaten: 9,
    of: 9,
    chance: 0.1,
    reading: 'above',
  });
  expect(compareWithControls(0.5, controls)?.reading).toBe('noise');
  expect(compareWithControls(0.05, controls)?.reading).toBe('below');
  // However high it stands: eight controls are too few to tell.
  expect(compareWithControls(1, controls.slice(1))?.reading).toBe('noise');
  expect(compareWithControls(1, [])).toBeUndefined();
});

test('copies of one score are noise among themselves, and the order of controls does not matter', () => {
  const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(scores, fc.double({ min: 0, max: 1, noNaN: true }), (controls, score) => {
      const found = compareWithControls(score, controls);
      expect(found).toEqual(compareWithControls(score, controls.toReversed()));
      expect(found && found.chance > 0 && found.chance <= 1 && Math.abs(found.lift) <= 1).toBe(true);
      expect(
        compareWithControls(
          score,
          [...controls, score].map(() => score),
        )?.reading,
      ).toBe('noise');
    }),
  );
});

test('only what holds up stands: a gate and no sum', () => {
  expect(
    [
      { novelty: 0.8, follows: false, plausibility: 0.5 },
      { novelty: 0.8, follows: false },
      { novelty: 1, follows: false, plausibility: 0.4 },
      { novelty: 1, follows: true, plausibility: 1 },
    ].map(standingOf),
  ).toEqual([0.8, 0.8, 0, 0]);
});

test('the seed of a text is the same for the same text, and tells texts apart', () => {
  expect(
    [seedOfText('a', 'b'), seedOfText('ab'), seedOfText('a', 'b')].map((seed) => seed === seedOfText('a', 'b')),
  ).toEqual([true, false, true]);
});

test('the novelty of each is the same in whatever company it is asked', () => {
  const [first, second] = scoreNovelties(['whale songs', 'radio slots'], ['whale songs', 'tide tables']);
  expect([first, second]).toEqual([expect.closeTo(0, 9), 1]);
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

test('a claim that is named counts as used only with a word that only it has', () => {
  const claims = ['Whales could take turns.'];
  const uses = (cited: { first: string[]; second: string[] }) => {
    const { usesFirst, usesSecond, isSynergy } = scoreFinding({ ...parents, claims, cited }).synergy;
    return [usesFirst, usesSecond, isSynergy];
  };
  expect(uses({ first: [], second: [] })).toEqual([0, 0, false]);
  expect(uses({ first: parents.firstParent, second: parents.secondParent })).toEqual([1, 1, true]);
  // It is named, and nothing of it is in the finding.
  expect(uses({ first: ['Cold water carries sound.'], second: parents.secondParent })).toEqual([0, 1, false]);
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
