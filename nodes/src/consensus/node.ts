// The consensus node: compares what voices chose and what they rest on. It calls no model.
import type { NoArguments } from '@parley/runtime';
import { defineNode } from '@parley/spec';
import { z } from 'zod';
import { titleField } from '../title-field.ts';

const config = z.strictObject({ title: titleField('Consensus') });

export const consensusNode = defineNode({
  type: 'consensus',
  version: 1,
  title: 'Consensus',
  group: 'decide',
  icon: 'scale',
  description: 'Counts who takes which stance and who rests on the same passages. It calls no model.',
  config,
  ports: () => ({
    inputs: [{ id: 'voices', title: 'Voices', accepts: ['answer'], min: 2, many: true, toleratesMissing: true }],
    outputs: [{ id: 'verdict', title: 'Verdict', type: 'verdict' }],
  }),
  summary: () => 'Counts stances and shared passages',
  compile: ({ inputs }) => ({ op: 'consensus', args: {} satisfies NoArguments, inputs }),
});
