import type { PlanEstimate } from '@parley/spec';
import { expect, it } from 'vitest';
import { estimateCostWords, estimateDetail, estimateWords } from './estimate-words.ts';

const none = { least: 0, most: 0 };
const estimate: PlanEstimate = {
  calls: { least: 4, most: 4 },
  inputTokens: { least: 8_123, most: 15_777 },
  longestPath: 2,
  usd: { least: 0.0211, most: 0.314 },
  unpricedCalls: none,
  seconds: { least: 9, most: 143 },
  secondsFrom: 'assumed',
};

it('says how many calls, about how many tokens, what they cost and how long they take', () => {
  expect([estimateWords(estimate), estimateCostWords(estimate)]).toEqual([
    '4 calls, about 12,000 tokens',
    'about $0.021 to $0.31, 9 s to 2 min',
  ]);
  expect(estimateDetail(estimate)).toBe(
    'A guess from the length of the material: models read 8,123 to 15,777 tokens, and write 200 to 2,000 in each call. By list prices that costs about $0.021 to $0.31. Up to 2 calls wait for one another, about 9 s to 2 min in all, taking 30 to 80 tokens a second for granted.',
  );
  expect(estimateWords({ ...estimate, calls: { least: 1, most: 5 } })).toBe('1 to 5 calls, about 12,000 tokens');
  const known = { ...estimate, longestPath: 1, seconds: { least: 8, most: 8.2 }, secondsFrom: 'history' as const };
  expect(estimateDetail(known)).toMatch(
    /All calls run side by side, about 8 s in all, by how long earlier calls of the same models took here\.$/u,
  );
});

it('says what has no known price, and never takes it for nothing', () => {
  const some = { ...estimate, unpricedCalls: { least: 1, most: 2 } };
  expect(estimateCostWords(some)).toBe('at least $0.021, 9 s to 2 min');
  expect(estimateDetail(some)).toContain('Nobody knows the price of 1 to 2 calls: that comes on top.');
  const all = { ...estimate, usd: none, unpricedCalls: estimate.calls };
  expect(estimateCostWords(all)).toBe('price unknown, 9 s to 2 min');
  expect(estimateDetail(all)).toContain('each call. Nobody knows the price of 4 calls. Up to 2');
  expect(estimateCostWords({ ...estimate, usd: none })).toBe('no cost, 9 s to 2 min');
});

it('says that a mesh of readers calls nothing', () => {
  const readers = { ...estimate, calls: none, inputTokens: none, longestPath: 0, usd: none, seconds: none };
  expect([estimateWords(readers), estimateCostWords(readers), estimateDetail(readers)]).toEqual([
    'no model calls',
    '',
    'Local readers and joins run on this machine and cost nothing.',
  ]);
});
