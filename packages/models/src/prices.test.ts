import { describe, expect, it } from 'vitest';
import { families } from './catalogue.ts';
import { modelFacts } from './model-facts.ts';
import { contextWindowOf, priceOf } from './prices.ts';

const usage = { inputTokens: 1_000_000, outputTokens: 100_000 };
const dollars = (amount: number) => ({ amount: expect.closeTo(amount, 6), currency: 'USD' });

describe('a price', () => {
  it.each([
    ['anthropic', 'claude-opus-5-5', 4 + 2],
    ['anthropic', 'claude-opus-5-5-20261001', 4 + 2],
    ['openrouter', 'anthropic/claude-opus-5.5', 4 + 2],
    ['zai', 'glm-5.3', 1.4 + 0.44],
    ['groq', 'llama-3.3-70b-versatile', 0.59 + 0.079],
    // Long prompts cost double.
    ['openai', 'gpt-5.5', 10 + 4.5],
    ['ollama', 'whatever:7b', 0],
  ])('%s %s', (provider, model, amount) => {
    expect(priceOf(provider, model, usage)).toEqual(dollars(amount));
  });

  it('takes what came from the cache and what went into it at their own prices', () => {
    const cost = (provider: string, model: string, cache: object) =>
      priceOf(provider, model, { inputTokens: 1_000_000, outputTokens: 0, ...cache });
    expect(cost('anthropic', 'claude-opus-5-5', { cachedInputTokens: 400_000, cacheWriteTokens: 100_000 })).toEqual(
      dollars(0.5 * 4 + 0.4 * 0.2 + 0.1 * 5),
    );
    expect(cost('anthropic', 'claude-opus-5-5', { cachedInputTokens: 9_000_000 })).toEqual(dollars(0.2));
    expect(cost('google', 'gemini-3.8-flash', { cachedInputTokens: 1_000_000 })).toEqual(dollars(0.075));
  });

  it('follows the day and the hour', () => {
    const cost = (at: string) => priceOf('deepseek', 'deepseek-v4-pro', usage, new Date(at))?.amount;
    expect([cost('2026-10-01T12:00:00Z'), cost('2026-10-01T02:00:00Z')]).toEqual([
      expect.closeTo(0.66 + 0.198, 6),
      expect.closeTo(1.32 + 0.396, 6),
    ]);
  });

  it.each([
    // The list takes it for Claude Sonnet 5, because its name begins so.
    ['anthropic', 'claude-sonnet-5-5'],
    ['anthropic', 'claude-opus-5-5-turbo'],
    ['openai', 'gpt-6.1-sol'],
    ['openai', 'tomorrow-1'],
    ['azure', 'gpt-5.5'],
    ['custom', 'gpt-5.5'],
    ['__proto__', 'gpt-5.5'],
  ])('is unknown, not a neighbour’s: %s %s', (provider, model) => {
    expect(priceOf(provider, model, usage)).toBeUndefined();
  });
});

it('knows the window of a model as each provider serves it', () => {
  expect([
    contextWindowOf('bedrock', 'meta.llama4-maverick-17b-instruct-v1:0'),
    contextWindowOf('groq', 'meta-llama/llama-4-maverick-17b-128e-instruct'),
    contextWindowOf('fireworks', 'accounts/fireworks/models/kimi-k3'),
    contextWindowOf('anthropic', 'claude-sonnet-5-5'),
    contextWindowOf('ollama', 'llama3.3'),
  ]).toEqual([1_000_000, 131_072, 1_040_000, undefined, undefined]);
});

it('knows the price of most models that the families name', () => {
  const all = families.flatMap(({ routes, models, kind }) =>
    kind === 'reader'
      ? []
      : routes.flatMap((route) =>
          (route.sameIds ? models.map(({ id }) => id) : Object.values(route.models ?? {})).map(
            (model) => priceOf(route.provider, model, usage) !== undefined,
          ),
        ),
  );
  expect(all.filter(Boolean).length / all.length).toBeGreaterThan(0.7);
});

it('has the same windows in the facts as the list has for the maker’s own route', () => {
  const wrong = families.flatMap(({ routes: [first], models }) =>
    models
      .map(({ id }) => ({
        id,
        facts: modelFacts(id).contextWindow,
        list: contextWindowOf(first?.provider ?? '', first?.models?.[id] ?? id),
      }))
      .filter(({ facts, list }) => facts !== undefined && facts !== list),
  );
  expect(wrong).toEqual([]);
});
