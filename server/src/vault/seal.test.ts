import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deriveSealKey, open, seal } from './seal.ts';

const key = deriveSealKey('a master key that is only for tests');
const other = deriveSealKey('another master key, only for tests');

test('what is sealed opens again, and never looks the same twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (name, value) => {
      const sealed = seal(key, name, value);
      expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\.[A-Za-z0-9_-]+$/);
      expect(open([key], name, sealed)).toBe(value);
      expect(seal(key, name, value)).not.toBe(sealed);
    }),
  );
});

test('an old key opens beside a new one; a strange one does not', () => {
  const sealed = seal(other, 'OPENAI_API_KEY', 'sk-canary');
  expect(open([key, other], 'OPENAI_API_KEY', sealed)).toBe('sk-canary');
  expect(open([key], 'OPENAI_API_KEY', sealed)).toBeUndefined();
});

test('it opens only under the name it was sealed for', () => {
  expect(open([key], 'GEMINI_API_KEY', seal(key, 'OPENAI_API_KEY', 'sk-canary'))).toBeUndefined();
});

test('no character of a sealed text can be changed, added or taken away', () => {
  const sealed = seal(key, 'OPENAI_API_KEY', 'sk-canary-0123456789');
  for (let index = 0; index < sealed.length; index += 1) {
    const changed = sealed[index] === 'A' ? 'B' : 'A';
    expect(open([key], 'OPENAI_API_KEY', sealed.slice(0, index) + changed + sealed.slice(index + 1))).toBeUndefined();
    expect(open([key], 'OPENAI_API_KEY', sealed.slice(0, index) + sealed.slice(index + 1))).toBeUndefined();
  }
  expect(open([key], 'OPENAI_API_KEY', `${sealed}A`)).toBeUndefined();
  expect(open([key], 'OPENAI_API_KEY', '')).toBeUndefined();
  expect(open([key], 'OPENAI_API_KEY', `v1.${key.id}.AAAA`)).toBeUndefined();
});

test('a key with the id of ours and other bytes opens nothing', () => {
  const forged = { id: key.id, key: other.key };
  expect(open([key], 'X', seal(forged, 'X', 'value'))).toBeUndefined();
});
