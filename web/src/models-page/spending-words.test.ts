import type { Spending } from '@parley/spec';
import { expect, it } from 'vitest';
import { monthWords, readLimit } from './spending-words.ts';

const spending: Spending = {
  limits: { perRun: null, perMonth: null, unpriced: 'stop' },
  month: '2026-11',
  total: { inputTokens: 0, outputTokens: 0, usd: 0, unpricedTokens: 0 },
  families: [],
  heldUsd: 0,
};

it('says what the month cost so far, and of how much', () => {
  expect(monthWords(spending)).toBe('Spent this month (November 2026): nothing. There is no limit.');
  const some = { ...spending, total: { ...spending.total, usd: 1.2, unpricedTokens: 3 } };
  expect(monthWords({ ...some, limits: { ...spending.limits, perMonth: 20 } })).toBe(
    'Spent this month (November 2026): at least $1.20 of $20.00.',
  );
  expect(monthWords({ ...some, limits: { ...spending.limits, perRun: 1 } })).toBe(
    'Spent this month (November 2026): at least $1.20.',
  );
});

it('reads an amount as people write it', () => {
  expect(['', ' 2.50 ', '$3', '0,05', '0', '-1', 'two', '1.2.3', '1e3'].map(readLimit)).toEqual([
    null,
    2.5,
    3,
    0.05,
    0,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
