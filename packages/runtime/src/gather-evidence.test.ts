import { expect, test } from 'vitest';
import { gatherEvidence } from './gather-evidence.ts';
import { sketchAnswer, sketchPassage } from './testing/sketch-context.ts';

const quoting = (nodeId: string, ...spans: [string, number, number][]) =>
  sketchAnswer(nodeId, { passages: spans.map((span) => sketchPassage(...span)) });
const gather = (...answers: ReturnType<typeof quoting>[]) =>
  gatherEvidence(answers).map(({ passage, voices }) => [passage.documentId, passage.start, passage.end, ...voices]);

test('passages that share half of the shorter one are one, shown by the longest', () => {
  expect(gather(quoting('b', ['d', 50, 100]), quoting('a', ['d', 0, 100]), quoting('c', ['d', 90, 110]))).toEqual([
    ['d', 0, 100, 'a', 'b', 'c'],
  ]);
});

test('less than half of the shorter one is not the same passage', () => {
  expect(gather(quoting('a', ['d', 0, 100]), quoting('b', ['d', 51, 151]))).toEqual([
    ['d', 0, 100, 'a'],
    ['d', 51, 151, 'b'],
  ]);
});

test('the same place in another document is another passage', () => {
  expect(gather(quoting('a', ['d', 0, 10]), quoting('b', ['e', 0, 10]))).toEqual([
    ['d', 0, 10, 'a'],
    ['e', 0, 10, 'b'],
  ]);
});

test('one voice quoting twice is one voice; the most quoted come first, then documents and places', () => {
  expect(
    gather(
      quoting('a', ['e', 30, 40], ['e', 0, 10], ['e', 0, 9], ['d', 0, 10]),
      quoting('b', ['d', 1, 10]),
      quoting('c'),
    ),
  ).toEqual([
    ['d', 0, 10, 'a', 'b'],
    ['e', 0, 10, 'a'],
    ['e', 30, 40, 'a'],
  ]);
});
