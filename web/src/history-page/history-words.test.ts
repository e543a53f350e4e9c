import { historyBand } from '@parley/deliberation';
import type { PairAgreement } from '@parley/spec';
import { expect, test } from 'vitest';
import { allPairsWords, pairWords, totalWords, weakVoiceWords } from './history-words.ts';

const model = (family: string): PairAgreement['one'] => ({ family, model: 'm', lineage: family });
const pairOf = (same: number, both: number, more: Partial<PairAgreement> = {}): PairAgreement => {
  const { low, high } = historyBand(same, both);
  return { one: model('a'), other: model('b'), both, same, low, high, chance: 0.5, phi: null, graded: 0, ...more };
};

test('a pair that met too seldom gets a count and no share', () => {
  expect(pairWords(pairOf(3, 4))).toEqual(['The same stance in 3 of 4 decisions: too few to tell a share.']);
});

test('a share is told with its count, its interval and the chance it is to be compared with', () => {
  expect(pairWords(pairOf(45, 50))).toEqual([
    'The same stance in 45 of 50 decisions: 90\u00A0% (79 to 96\u00A0%).',
    'More than even guessing would give (at most 50\u00A0%).',
    'Errors in common: not measured; 0 of the 20 graded decisions it takes.',
  ]);
  expect(pairWords(pairOf(5, 10))[1]).toBe('Not clearly apart from even guessing (at most 50\u00A0%).');
  expect(pairWords(pairOf(1, 40))[1]).toBe(
    'Less than even guessing would give (up to 50\u00A0%): they tend to differ.',
  );
});

test('errors in common are told from twenty graded decisions on, with how sure that is', () => {
  expect(pairWords(pairOf(45, 50, { phi: 0.42, graded: 25 }))[2]).toBe(
    'Errors in common on 25 graded decisions: correlation 0.4, give or take 0.4 (1: the same errors, 0: none beyond chance).',
  );
  expect(pairWords(pairOf(45, 50, { phi: 0.42, graded: 19 }))[2]).toContain('not measured; 19 of the 20');
  expect(pairWords(pairOf(45, 50, { graded: 25 }))[2]).toContain('not defined on 25 graded decisions');
});

test('all pairs together leave out copies of one model', () => {
  const copies = pairOf(9, 9, { other: model('a') });
  expect(allPairsWords([pairOf(6, 10), pairOf(2, 10, { chance: 0.25 }), copies])).toBe(
    'All pairs of different models together: the same stance in 8 of 20 meetings (40\u00A0%). Two that guess evenly would share at most 38\u00A0%.',
  );
  expect(allPairsWords([copies, pairOf(1, 2)])).toBeUndefined();
});

test('totals and weak voices are told in counts', () => {
  expect(totalWords({ decisions: 1, graded: 0 })).toBe('1 decision remembered, none of them graded.');
  expect(totalWords({ decisions: 24, graded: 12 })).toBe('24 decisions remembered, 12 of them graded by you.');
  expect(weakVoiceWords('“Law”', { count: 9, of: 40, low: 0.123, high: 0.375 })).toContain(
    '“Law” was right in 9 of 40, 23\u00A0% (12 to 38\u00A0%), clearly less often than the voices it votes with',
  );
});
