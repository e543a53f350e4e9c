import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerKey } from './answer-key.ts';
import { embeddingDispersion } from './embedding-dispersion.ts';
import { findFinalAnswer } from './find-final-answer.ts';
import { clusterAnswers, semanticEntropy, splitSemanticEntropy } from './semantic-entropy.ts';
import { stripMarkdown } from './strip-markdown.ts';
import { symmetricEigenvalues } from './symmetric-eigenvalues.ts';
import { createTextVectors, textSimilarities, vectorCosine } from './tf-idf.ts';
import { vendiScore } from './vendi-score.ts';

test('the words of a Markdown text stay, its marks go', () => {
  const text = [
    '## Result',
    '> It is **very** _clear_: `x_1 = 2*3`.',
    '',
    '1. See [the map](https://example.org/a).',
    '- [x] done ~~not~~',
    '| a | b |',
    '|---|:-:|',
    '| 1 | 2 |',
    '```ts',
    'const snake_case_name = 1;',
    '```',
    '***',
  ].join('\n');
  expect(stripMarkdown(text)).toBe(
    'Result\nIt is very clear: x_1 = 2*3.\n\nSee the map.\ndone not\n a   b\n\n 1   2\n\nconst snake_case_name = 1;',
  );
});

test('stripping never makes a text longer', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('a', ' ', '*', '_', '`', '\n', '#', '|', '-', '[', ']', '(', ')', '>'),
        maxLength: 200,
      }),
      (text) => {
        expect(stripMarkdown(text).length).toBeLessThanOrEqual(text.length);
      },
    ),
  );
});

test('TF-IDF cosine by hand: two texts that share one word of three features each', () => {
  // idf of the shared word 1 + ln(3/3) = 1, of the others 1 + ln(3/2); cosine 1 / (1 + 2 (1 + ln 1.5)^2).
  const [a, b] = createTextVectors(['a b', 'a c']);
  expect(a && b && vectorCosine(a, b)).toBeCloseTo(1 / (1 + 2 * (1 + Math.log(1.5)) ** 2), 12);
});

test('similarities are symmetric, from 0 to 1, and do not depend on the order of the texts', () => {
  const words = fc
    .array(fc.constantFrom('red', 'green', 'blue', 'not', 'is'), { maxLength: 8 })
    .map((list) => list.join(' '));
  fc.assert(
    fc.property(fc.array(words, { minLength: 2, maxLength: 6 }), (texts) => {
      const there = textSimilarities(texts);
      const back = textSimilarities(texts.toReversed());
      for (const [row, values] of there.entries()) {
        for (const [column, value] of values.entries()) {
          expect(value).toBe(there[column]?.[row]);
          expect(value).toBeCloseTo(back[texts.length - 1 - row]?.[texts.length - 1 - column] ?? Number.NaN, 12);
          expect(value >= 0 && value <= 1).toBe(true);
        }
      }
    }),
  );
});

test('eigenvalues by hand', () => {
  expect(
    symmetricEigenvalues([
      [2, 1],
      [1, 2],
    ]).map((value) => value.toFixed(9)),
  ).toEqual(['3.000000000', '1.000000000']);
  const ones = Array.from({ length: 40 }, () => Array.from({ length: 40 }, () => 1));
  const [largest, ...rest] = symmetricEigenvalues(ones);
  expect(largest).toBeCloseTo(40, 9);
  expect(Math.max(...rest.map(Math.abs))).toBeLessThan(1e-9);
});

test('eigenvalues keep trace and sum of squares', () => {
  const entries = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 36, maxLength: 36 });
  fc.assert(
    fc.property(entries, (values) => {
      const matrix = Array.from({ length: 6 }, (_, row) =>
        Array.from({ length: 6 }, (_unused, column) => values[Math.min(row, column) * 6 + Math.max(row, column)] ?? 0),
      );
      const found = symmetricEigenvalues(matrix);
      const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0);
      expect(sum(found)).toBeCloseTo(sum(matrix.map((row, index) => row[index] ?? 0)), 8);
      expect(sum(found.map((value) => value ** 2))).toBeCloseTo(sum(matrix.flat().map((value) => value ** 2)), 8);
    }),
  );
});

test('Vendi: one for copies, n for strangers, between for the rest', () => {
  const matrix = (off: number) => [0, 1, 2].map((row) => [0, 1, 2].map((column) => (row === column ? 1 : off)));
  expect(vendiScore(matrix(1))).toBeCloseTo(1, 9);
  expect(vendiScore(matrix(0))).toBeCloseTo(3, 9);
  // Eigenvalues of K/3 with off-diagonal 1/2: 2/3, 1/6, 1/6.
  expect(vendiScore(matrix(0.5))).toBeCloseTo(Math.exp(-((2 / 3) * Math.log(2 / 3) + (1 / 3) * Math.log(1 / 6))), 9);
  expect(vendiScore([])).toBe(0);
});

test('a copy of a text does not add an idea', () => {
  expect(vendiScore(textSimilarities(['red apples', 'blue seas']))).toBeCloseTo(2, 9);
  expect(vendiScore(textSimilarities(['red apples', 'blue seas', 'red apples', 'blue seas']))).toBeCloseTo(2, 9);
});

