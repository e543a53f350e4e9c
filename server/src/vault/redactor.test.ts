import { expect, test } from 'vitest';
import { createRedactor } from './redactor.ts';

test('a value goes wherever it stands and however it is written', () => {
  const values = new Set(['sk-a"b\\c/d+e', 'tiny']);
  const redact = createRedactor(values);
  expect(redact('key sk-a"b\\c/d+e!')).toBe('key [secret]!');
  expect(redact(JSON.stringify({ header: 'Bearer sk-a"b\\c/d+e' }))).toBe('{"header":"Bearer [secret]"}');
  expect(redact(`https://x/?key=${encodeURIComponent('sk-a"b\\c/d+e')}`)).toBe('https://x/?key=[secret]');
  expect(redact('a tiny word')).toBe('a tiny word');
  values.add('learned-later');
  expect(redact('learned-later')).toBe('[secret]');
});
