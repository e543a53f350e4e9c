import type { Document } from '@parley/spec';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findQuotations } from './find-quotations.ts';

const document = (id: string, text: string, pageStarts: number[] = []): Document => ({
  id,
  title: id.toUpperCase(),
  mediaType: 'text/plain',
  characters: text.length,
  text,
  pageStarts,
});
const memo = document(
  'memo',
  'The new rule applies\n  from 1 January 2028: a meter must detect leaks by itself.',
  [0, 21],
);
const quote = 'The new rule applies from 1 January 2028';
const found = memo.text.slice(0, memo.text.indexOf(':'));
const passage = { documentId: 'memo', documentTitle: 'MEMO', start: 0, end: found.length, text: found, page: 1 };

test.each([
  `It says "${quote}".`,
  `It says “${quote}”.`,
  `Es heißt «${quote}».`,
  `Es heißt „${quote}“.`,
  `It says:\n\n> ${quote.slice(0, 12)}\n> ${quote.slice(13)}\n\nSo there.`,
  `> ${quote}\n> — *Memo*, page 1\n`,
  `It says "${quote}," and more.`,
  `A 5" pipe and "${quote}" here.`,
  `"Short" words and then "${quote}" and "${quote}".`,
])('finds it to the letter but for white space: %j', (text) => {
  expect(findQuotations(text, [document('other', 'Nothing of it.'), memo])).toEqual([passage]);
});

test.each([
  `It says "${quote.replace('2028', '2027')}".`,
  `It says "${quote.toUpperCase()}".`,
  'It says "The new rule".',
  quote,
  '',
])('gives no passage for what is not quoted or does not stand there: %j', (text) => {
  expect(findQuotations(text, [memo])).toEqual([]);
});

test('a full stop that stands in the document belongs to the passage', () => {
  const whole = 'from 1 January 2028: a meter must detect leaks by itself.';
  expect(findQuotations(`"${whole}"`, [memo]).map(({ text }) => text)).toEqual([whole]);
});

test('a page is the one on which the quotation begins', () => {
  const text = 'from 1 January 2028: a meter must';
  expect(findQuotations(`"${text}"`, [memo])).toEqual([{ ...passage, start: 23, end: 56, text, page: 2 }]);
});

test('every passage is exactly the text of its document', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 30, maxLength: 80 }), fc.nat(40), fc.nat(80), (text, start, length) => {
      const source = document('d', text);
      for (const passage of findQuotations(`He wrote “${text.slice(start, start + length)}”.`, [source])) {
        expect(passage.text).toBe(text.slice(passage.start, passage.end));
        expect(passage.text.replace(/\s+/gu, ' ').length).toBeGreaterThanOrEqual(25);
      }
    }),
  );
});
