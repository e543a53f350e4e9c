// The output node: an end of the mesh. What is wired here is the result of a run.
import type { NoArguments } from '@parley/runtime';
import { defineNode } from '@parley/spec';
import { z } from 'zod';
import { titleField } from '../title-field.ts';

const config = z.strictObject({ title: titleField('Output') });

export const outputNode = defineNode({
  type: 'output',
  version: 1,
  title: 'Output',
  group: 'write',
  icon: 'flag',
  description: 'Shows what is wired to it as the result of the run.',
  config,
  role: 'sink',
  ports: () => ({
    inputs: [
      {
        id: 'result',
        title: 'Result',
        accepts: ['answer', 'verdict', 'report', 'findings'],
        min: 1,
        many: false,
        takesEither: true,
      },
    ],
    outputs: [],
  }),
  summary: () => 'The result of the run',
  compile: ({ inputs }) => ({ op: 'output', args: {} satisfies NoArguments, inputs }),
  lift: ({ op, args }) => (op === 'output' ? args : undefined),
});
