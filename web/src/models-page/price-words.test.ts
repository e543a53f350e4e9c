import type { FamilyStatus, ModelInfo } from '@parley/spec';
import { expect, test } from 'vitest';
import { modelPrice, priceWords } from './price-words.ts';

const family = (price: ModelInfo['price'], kind: FamilyStatus['kind'] = 'model'): FamilyStatus => ({
  id: 'claude',
  title: 'Claude',
  lineage: 'claude',
  kind,
  description: '',
  glyph: 'claude',
  provider: 'anthropic',
  models: [{ id: 'opus', title: 'Claude Opus', ...(price && { price }) }],
  defaultModel: 'opus',
  available: true,
});

test('what a family costs is said of its default model, also when nobody knows', () => {
  expect(priceWords(family({ read: 0.75, written: 3.75 }))).toBe(
    'Claude Opus: $0.75 a million tokens read, $3.75 written',
  );
  expect(priceWords(family({ read: 0, written: 0 }))).toBe('costs nothing');
  expect(priceWords(family(undefined))).toBe('Claude Opus: price not known');
  expect(priceWords({ ...family(undefined), models: [] })).toBeUndefined();
  expect(priceWords(family({ read: 0, written: 0 }, 'reader'))).toBeUndefined();
});

test('a model in a list has its price in brackets', () => {
  expect(modelPrice({ id: 'm', title: 'M', price: { read: 4, written: 20 } })).toBe('($4.00 read, $20.00 written)');
  expect(modelPrice({ id: 'm', title: 'M', price: { read: 0, written: 0 } })).toBe('(costs nothing)');
  expect(modelPrice({ id: 'm', title: 'M' })).toBe('');
});
