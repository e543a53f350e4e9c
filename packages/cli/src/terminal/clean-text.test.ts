import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanJson, cleanLine, cleanText } from './clean-text.ts';

// oxlint-disable-next-line no-control-regex -- what must not be there
const harmful = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]/u;
const units = fc.string({ unit: 'binary', maxLength: 200 });

test('an escape is a sign to look at, and so is what turns or hides text', () => {
  expect(cleanText('\u001b[2J\u001b]0;owned\u0007 safe\u202e\u200b\r\nnext\u2028last\u009b31m')).toBe(
    '␛[2J␛]0;owned␇ safe��\nnext\nlast�31m',
  );
});

test('words of every alphabet stay as they are', () => {
  const words = 'Žluťoučký kůň 漢字 עברית हिन्दी 👩🏽‍⚕️ à la\tcarte\n';
  expect(cleanText(words)).toBe(words);
});

test('no text at all brings a control character through', () => {
  fc.assert(
    fc.property(units, (text) => {
      expect(cleanText(text)).not.toMatch(harmful);
      expect(cleanLine(text)).not.toMatch(harmful);
    }),
  );
});

test('a line is one line and no longer than it may be', () => {
  expect(cleanLine('  one\n two\t three  ')).toBe('one two three');
  fc.assert(fc.property(units, fc.integer({ min: 2, max: 30 }), (text, most) => cleanLine(text, most).length <= most));
});

test('JSON has nothing in it that a terminal could act on, and is the same value', () => {
  fc.assert(
    fc.property(fc.dictionary(units, units), (value) => {
      const json = cleanJson(value, 2);
      expect(JSON.parse(json)).toEqual(value);
      return !harmful.test(json);
    }),
  );
});
