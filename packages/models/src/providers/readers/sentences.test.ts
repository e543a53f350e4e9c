import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitSentences } from './sentences.ts';

function sentencesOf(text: string): string[] {
  return splitSentences(text, 0, text.length).map(([start, end]) => text.slice(start, end));
}

describe('splitSentences', () => {
  test.each([
    ['Two sentences. Both plain.', ['Two sentences.', 'Both plain.']],
    ['See Art. 6 Paragraph 2 of the act. It binds us.', ['See Art. 6 Paragraph 2 of the act.', 'It binds us.']],
    ['Form No. 12 Revision B is due. Send it.', ['Form No. 12 Revision B is due.', 'Send it.']],
    ['Acme Inc. Board members voted. All agreed.', ['Acme Inc. Board members voted.', 'All agreed.']],
    ['It was bought by Acme Inc. The price was low.', ['It was bought by Acme Inc.', 'The price was low.']],
    ['The U.S. Congress met. Nothing passed.', ['The U.S. Congress met.', 'Nothing passed.']],
    ['Costs rose by 3.5 percent, e.g. Wages. Sales fell.', ['Costs rose by 3.5 percent, e.g. Wages.', 'Sales fell.']],
    ['J. Smith wrote it. Fine.', ['J. Smith wrote it.', 'Fine.']],
    ['**It ends here.** Then more. *And this!* Last.', ['**It ends here.**', 'Then more.', '*And this!*', 'Last.']],
    ['A line that wraps\nover two lines. The next\none.', ['A line that wraps\nover two lines.', 'The next\none.']],
    ['3. The third point is long. Next.', ['3. The third point is long.', 'Next.']],
    ['会议在六月举行。结果很好！下一步？', ['会议在六月举行。', '结果很好！', '下一步？']],
    ['انتهى الاجتماع. بدأ العمل؟ نعم.', ['انتهى الاجتماع.', 'بدأ العمل؟', 'نعم.']],
    ['Done 🎉. Next 👩‍👩‍👧 step!', ['Done 🎉.', 'Next 👩‍👩‍👧 step!']],
    [' \n\t ', []],
  ])('%j', (text, expected) => {
    expect(sentencesOf(text)).toEqual(expected);
  });

  test('keeps a glued range in one piece', () => {
    const text = 'Read [One. Two.](x) now. End.';
    expect(splitSentences(text, 0, text.length, [[5, 19]]).map(([a, z]) => text.slice(a, z))).toEqual([
      'Read [One. Two.](x) now.',
      'End.',
    ]);
  });

  test('cuts a sentence without end at clauses, never inside a character', () => {
    const clauses = sentencesOf(`${'word after word, and so on, '.repeat(400)}end`);
    expect(Math.max(...clauses.map((clause) => clause.length))).toBeLessThanOrEqual(700);
    expect(clauses.every((clause) => /,$|end$/u.test(clause))).toBe(true);
    const emoji = sentencesOf('😀'.repeat(3000));
    expect(emoji.join('')).toBe('😀'.repeat(3000));
    expect(emoji.every((part) => part.isWellFormed())).toBe(true);
  });

  test('any text: spans are ordered, trimmed, and leave out nothing but white space', () => {
    const piece = fc.constantFrom(
      '. ',
      '! ',
      '\n',
      '**',
      'Art. 6',
      ' ',
      '😀',
      '国。',
      'a',
      'The ',
      '3.5',
      '> ',
      '“',
      'U.S. ',
    );
    const texts = fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme', maxLength: 8 })), { maxLength: 60 });
    fc.assert(
      fc.property(texts, (pieces) => {
        const text = pieces.join('');
        let left = 0;
        for (const [start, end] of splitSentences(text, 0, text.length)) {
          expect(text.slice(left, start).trim()).toBe('');
          expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
          expect(start).toBeLessThan(end);
          left = end;
        }
        expect(text.slice(left).trim()).toBe('');
      }),
    );
  });
});
