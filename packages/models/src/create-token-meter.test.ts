import { expect, test } from 'vitest';
import { contextWindow } from './context-window.ts';
import { createTokenMeter } from './create-token-meter.ts';
import { estimateTokens } from './estimate-tokens.ts';

test('counts tokens as o200k does', async () => {
  expect(await estimateTokens('hello world')).toBe(2);
  expect(await estimateTokens('')).toBe(0);
});

test('marks of a chat template are counted as text, not refused', async () => {
  expect(await estimateTokens('<|endoftext|>')).toBeGreaterThan(1);
});

test('long texts and long runs without spaces are counted in pieces, close to the whole', async () => {
  const prose = 'The tooling arrives in the second week of May.\n'.repeat(2_000);
  const line = await estimateTokens('The tooling arrives in the second week of May.\n');
  expect((await estimateTokens(prose)) / (2_000 * line)).toBeCloseTo(1, 2);
  const run = 'a'.repeat(100_000);
  const tokens = await estimateTokens(run);
  expect(tokens).toBeGreaterThan(10_000);
  expect(tokens).toBeLessThanOrEqual(run.length);
});

test('a window is known by the model, else by the least of its line, else taken to be small', () => {
  const ids = [
    'gpt-5.5',
    'claude-haiku-5-5',
    'claude-next-9',
    'anthropic/claude-next-9',
    'gpt-5-new',
    'gemini-9',
    'llama3.2:3b',
    '',
  ];
  expect(ids.map((id) => contextWindow(id))).toEqual([
    1_000_000, 200_000, 200_000, 200_000, 128_000, 1_000_000, 8_192, 8_192,
  ]);
  expect(contextWindow('constructor')).toBe(8_192);
  // Whoever may be asked and holds least decides, also where the maker's model holds more.
  expect(contextWindow('gpt-5.5', [200_000, 131_072])).toBe(131_072);
});

test('the factor of a family follows what is reported: up at once, down by and by', () => {
  const meter = createTokenMeter();
  const factor = (family: string) => meter.measure({ family, model: 'm' }).factor;
  expect([factor('gpt'), factor('claude'), factor('anything')]).toEqual([1.05, 1.35, 1.25]);
  meter.learn('claude', 1_000, 1_000);
  expect(factor('claude')).toBeCloseTo(1.05, 10);
  meter.learn('claude', 1_000, 2_000);
  expect(factor('claude')).toBeCloseTo(2.1, 10);
  meter.learn('claude', 1_000, 1_000);
  expect(factor('claude')).toBeCloseTo(0.7 * 2.1 + 0.3 * 1.05, 10);
  expect(factor('gpt')).toBe(1.05);
});

test('a short prompt and a report of nothing teach nothing, and no report is believed without bounds', () => {
  const meter = createTokenMeter();
  const factor = () => meter.measure({ family: 'gpt', model: 'm' }).factor;
  meter.learn('gpt', 100, 900);
  meter.learn('gpt', 1_000, 0);
  expect(factor()).toBe(1.05);
  meter.learn('gpt', 1_000, 1_000_000);
  expect(factor()).toBe(4);
});
