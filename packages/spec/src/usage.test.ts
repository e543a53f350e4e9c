import { describe, expect, it } from 'vitest';
import { addSpend, foldSpends, type Spend, spendSince, spendsOfSteps } from './usage.ts';

const opus = (inputTokens: number, outputTokens: number, more: Partial<Spend> = {}): Spend => ({
  family: 'claude',
  provider: 'anthropic',
  model: 'opus',
  inputTokens,
  outputTokens,
  ...more,
});

describe('spends', () => {
  it('are joined by route, with and without a price apart', () => {
    const spends = [opus(1, 1, { usd: 0.5 }), opus(2, 2), opus(3, 3, { usd: 0.25, cacheWriteTokens: 1 })];
    expect(spends.reduce<Spend[]>(addSpend, [])).toEqual([opus(4, 4, { usd: 0.75, cacheWriteTokens: 1 }), opus(2, 2)]);
  });

  it('are folded to totals of the run and of each family, and what has no price is never a zero', () => {
    const spends = [
      opus(10, 5, { usd: 0.5 }),
      { ...opus(100, 50), family: 'gpt' },
      { ...opus(7, 0, { usd: 1, cachedInputTokens: 3 }), family: 'gpt' },
      { ...opus(1, 1, { usd: 0 }), family: 'llama', provider: 'ollama' },
    ];
    const gpt = { inputTokens: 107, outputTokens: 50, cachedInputTokens: 3, usd: 1, unpricedTokens: 150 };
    const llama = { inputTokens: 1, outputTokens: 1, usd: 0, unpricedTokens: 0 };
    expect(foldSpends(spends)).toEqual({
      total: { inputTokens: 118, outputTokens: 56, cachedInputTokens: 3, usd: 1.5, unpricedTokens: 150 },
      families: [
        { family: 'gpt', ...gpt },
        { family: 'claude', inputTokens: 10, outputTokens: 5, usd: 0.5, unpricedTokens: 0 },
        { family: 'llama', ...llama },
      ],
    });
    expect(foldSpends([])).toEqual({
      total: { inputTokens: 0, outputTokens: 0, usd: 0, unpricedTokens: 0 },
      families: [],
    });
  });

  it('grow from one report of an attempt to the next, and never shrink', () => {
    expect(spendSince(undefined, opus(3, 1, { usd: 0.5 }))).toEqual(opus(3, 1, { usd: 0.5 }));
    expect(spendSince(opus(3, 1, { usd: 0.5 }), opus(3, 6, { usd: 0.75 }))).toEqual(opus(0, 5, { usd: 0.25 }));
    expect(spendSince(opus(3, 6), opus(3, 6))).toBeUndefined();
    expect(spendSince(opus(3, 6), opus(2, 7))).toEqual(opus(0, 1));
  });

  it('of a run of an earlier version are tokens of nobody, without a price', () => {
    const usage = { inputTokens: 5, outputTokens: 1 };
    expect(foldSpends(spendsOfSteps({ a: { usage }, b: {}, c: { usage, spends: [opus(5, 1, { usd: 2 })] } }))).toEqual({
      total: { inputTokens: 10, outputTokens: 2, usd: 2, unpricedTokens: 6 },
      families: [
        { family: 'claude', ...usage, usd: 2, unpricedTokens: 0 },
        { family: '', ...usage, usd: 0, unpricedTokens: 6 },
      ],
    });
  });
});
