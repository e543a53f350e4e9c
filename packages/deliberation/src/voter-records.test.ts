import fc from 'fast-check';
import { expect, test } from 'vitest';
import { historyBand } from './calibration.ts';
import { findWeakVoices, type RecordedDecision, recordsOfVoters } from './voter-records.ts';

const decided = (
  votes: string,
  decision: string | null,
  grade: RecordedDecision['grade'] = null,
): RecordedDecision => ({
  decision,
  grade,
  votes: votes.split(' ').map((vote) => ({ voter: vote.split('=')[0] ?? '', answer: vote.split('=')[1] ?? '' })),
});
const told = (truth: string | null, right = false) => ({ right, truth });
const band = (count: number, of: number) => ({ count, ...historyBand(count, of) });

test('counts who went with the decision, and who was right where somebody said so', () => {
  const found = recordsOfVoters([
    decided('a=yes b=Yes c=no', 'yes', told('yes', true)),
    decided('a=yes b=no c=no', 'no', told('YES')),
    decided('a=yes b=no', null, told('no')),
    decided('a=yes b=no c=no', 'no'),
  ]);
  expect(found).toEqual([
    { voter: 'a', joined: band(1, 3), right: band(2, 3) },
    { voter: 'b', joined: band(3, 3), right: band(2, 3) },
    { voter: 'c', joined: band(2, 3), right: band(0, 2) },
  ]);
});

test('a wrong decision without a truth marks only those who chose it', () => {
  expect(recordsOfVoters([decided('a=yes b=no', 'yes', told(null))])).toEqual([
    { voter: 'a', joined: band(1, 1), right: band(0, 1) },
    { voter: 'b', joined: band(0, 1), right: band(0, 0) },
  ]);
});

test('a voter counts once a decision, by its first vote', () => {
  expect(recordsOfVoters([decided('a=yes a=no a=no', 'yes', told('no'))])).toEqual([
    { voter: 'a', joined: band(1, 1), right: band(0, 1) },
  ]);
});

test('a voice is weak when its interval lies below the median low of its panel', () => {
  const strong = historyBand(36, 40);
  expect(findWeakVoices([strong, historyBand(16, 40), strong])).toEqual([1]);
  expect(findWeakVoices([strong, historyBand(34, 40), strong])).toEqual([]);
  // One voice with too little to show leaves the whole panel unjudged, and two voices have no median to be below.
  expect(findWeakVoices([strong, historyBand(16, 40), historyBand(17, 19)])).toEqual([]);
  expect(findWeakVoices([strong, historyBand(4, 40)])).toEqual([]);
});

test('voices of one record are never weak, a voice that is right the most is not either, and the order does not matter', () => {
  const bands = fc.array(
    fc.integer({ min: 0, max: 40 }).map((right) => historyBand(right, 40)),
    { minLength: 3, maxLength: 9 },
  );
  fc.assert(
    fc.property(bands, (panel) => {
      const [first] = panel;
      expect(findWeakVoices(panel.flatMap(() => first ?? []))).toEqual([]);
      const weak = findWeakVoices(panel);
      const best = panel.findIndex(({ share }) => panel.every((other) => (other.share ?? 0) <= (share ?? 0)));
      expect(weak).not.toContain(best);
      expect(findWeakVoices(panel.toReversed())).toEqual(weak.map((place) => panel.length - 1 - place).toReversed());
    }),
  );
});
