// The consensus node: compares what voices chose, what they claim and what they rest on. It calls no model but a judge.
import type { ConsensusArguments } from '@parley/runtime';
import { type ConfigFault, decisionRules, defineNode, type FamilyStatus } from '@parley/spec';
import { z } from 'zod';
import { familyFaults } from '../family-faults.ts';
import { titleField } from '../title-field.ts';

const config = z.strictObject({
  title: titleField('Consensus'),
  rule: z
    .enum(decisionRules)
    .default('majority')
    .meta({
      title: 'Decided by',
      description:
        'Every rule is shown beside the others; this one decides. Where copies count less, agents on one model share a vote, and from 30 of your grades on a voice weighs by its record. A quorum counts the silent voices too.',
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
    more: true,
  }),
  judge: z.string().max(64).default('').meta({
    title: 'Judge',
    description:
      'A family that decides what an answer says to a claim where numbers, dates, names and word signs cannot. Choose one that does not speak here: a judge on the panel judges itself. Leave it empty to call no model.',
    control: 'family',
  }),
  judgeModel: z.string().max(200).default('').meta({
    title: "Judge's model",
    description: "Which model of the judge's family; leave it empty for the family's default.",
    control: 'model',
  }),
  judgeQuestions: z.int().min(1).max(100).default(12).meta({
    title: 'Questions to the judge',
    description: 'How many open pairs of a claim and an answer it is asked about at most, all in one call.',
    more: true,
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
  description:
    'Compares what the voices choose, what they claim and what they rest on, and shows who disputes what. It calls a model only if you name a judge.',
  config,
  ports: () => ({
    inputs: [{ id: 'voices', title: 'Voices', accepts: ['answer'], min: 2, many: true, toleratesMissing: true }],
    outputs: [{ id: 'verdict', title: 'Verdict', type: 'verdict' }],
  }),
  decidesBy: ({ rule }) => rule,
  summary: ({ rule, judge, judgeModel }) =>
    judge === '' ? summaries[rule] : `${summaries[rule]}; ${judgeModel || judge} judges claims`,
  judge: ({ judge }) => (judge === '' ? undefined : { family: judge, field: 'judge', modelField: 'judgeModel' }),
  check: judgeFaults,
  compile: ({ config: { rule, quorum, judge, judgeModel, judgeQuestions }, inputs }) => ({
    op: 'consensus',
    args: {
      rule,
      quorum: quorum / 100,
      ...(judge !== '' && { judge: { family: judge, model: judgeModel, questions: judgeQuestions } }),
    } satisfies ConsensusArguments,
    inputs,
  }),
  lift: ({ op, args }) => (op === 'consensus' ? liftConsensus(args) : undefined),
});

const argumentsSchema = z.looseObject({
  quorum: z.number(),
  judge: z.strictObject({ family: z.json(), model: z.json(), questions: z.json() }).optional(),
});

/** A quorum is a share of one in a step and so many in a hundred here. */
function liftConsensus(args: Record<string, unknown>): Record<string, unknown> {
  const parsed = argumentsSchema.safeParse(args);
  if (!parsed.success) return args;
  const { quorum, judge, ...others } = parsed.data;
  return {
    ...others,
    quorum: Math.round(100 * quorum),
    ...(judge && { judge: judge.family, judgeModel: judge.model, judgeQuestions: judge.questions }),
  };
}

function judgeFaults(
  { title, judge, judgeModel }: z.infer<typeof config>,
  families: readonly FamilyStatus[],
): ConfigFault[] {
  if (judge === '') return [];
  const without = { label: 'Judge without a model', config: { judge: '', judgeModel: '' } };
  const family = families.find(({ id }) => id === judge);
  if (family?.kind === 'reader') {
    return [
      {
        code: 'bad-config',
        severity: 'error',
        message: `"${title}" has ${family.title} as its judge, but a local reader quotes and never judges. Choose a model family, or no judge.`,
        path: ['judge'],
        fix: without,
      },
    ];
  }
  // A verdict is made without its judge as well, so none of this stops a run.
  return familyFaults({ title, family: judge, model: judgeModel }, families).map((fault) => ({
    ...fault,
    severity: 'warning',
    path: fault.path?.[0] === 'model' ? ['judgeModel'] : ['judge'],
    fix: fault.path?.[0] === 'model' ? { label: 'Use the default model', config: { judgeModel: '' } } : without,
  }));
}
