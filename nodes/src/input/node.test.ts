import { expect, test } from 'vitest';
import { inputNode } from './node.ts';

const input = (config: object) => inputNode.config.parse(config);
const document = { id: 'd', title: 'D', mediaType: 'text/plain', characters: 3 };

test.each([
  [{}, 'No question yet · no documents', false],
  [{ question: ' Why? ', text: 'Because.' }, 'Why? · 1 document', true],
  [{ question: 'Why?', text: ' \n', documents: [document, document] }, 'Why? · 2 documents', true],
  [{ question: 'Why?', text: ' \n' }, 'Why? · no documents', false],
])('of %j it says what it asks and holds', (config, summary, holds) => {
  expect([inputNode.summary(input(config)), inputNode.holdsMaterial?.(input(config))]).toEqual([summary, holds]);
});

test('stores documents without their text', () => {
  expect(inputNode.config.safeParse({ documents: [document] }).success).toBe(true);
  expect(inputNode.config.safeParse({ documents: [{ ...document, text: 'abc' }] }).success).toBe(false);
});

test('warns of a missing question, because a run may still bring one', () => {
  expect(inputNode.check?.(input({ title: 'Ask' }), [])).toEqual([
    {
      code: 'missing-input',
      severity: 'warning',
      message: '"Ask" has no question yet. Write one here, or give one when you run the mesh.',
      path: ['question'],
    },
  ]);
  expect(inputNode.check?.(input({ question: 'Why?' }), [])).toEqual([]);
});
