import { expect, test } from 'vitest';
import { confidenceWords, shortConfidence } from './diversity-words.ts';

const record = { graded: 15, right: 12, low: 0.548, high: 0.93 };
const confidence = { share: 0.72, low: 0.64, high: 0.79, alike: 112, graded: 180 };

test.each([
  [
    { confidence, record },
    'About 72 % right (64 to 79 %), on 112 graded questions of yours on which these voices stood about as firmly, out of 180 that all of them answered.',
    'About 72 % right (64–79), 112 graded',
  ],
  [
    { record },
    'On 15 graded decisions of yours, a vote like this was right 55 to 93 % of the time, whoever the voices were.',
    'Such votes: 55–93 % right, 15 graded',
  ],
  [
    { record: { graded: 9, right: 9, low: 0.7, high: 1 } },
    'No history yet: how often a vote like this is right is not known, because only 9 of them are graded.',
    'No history yet',
  ],
  [
    { record: { graded: 0, right: 0, low: 0, high: 1 } },
    'No history yet: how often a vote like this is right is not known, because none of them is graded.',
    'No history yet',
  ],
  [{}, undefined, undefined],
])('a number has its interval and its evidence, and without evidence there is none: %j', (verdict, long, short) => {
  expect([confidenceWords(verdict), shortConfidence(verdict)]).toEqual([long, short]);
});
