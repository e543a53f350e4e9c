import { expect, test } from 'vitest';
import { createStanceHold } from './create-stance-hold.ts';
import { readStance } from './read-stance.ts';

const stances = ['Commit now', 'wait'];

/** What is shown, piece by piece, when the text comes in these pieces. */
function stream(pieces: readonly string[]): string[] {
  const hold = createStanceHold(stances);
  return [...pieces.map((piece) => hold.push(piece)), hold.end(pieces.join(''))];
}

const texts = [
  'Because of May.\n\nSTANCE: wait\nCONFIDENCE: 0.7',
  'Because.\r\n\r\n**STANCE:** *commit now*\r\n**Confidence:** 80 %\r\n',
  'Because.\n\n---\n\n```\nSTANCE: wait\nCONFIDENCE: 1\n```\n',
  '```js\nwait();\n```\n\nSTANCE: wait\nCONFIDENCE: 1',
  'It ends with code:\n\n```js\nwait();\n```',
  'STANCE: wait\nThat was my stance.\nStan: no.\n',
  'No stance.\n\n- stan\n- confidence is low',
  'Two  spaces  stay.  \n\n> quoted\n>\n',
  '| STANCE: wait | CONFIDENCE: 0.2 |',
  'STANCE: wait',
  ` ${'- '.repeat(300)}x\nSTANCE: ${'wait '.repeat(100)}`,
  '',
];

test.each(texts)('whatever the pieces, what is shown is the text without its stance lines: %j', (text) => {
  const { text: expected } = readStance(text, stances);
  expect(stream(text.split('')).join('')).toBe(expected);
  for (let at = 0; at <= text.length; at += 1) {
    expect(stream([text.slice(0, at), text.slice(at)]).join('')).toBe(expected);
  }
});

test('only what may still be a stance line waits', () => {
  expect(stream(['Be', 'cause ', 'so.\n', '\nS', 'top', '.\nStance', ': wait', '\nMore', '.\nSTANCE: wait'])).toEqual([
    'Be',
    'cause',
    ' so.',
    '',
    '\n\nStop',
    '.',
    '',
    '\nStance: wait\nMore',
    '.',
    '',
  ]);
});

test('more than any stance lines could be is shown', () => {
  const rule = '-\n'.repeat(3000);
  expect(stream([rule, 'x'])).toEqual([rule, 'x', '']);
});

test('a call that is made again begins anew', () => {
  const hold = createStanceHold(stances);
  hold.push('Half an ans');
  hold.reset();
  expect([hold.push('STANCE: wait'), hold.end('STANCE: wait')]).toEqual(['', '']);
});
