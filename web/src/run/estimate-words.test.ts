import { expect, it } from 'vitest';
import { estimateDetail, estimateWords } from './estimate-words.ts';

const none = { least: 0, most: 0 };

it('says how many calls and about how many tokens', () => {
  const estimate = { calls: { least: 4, most: 4 }, inputTokens: { least: 8_123, most: 15_777 }, longestPath: 2 };
  expect(estimateWords(estimate)).toBe('4 calls, about 12,000 tokens');
  expect(estimateDetail(estimate)).toBe(
    'A guess from the length of the material: models read 8,123 to 15,777 tokens, and what they write comes on top. Up to 2 calls wait for one another.',
  );
  expect(estimateWords({ ...estimate, calls: { least: 1, most: 5 } })).toBe('1 to 5 calls, about 12,000 tokens');
  expect(estimateDetail({ ...estimate, longestPath: 1 })).toMatch(/All of them run side by side\.$/u);
});

it('says that a mesh of readers calls nothing', () => {
  const estimate = { calls: none, inputTokens: none, longestPath: 0 };
  expect([estimateWords(estimate), estimateDetail(estimate)]).toEqual([
    'no model calls',
    'Local readers and joins run on this machine and cost nothing.',
  ]);
});
