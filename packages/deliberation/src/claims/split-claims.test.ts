import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitClaims } from './split-claims.ts';

const texts = (text: string) => splitClaims({ id: 'a', text }).map(({ text: claim }) => claim);

test('paragraphs, items and rows give claims; headings, code, questions and lead-ins do not', () => {
  const text = [
    '# Heat pumps in 2024',
    '',
    'They may save **12 %**, e.g. in the U.S. market. Dr. Smith of Acme Inc. disagrees! Why?',
    'The reasons are:',
    '',
    '1. Costs fell by 3.5 points. They',
    '   fell again in v. 2.',
    '- See [the report. 2024](https://example.org/a.b) for it',
    '',
    '```py',
    'print("This is no claim.")',
    '```',
    '| year | share |',
    '|------|-------|',
    '| 2023 | 12 % of all |',
    '> Quoted words count too.',
    'Done.',
  ].join('\n');
  expect(texts(text)).toEqual([
    'They may save 12 %, e.g. in the U.S. market.',
    'Dr. Smith of Acme Inc. disagrees!',
    'Costs fell by 3.5 points.',
    'They fell again in v. 2.',
    'See the report. 2024 for it',
    '2023, 12 % of all',
    'Quoted words count too.',
  ]);
});

test('hedges and code stay in the claim', () => {
  expect(texts('It might return `a. B` or fail. It probably will.')).toEqual([
    'It might return a. B or fail.',
    'It probably will.',
  ]);
});

test('spans are exact, in order, do not overlap and have no space at their ends', () => {
  const part = fc.constantFrom(
    'One fact is here. ',
    'Mr. X saw 1.5 of it! ',
    '\n\n',
    '- item one is long\n',
    '# Head\n',
    '| a | b c d |\n',
    '```\nx. Y\n```\n',
    '**bold. Words** stay. ',
    'ends: ',
    'ü 😀 z. B. so. ',
    '> ',
    '\r\n',
    '1. ',
  );
  const noise = fc.string({ unit: 'grapheme', maxLength: 12 });
  fc.assert(
    fc.property(fc.array(fc.oneof(part, noise), { maxLength: 14 }), (parts) => {
      const text = parts.join('');
      let last = 0;
      for (const { span, id } of splitClaims({ id: 'a', text })) {
        const [start, end] = span;
        const source = text.slice(start, end);
        expect(source).toBe(source.trim());
        expect(start >= last && end > start && end <= text.length).toBe(true);
        expect(id).toBe(`a:${start}-${end}`);
        last = end;
      }
    }),
  );
});

test('a claim says what its source says', () => {
  const sentence = fc.constantFrom(
    'Sales rose by 12 % in May.',
    'It did not work at all.',
    'Prof. Lee may be right.',
    'No one was there (see p. 3).',
  );
  fc.assert(
    fc.property(
      fc.array(sentence, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(' ', '\n\n', '\n- '),
      (sentences, gap) => {
        const text = sentences.join(gap);
        const claims = splitClaims({ id: 'a', text });
        expect(claims.map(({ text: claim }) => claim)).toEqual(sentences);
        expect(claims.map(({ span }) => text.slice(...span))).toEqual(sentences);
      },
    ),
  );
});
