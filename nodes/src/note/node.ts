// The note: words on the canvas for the people who read it. It is no part of any run.
import { defineNode } from '@parley/spec';
import { z } from 'zod';
import { titleField } from '../title-field.ts';

const config = z.strictObject({
  title: titleField('Note'),
  text: z.string().max(20_000).default('').meta({
    title: 'Text',
    description: 'A remark for people, in Markdown. Agents never see it.',
    control: 'markdown',
  }),
});

export const noteNode = defineNode({
  type: 'note',
  version: 1,
  title: 'Note',
  group: 'annotate',
  icon: 'sticky-note',
  description: 'Words on the canvas for people. Agents never see them.',
  config,
  standsInside: true,
  role: 'annotation',
  ports: () => ({ inputs: [], outputs: [] }),
  summary: ({ text }) => text.trim().split('\n', 1)[0] ?? '',
});
