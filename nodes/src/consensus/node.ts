// The consensus node: compares what voices chose and what they rest on. It calls no model.
import type { ConsensusArguments } from '@parley/runtime';
import { decisionRules, defineNode } from '@parley/spec';
import { z } from 'zod';
import { titleField } from '../title-field.ts';

const config = z.strictObject({
  title: titleField('Consensus'),
  rule: z
    .enum(decisionRules)
    .default('majority')
    .meta({
      title: 'Decided by',
      description:
        'Copies of one family count as little more than one. A quorum counts the silent voices too. Every rule is shown beside the others; this one decides.',
      labels: {
        majority: 'Most votes',
        weighted: 'Votes, copies counting less',
        unanimity: 'All must agree',
        quorum: 'Quorum of all voices',
      },
    }),
  quorum: z.int().min(1).max(100).default(66).meta({
    title: 'Quorum',
    description:
      'How many in a hundred of all voices must choose the same: 66 lets two of three decide. Only the quorum rule asks for it.',
  }),
});

const summaries: Record<z.infer<typeof config>['rule'], string> = {
  majority: 'Most votes decide',
  weighted: 'Votes decide, copies count less',
  unanimity: 'Decides only when all agree',
  quorum: 'Decides with a quorum',
};

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
  summary: ({ rule }) => summaries[rule],
  compile: ({ config: { rule, quorum }, inputs }) => ({
    op: 'consensus',
    args: { rule, quorum: quorum / 100 } satisfies ConsensusArguments,
    inputs,
  }),
});
