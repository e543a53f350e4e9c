import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSecretRedactor } from './secret-redactor.ts';

const value = 'sk-a"b\\c/d+e=7';
const odd = createSecretRedactor([{ name: 'ODD_KEY', value }]);

it.each([
  ['plain', `key ${value}!`, 'key {{ODD_KEY}}!'],
  ['JSON', JSON.stringify({ header: `Bearer ${value}` }), '{"header":"Bearer {{ODD_KEY}}"}'],
  ['JSON in JSON', JSON.stringify(JSON.stringify([value])), String.raw`"[\"{{ODD_KEY}}\"]"`],
  ['a URL', `https://x/?key=${encodeURIComponent(value)}`, 'https://x/?key={{ODD_KEY}}'],
  ['a URL in small letters', 'sk-a%22b%5cc%2fd%2be%3d7', '{{ODD_KEY}}'],
  ['Markdown', `> ${value.replace('\\', '\\\\')}`, '> {{ODD_KEY}}'],
  ['hex', `0x${Buffer.from(value).toString('hex')}`, '0x{{ODD_KEY}}'],
])('a secret goes as %s', (_, text, expected) => {
  expect(odd.redact(text)).toBe(expected);
});

it('a secret goes as base64, whatever stands before and after it', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.constantFrom('base64', 'base64url'), (before, after, alphabet) => {
      const text = Buffer.from(`${before}${value}${after}`).toString(alphabet);
      const told = odd.redact(text);
      expect(told).toContain('{{ODD_KEY}}');
      expect(Buffer.from(told.replaceAll(/\{\{.*?\}\}/g, ''), alphabet).toString('latin1')).not.toContain('b\\c');
    }),
  );
});

it('a secret cut into pieces goes as a whole one does, wherever it is cut', () => {
  const secrets = [
    { name: 'LONG', value: 'abab-12-abab-12-cd' },
    { name: 'SHORT', value: 'abab-12' },
    { name: 'ODD_KEY', value },
  ];
  const redactor = createSecretRedactor(secrets);
  const piece = fc.constantFrom(
    'abab-12',
    'abab',
    '-12',
    '-cd',
    'a',
    'b',
    value,
    value.slice(0, 7),
    value.slice(7),
    ' ',
  );
  fc.assert(
    fc.property(fc.array(piece), fc.array(fc.nat(9), { minLength: 1 }), (parts, lengths) => {
      const text = parts.join('');
      const stream = redactor.createStream();
      let told = '';
      for (let at = 0, turn = 0; at < text.length; turn += 1) {
        const length = (lengths[turn % lengths.length] ?? 0) + 1;
        told += stream.push(text.slice(at, at + length));
        at += length;
      }
      expect(told + stream.end()).toBe(redactor.redact(text));
    }),
  );
});

it('passes words on at once unless they could begin a secret', () => {
  const stream = createSecretRedactor([{ name: 'KEY', value: 'sk-canary-1' }]).createStream();
  expect(['It is ', 'as', 'ked: sk', '-can', 'not.'].map((piece) => stream.push(piece))).toEqual([
    'It is ',
    'a',
    'sked: ',
    '',
    'sk-cannot.',
  ]);
});

it('leaves plain words and what is short alone, and learns later', () => {
  const redactor = createSecretRedactor([
    { name: 'A', value: 'ollama' },
    { name: 'B', value: 'not-needed' },
    { name: 'C', value: 'ab1' },
  ]);
  const text = 'ollama, not-needed, ab1, learned-later-1';
  expect(redactor.redact(text)).toBe(text);
  redactor.add({ name: 'D', value: 'learned-later-1' });
  expect(redactor.redact(text)).toBe('ollama, not-needed, ab1, {{D}}');
});
