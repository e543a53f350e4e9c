import { expect, test } from 'vitest';
import { compareStatements } from './compare-statements.ts';
import { readStatementFacts } from './read-statement-facts.ts';

const compare = (claim: string, said: string) => {
  const { stance, by, cue } = compareStatements(readStatementFacts(claim), readStatementFacts(said));
  return [stance, by, cue];
};

test.each([
  [
    'Revenue grew by 12 % in 2023.',
    'Revenue grew by 15 % in 2023.',
    ['disputes', 'parser', 'numbers differ: 12 % against 15 %'],
  ],
  ['Revenue grew by 12 %.', 'In 2023 revenue rose 12 percent.', ['supports', 'parser', 'the same: 12 %']],
  [
    'Revenue grew by 12 % in 2023.',
    'Revenue grew by 15 % in 2024.',
    ['silent', 'parser', 'speaks of another time: 2023 against 2024'],
  ],
  [
    'The factory opened in 2019.',
    'The factory opened in 2021.',
    ['disputes', 'parser', 'dates differ: 2019 against 2021'],
  ],
  [
    'The capital of Australia is Canberra.',
    'The capital of Australia is Sydney.',
    ['disputes', 'parser', 'names differ: Canberra against Sydney'],
  ],
  ['The drug is safe for children.', 'The drug is not safe for children.', ['disputes', 'cue', 'one says "not"']],
  [
    'The drug is safe for children.',
    'The drug is unsafe for children.',
    ['disputes', 'cue', 'opposites: "safe" against "unsafe"'],
  ],
  [
    'Energy prices fell in the north.',
    'Energy prices did not rise in the north.',
    ['supports', 'cue', 'the same words, and nothing turns or weakens them'],
  ],
  [
    'The new law helps small farms.',
    'The new law may help small farms.',
    ['silent', 'cue', 'says it as a possibility: "may"'],
  ],
  [
    'The new law may help small farms.',
    'The new law helps small farms.',
    ['supports', 'cue', 'the same words, and nothing turns or weakens them'],
  ],
  [
    'All patients recovered quickly.',
    'Some patients recovered quickly.',
    ['silent', 'cue', 'says it of a part: "some" against "all"'],
  ],
  [
    'The wolf killed the bear last night.',
    'The bear killed the wolf last night.',
    ['silent', 'cue', 'speaks of it without saying the same'],
  ],
  ['Costs rose by 12 %.', 'Revenue rose by 15 %.', ['silent', 'cue', 'speaks of something else']],
  ['The team has 12 engineers.', 'The team has 15 tables.', ['silent', 'parser', 'does not give 12']],
  [
    "The final list is ['a', 'b'].",
    "The final list is ['a', 'c'].",
    ['disputes', 'parser', "values differ: ['a', 'b'] against ['a', 'c']"],
  ],
  ['The function returns 1.', 'The function returns 1 + 1 = 2.', ['silent', 'parser', 'gives other numbers too']],
  [
    'The loop returns the index.',
    'If nothing is found, the loop returns the index.',
    ['silent', 'cue', 'says it under a condition'],
  ],
  [
    'The function returns the whole text.',
    'Since no tab is there, the function returns the whole text.',
    ['supports', 'cue', 'the same words, and nothing turns or weakens them'],
  ],
  [
    'Die Anlage funktioniert im Winter.',
    'Die Anlage funktioniert im Winter nicht.',
    ['disputes', 'cue', 'one says "nicht"'],
  ],
  ['Heat pumps save money.', 'The moon is far away.', ['silent', 'cue', 'speaks of something else']],
  ['Alice won the chess prize in Berlin with 12 points.', 'It rained.', ['silent', 'cue', 'speaks of something else']],
])('%j: %j', (claim, said, expected) => {
  expect(compare(claim, said)).toEqual(expected);
});

test('a turned statement shares more words than a paraphrase, and still is no support', () => {
  const claim = readStatementFacts('The bridge is safe for heavy trucks.');
  const turned = compareStatements(claim, readStatementFacts('The bridge is not safe for heavy trucks.'));
  const paraphrase = compareStatements(claim, readStatementFacts('Heavy trucks can cross the bridge without danger.'));
  expect(turned.overlap).toBeGreaterThan(paraphrase.overlap);
  expect([turned.stance, paraphrase.stance]).toEqual(['disputes', 'silent']);
});
