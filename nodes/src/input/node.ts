// The input node: the question of a mesh and the material to answer it from.
import type { BriefArguments } from '@parley/runtime';
import { type ConfigFault, defineNode, documentRefSchema } from '@parley/spec';
import { z } from 'zod';
import { titleField } from '../title-field.ts';

const config = z.strictObject({
  title: titleField('Input'),
  question: z.string().max(20_000).default('').meta({
    title: 'Question',
    description: 'What you want to know. Every agent wired to this node is asked exactly this.',
    control: 'multiline',
  }),
  text: z.string().max(200_000).default('').meta({
    title: 'Pasted text',
    description: 'Text to answer from. It is kept inside the mesh; upload longer material as documents.',
    control: 'multiline',
  }),
  documents: z
    .array(documentRefSchema.omit({ text: true }))
    .max(50)
    .default([])
    .meta({
      title: 'Documents',
      description: 'Text, Markdown or PDF files to answer from.',
      control: 'documents',
    }),
});

export const inputNode = defineNode({
  type: 'input',
  version: 1,
  title: 'Input',
  group: 'ask',
  icon: 'file-question-mark',
  description: 'Asks the question and holds the documents to answer it from.',
  config,
  role: 'source',
  ports: () => ({ inputs: [], outputs: [{ id: 'brief', title: 'Brief', type: 'brief' }] }),
  summary: ({ question, documents, text }) => {
    const count = documents.length + (text.trim() === '' ? 0 : 1);
    const material = count === 0 ? 'no documents' : count === 1 ? '1 document' : `${count} documents`;
    return question.trim() === '' ? `No question yet · ${material}` : `${question.trim()} · ${material}`;
  },
  holdsMaterial: ({ documents, text }) => documents.length > 0 || text.trim() !== '',
  check: ({ title, question }): ConfigFault[] =>
    question.trim() === ''
      ? [
          {
            code: 'missing-input',
            severity: 'warning',
            message: `"${title}" has no question yet. Write one here, or give one when you run the mesh.`,
            path: ['question'],
          },
        ]
      : [],
  compile: ({ config: { question, text, documents }, inputs }) => ({
    op: 'brief',
    args: { question, text, documents } satisfies BriefArguments,
    inputs,
  }),
  lift: ({ op, args }) => (op === 'brief' ? args : undefined),
});
