import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreementOfPairs } from './pair-agreement.ts';

const votes = (words: string) =>
  words.split(' ').map((word) => ({ voter: word.split('=')[0] ?? '', answer: word.split('=')[1] ?? '' }));

test('pairs are counted where both voted, whatever the case of the words', () => {
  const found = agreementOfPairs([votes('a=yes b=Yes c=no'), votes('b=yes a=no'), votes('a=yes')]);
  expect(found.map(({ pair, items, same }) => [pair.join(), items, same])).toEqual([
    ['a,b', 2, 1],
    ['a,c', 1, 0],
    ['b,c', 1, 0],
  ]);
  expect(found[0]).toMatchObject({ share: 0.5 });
});

test('chance is that of an even guess among the options that were named, two at least', () => {
  expect(agreementOfPairs([votes('a=x b=y c=z'), votes('a=x b=x')])).toMatchObject([
    { pair: ['a', 'b'], chance: (1 / 3 + 1 / 2) / 2 },
    { pair: ['a', 'c'], chance: 1 / 3 },
    { pair: ['b', 'c'], chance: 1 / 3 },
  ]);
});

test('two agents on one model are one voter, and meet nobody in themselves', () => {
  expect(agreementOfPairs([votes('a=yes a=no')])).toEqual([]);
  expect(agreementOfPairs([votes('a=yes a=no b=no')])).toMatchObject([{ same: 0, items: 1 }]);
});

test('the order of the voters does not matter', () => {
  const decision = fc.uniqueArray(
    fc.record({ voter: fc.constantFrom('a', 'b', 'c', 'd'), answer: fc.constantFrom('x', 'y') }),
    {
      selector: ({ voter }) => voter,
    },
  );
  fc.assert(
    fc.property(fc.array(decision), (decisions) => {
      const turned = decisions.map((cast) => cast.toReversed()).toReversed();
      expect(agreementOfPairs(turned)).toEqual(agreementOfPairs(decisions));
    }),
  );
});
