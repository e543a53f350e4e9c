import { expect, test } from 'vitest';
import { sketchHost } from '../testing/sketch-context.ts';
import { brief } from './brief.ts';

const stored = { id: 'd', title: 'D', mediaType: 'text/markdown' as const, characters: 3 };
const other = { ...stored, id: 'e' };
const args = { question: ' Why? ', text: '', documents: [stored] };

test('a question with its documents', async () => {
  expect(await brief(args, {}, sketchHost().context)).toEqual({
    kind: 'brief',
    question: 'Why?',
    documents: [stored],
  });
});

test('pasted text becomes a document of its own, named by the node so that briefs can be merged', async () => {
  expect(await brief({ ...args, text: 'Words.' }, {}, sketchHost().context)).toEqual({
    kind: 'brief',
    question: 'Why?',
    documents: [
      stored,
      { id: 'pasted-node', title: 'Pasted text', mediaType: 'text/plain', characters: 6, text: 'Words.' },
    ],
  });
});

test('what a person gives for the run replaces the graph field by field', async () => {
  const host = sketchHost({ runInput: { question: 'How?', documents: [other] } });
  expect(await brief({ ...args, text: 'Words.' }, {}, host.context)).toEqual({
    kind: 'brief',
    question: 'How?',
    documents: [
      other,
      { id: 'pasted-node', title: 'Pasted text', mediaType: 'text/plain', characters: 6, text: 'Words.' },
    ],
  });
  const emptied = sketchHost({ runInput: { text: '', documents: [] } });
  expect(await brief({ ...args, text: 'Words.' }, {}, emptied.context)).toEqual({
    kind: 'brief',
    question: 'Why?',
    documents: [],
  });
});

test('without a question nobody is asked', async () => {
  const host = sketchHost({ runInput: { question: '  ' } });
  await expect(brief(args, {}, host.context)).rejects.toMatchObject({
    code: 'user/no-question',
    path: ['question'],
    message: '"Node" has no question, so nobody was asked anything. Write the question and run again.',
  });
});
