import { expect, test } from 'vitest';
import { explainAnswer } from './input-request.ts';

const options = [
  { id: 'retry', title: 'Try again' },
  { id: 'stop', title: 'Stop' },
];
const choice = { message: 'What now?', options };
const words = { message: 'Which year?', options: [], freeText: { label: 'Year' } };
const both = { message: 'Who is right?', options, freeText: { label: 'Why' } };

test.each([
  [choice, { option: 'retry' }, undefined],
  [choice, { option: 'other' }, 'This question does not offer "other". Choose one of "retry", "stop".'],
  [choice, { option: 'retry', text: 'Why not' }, 'This question takes no words. Choose one of "retry", "stop".'],
  [choice, {}, 'The answer is empty. Choose one of "retry", "stop".'],
  [words, { text: '1999' }, undefined],
  [words, { option: 'retry' }, 'This question offers nothing to choose from: answer it in words.'],
  [words, {}, 'The answer is empty.'],
  [both, { option: 'stop', text: 'Too late.' }, undefined],
  [both, { text: 'Neither.' }, undefined],
])('to %j the answer %j: %j', (question, answer, fault) => {
  expect(explainAnswer(question, answer)).toBe(fault);
});
