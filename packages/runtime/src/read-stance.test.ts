import { expect, test } from 'vitest';
import { readStance } from './read-stance.ts';

const stances = ['Commit now', 'wait'];

test.each([
  ['Text.\n\nSTANCE: wait\nCONFIDENCE: 0.7', { text: 'Text.', stance: 'wait', confidence: 0.7 }],
  ['Text.\nCONFIDENCE: .5\nSTANCE: wait', { text: 'Text.', stance: 'wait' }],
  ['Text.\n**Stance:** *commit  NOW*\n**Confidence:** 0,9', { text: 'Text.', stance: 'Commit now', confidence: 0.9 }],
  ['Text.\n- stance = "Wait."\n- confidence = 85 %', { text: 'Text.', stance: 'wait', confidence: 0.85 }],
  ['Text.\n```\nSTANCE: <wait>\nCONFIDENCE: 1\n```', { text: 'Text.', stance: 'wait', confidence: 1 }],
  ['Text.\nSTANCE: wait, CONFIDENCE: 0.4', { text: 'Text.', stance: 'wait', confidence: 0.4 }],
  ['Text.\nSTANCE: perhaps\nCONFIDENCE: 7', { text: 'Text.' }],
  ['Text.\nSTANCE: wait\nCONFIDENCE: very', { text: 'Text.', stance: 'wait' }],
  ['Text.\nSTANCE: waiting', { text: 'Text.' }],
  ['STANCE: wait\nThat was my stance.', { text: 'STANCE: wait\nThat was my stance.' }],
  ['Our stance: the law forbids it.\n\nMore text.', { text: 'Our stance: the law forbids it.\n\nMore text.' }],
  ['STANCE: wait\nCONFIDENCE: 0.5', { text: '', stance: 'wait', confidence: 0.5 }],
  ['Text.', { text: 'Text.' }],
  ['```js\ncode\n```', { text: '```js\ncode\n```' }],
  ['```js\ncode\n```\n\nSTANCE: wait', { text: '```js\ncode\n```', stance: 'wait' }],
  ['Text.\n\n---\nSTANCE: wait', { text: 'Text.', stance: 'wait' }],
  ['', { text: '' }],
])('%j', (text, reading) => {
  expect(readStance(text, stances)).toEqual(reading);
});

test('without options nothing is read and nothing removed', () => {
  const text = 'Text.\n\nSTANCE: wait\n';
  expect(readStance(text, [])).toEqual({ text });
});

test.each(['-', ' ', '"', '0', '*'])('a last line of very many %j is no stance line, and costs no time', (mark) => {
  // With a pattern that backtracks, this takes longer than the test may.
  for (const begin of ['x', 'STANCE: x', 'CONFIDENCE: ']) {
    const text = `${begin}${mark.repeat(300_000)}x`;
    expect(readStance(text, stances)).toEqual({ text });
  }
});
