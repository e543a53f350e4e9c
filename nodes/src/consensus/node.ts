// The consensus node: compares what voices chose, what they claim and what they rest on. It calls no model but a judge.
import { defineNode } from '@parley/spec';
import { z } from 'zod';
import {
  decisionArguments,
  decisionFields,
  decisionSummary,
  judgeFaults,
  judgeOf,
  liftDecision,
} from '../decision-fields.ts';
import { titleField } from '../title-field.ts';

const config = z.strictObject({ title: titleField('Consensus'), ...decisionFields });

export const consensusNode = defineNode<z.infer<typeof config>>({
  type: 'consensus',
  version: 1,
  title: 'Consensus',
  group: 'decide',
  icon: 'scale',
  description:
    'Compares what the voices choose, what they claim and what they rest on, and shows who disputes what. It calls a model only if you name a judge.',
  config,
  ports: () => ({
    inputs: [{ id: 'voices', title: 'Voices', accepts: ['answer'], min: 2, many: true, toleratesMissing: true }],
    outputs: [{ id: 'verdict', title: 'Verdict', type: 'verdict' }],
  }),
  decidesBy: ({ rule }) => rule,
  summary: decisionSummary,
  judge: judgeOf,
  check: judgeFaults,
  compile: ({ config, inputs }) => ({ op: 'consensus', args: decisionArguments(config), inputs }),
  lift: ({ op, args }) => (op === 'consensus' ? liftDecision(args) : undefined),
});
