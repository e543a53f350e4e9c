import { expect, test } from 'vitest';
import { readAnswer } from './ask-person.ts';

const question = {
  message: 'What now?',
  options: [
    { id: 'retry', title: 'Try again' },
    { id: 'go-on', title: 'Go on without' },
  ],
};

test.each([
  ['2', { option: 'go-on' }],
  ['retry', { option: 'retry' }],
  ['go ON without', { option: 'go-on' }],
  ['3', { text: '3' }],
  ['ask the landlord', { text: 'ask the landlord' }],
  ['', {}],
])('%j is read as %j', (words, answer) => {
  expect(readAnswer(question, words)).toEqual(answer);
});
