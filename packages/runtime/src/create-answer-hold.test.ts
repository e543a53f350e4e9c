import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAnswerHold, scanAnswer } from './create-answer-hold.ts';
import { readAnswerText } from './read-claims.ts';

/** The text in pieces of these lengths, the last of which takes what is left. */
function cut(text: string, lengths: readonly number[]): string[] {
  const pieces: string[] = [];
  let rest = text;
  for (const length of lengths) {
    pieces.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return [...pieces, rest];
}

const lengths = fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 200 });
/** Any JSON beside the answer, also with keys of the same name further in. */
const others = fc.array(
  fc.tuple(
    fc.constantFrom('claims', 'note', 'a\\"b', 'answers'),
    fc.oneof(
      fc.json({ maxDepth: 2 }),
      fc.constant('{"answer":"no","x":["answer",{"answer":1}]}'),
      fc.constant('"answer"'),
    ),
  ),
  { maxLength: 3 },
);
const write = (answer: string, before: readonly (readonly [string, string])[], after: typeof before, space: string) =>
  `{${[
    ...before.map(([key, value]) => `"${key}":${space}${value}`),
    `"answer"${space}:${space}${answer}`,
    ...after.map(([key, value]) => `"${key}"${space}:${value}`),
  ].join(`${space},${space}`)}}`;
/** The string as JSON writes it, some of it escaped where it need not be. */
const written = fc.tuple(fc.string({ unit: 'binary', maxLength: 60 }), fc.boolean()).map(([text, escaped]) => ({
  text,
  json: escaped
    ? `"${text
        .split('')
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join('')}"`
    : JSON.stringify(text),
}));

test('however a reply is cut into pieces, what is shown is its answer, and never half a character', () => {
  fc.assert(
    fc.property(
      written,
      others,
      others,
      fc.constantFrom('', ' ', '\n  '),
      fc.constantFrom('', 'Here it is, [1] "so":\n```json\n'),
      lengths,
      ({ text, json }, before, after, space, lead, sizes) => {
        const reply = `${lead}${write(json, before, after, space)}\n`;
        const hold = createAnswerHold(readAnswerText);
        const shown = cut(reply, sizes).map((piece) => hold.push(piece));
        expect(shown.join('')).toBe(text);
        for (const words of shown) expect(words.isWellFormed()).toBe(true);
        expect(hold.end(reply)).toBe('');
      },
    ),
    { numRuns: 2_000 },
  );
});

test('of a reply that is cut anywhere the answer is shown as far as it goes', () => {
  const answer = 'It "takes"\n4,000 hours 🎉 \\ or so.';
  const reply = JSON.stringify({ answer, claims: [] });
  for (let end = 0; end <= reply.length; end += 1) {
    expect(answer.startsWith(scanAnswer(reply.slice(0, end)))).toBe(true);
  }
  expect(scanAnswer(reply)).toBe(answer);
});

test.each([
  ['', ''],
  ['Plain words, no object.', 'Plain words, no object.'],
  ["{'answer': 'single'}", 'single'],
  ['{"answer": 4}', '{"answer": 4}'],
])('of %j, which did not stream as an answer, all is shown at the end: %j', (reply, shown) => {
  const hold = createAnswerHold(readAnswerText);
  expect(hold.push(reply)).toBe('');
  expect(hold.end(reply)).toBe(shown);
});

test('after a reset nothing was shown yet', () => {
  const hold = createAnswerHold(readAnswerText);
  expect(hold.push('{"answer":"Ol')).toBe('Ol');
  hold.reset();
  expect(hold.push('{"answer":"New"}')).toBe('New');
});