test('dispersion of vectors at right angles, alike and opposite', () => {
  expect(
    embeddingDispersion([
      [2, 0],
      [0, 3],
    ]),
  ).toBeCloseTo(1, 12);
  expect(
    embeddingDispersion([
      [1, 1],
      [3, 3],
      [0, 0],
    ]),
  ).toBeCloseTo(0, 12);
  expect(
    embeddingDispersion([
      [1, 0],
      [-1, 0],
    ]),
  ).toBeCloseTo(2, 12);
  expect(embeddingDispersion([[1, 0]])).toBeUndefined();
});

test('semantic entropy by hand', () => {
  expect(semanticEntropy(['a', 'a', 'a'])).toEqual({ nats: 0, normalised: 0 });
  expect(semanticEntropy(['a', 'b'])).toEqual({ nats: Math.log(2), normalised: 1 });
  expect(semanticEntropy(['a', 'a', 'b', 'b']).normalised).toBeCloseTo(0.5, 12);
  expect(semanticEntropy(['a'])).toEqual({ nats: 0, normalised: 0 });
});

test('two sure models that differ are all between; two unsure models that are alike are all within', () => {
  const sure = splitSemanticEntropy([
    ['a', 'a'],
    ['b', 'b'],
  ]);
  expect([sure.within, sure.between, sure.normalised.between]).toEqual([0, Math.log(2), 0.5]);
  const unsure = splitSemanticEntropy([
    ['a', 'b'],
    ['b', 'a'],
  ]);
  expect([unsure.within, unsure.between]).toEqual([Math.log(2), 0]);
  expect(splitSemanticEntropy([['a'], ['b']]).isWithinMeasured).toBe(false);
});

test('within and between add up, neither is negative, and normalised values stay within 1', () => {
  const group = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(group, { minLength: 1, maxLength: 5 }), (groups) => {
      const { pooled, within, between, normalised } = splitSemanticEntropy(groups);
      expect(within + between).toBeCloseTo(pooled, 12);
      expect(within >= 0 && between >= 0 && normalised.pooled <= 1 + 1e-12).toBe(true);
    }),
  );
});

test('answers are compared with the first of each cluster', () => {
  expect(clusterAnswers([1, 2.4, 1.4, 9, 2], (a, b) => Math.abs(a - b) < 0.5)).toEqual([0, 1, 0, 2, 1]);
});

test.each([
  ['{"reasoning": "no", "answer": "a"} then {"answer": "t\\nZ"}', 't\nZ', 'json'],
  ['```json\n{"answer": [1, 2, 3]}\n```', '[1, 2, 3]', 'json'],
  ['{"answer": 42}', '42', 'json'],
  ['So it is 7.\n\\[\\boxed{\\frac{229}{27}}\\]', '\\frac{229}{27}', 'boxed'],
  ['Long story.\n\n**Final answer:** 42', '42', 'label'],
  ['### Final Answer: The value of (a + b) / 2 is 0.', '0', 'label'],
  ['Antwort:\n\nBerlin', 'Berlin', 'label'],
  ['Three steps. Therefore, the minimum value is 12, achieved when a = 2 and b = 1.', '12', 'stated'],
  ['There are 66 ways to put the 10 lamps on the 3 tables.', '66', 'stated'],
  ['The area is length * width = 40 * 20 = 800 square feet.', '800', 'stated'],
  ["Therefore, the function will return '148: b'148''.", "148: b'148'", 'stated'],
  ["The output will be {'La': 3, 'Q': 1}.", "{'La': 3, 'Q': 1}", 'stated'],
  ['So 23 is the smallest such number above 20!.', '23', 'stated'],
  ['The marks meet again after 36 seconds.', '36', 'stated'],
  ['Hence it returns an empty list.', '[]', 'stated'],
  ['The correct choice is (B).', 'B', 'stated'],
] as const)('the final answer of %j', (text, answer, form) => {
  expect(findFinalAnswer(text)).toEqual({ text: answer, form });
});

test.each([
  '',
  'We can now solve for the angle.',
  'The function `f` uses `reverse` and nothing else.',
  'The input is 5.',
])('no final answer in %j', (text) => {
  expect(findFinalAnswer(text)).toBeUndefined();
});

test('a hostile text takes no longer than it is long', () => {
  for (const part of [
    '(',
    '))))',
    '\\frac{',
    "'a",
    '`',
    '1,',
    '1 ',
    'is ',
    ' = ',
    '"answer": "',
    '\\boxed{',
    'Answer: ',
  ]) {
    expect(() => findFinalAnswer(part.repeat(Math.floor(20_000 / part.length)))).not.toThrow();
  }
}, 20_000);

test.each([
  ['1,440', '1440'],
  ['\\frac{1}{6}', '0.16666666666666666'],
  ['$$ -\\dfrac{1}{2} $$', '-0.5'],
  ['1152 cups of flour', '1152'],
  ["'abc'", 'abc'],
  ["{'La': 3,'Q':1}", '{"La":3, "Q": 1}'],
  ['True', 'true'],
  ['t\nZ', 't\\nZ'],
  ['\\text{Berlin}', 'Berlin.'],
  ['three', '3'],
])('%j and %j are one answer', (a, b) => {
  expect(answerKey(a)).toBe(answerKey(b));
});

test.each([
  ['50%', '50'],
  ['00019', '19'],
  ["[' a']", "['a']"],
  ['Za', 'za'],
  ['a   b', 'a    b'],
  ['', '0'],
])('%j and %j are two answers', (a, b) => {
  expect(answerKey(a)).not.toBe(answerKey(b));
});
