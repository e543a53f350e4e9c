// The debate node: a frame in which voices answer in rounds and see what the others said, without names. It comes to a verdict.
import { debateEnds, type LoopArguments } from '@parley/runtime';
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

const config = z.strictObject({
  title: titleField('Debate'),
  rounds: z.int().min(2).max(5).default(3).meta({
    title: 'Rounds',
    description:
      'How often each agent is asked at most. The first round is before anybody sees another answer; each further one is one more call of every agent.',
  }),
  until: z
    .enum(debateEnds)
    .default('agreed')
    .meta({
      title: 'Ends early',
      description: 'When no further round is held, though there could be one.',
      labels: { agreed: 'When all agree, or nobody moves', unmoved: 'Only when nobody moves' },
    }),
  ...decisionFields,
});

export const debateNode = defineNode<z.infer<typeof config>>({
  type: 'debate',
  version: 1,
  title: 'Debate',
  group: 'decide',
  icon: 'messages-square',
  description:
    'A frame for agents: they answer, see what the others said without names, and answer again. Shows who moved, and whether a new argument moved them.',
  config,
  isContainer: true,
  ports: () => ({
    inputs: [{ id: 'brief', title: 'Brief', accepts: ['brief'], min: 1, many: true }],
    outputs: [{ id: 'verdict', title: 'Verdict', type: 'verdict' }],
  }),
  decidesBy: ({ rule }) => rule,
  summary: (debate) => `Up to ${debate.rounds} rounds · ${decisionSummary(debate)}`,
  judge: judgeOf,
  check: judgeFaults,
  compile: ({ config, inputs, body }) => ({
    op: 'loop',
    args: { rounds: config.rounds, until: config.until, ...decisionArguments(config) } satisfies LoopArguments,
    inputs,
    ...(body && { body }),
  }),
  lift: ({ op, args }) => (op === 'loop' ? liftDecision(args) : undefined),
});
