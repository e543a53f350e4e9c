// How a panel is compared and decided: the fields, faults and arguments of every node type that comes to a verdict.
import type { ConsensusArguments } from '@parley/runtime';
import {
  type ConfigFault,
  type DecisionRule,
  decisionRules,
  type FamilyStatus,
  type JudgeConfig,
  type VoteRule,
  voteRules,
} from '@parley/spec';
import { z } from 'zod';
import { familyFaults } from './family-faults.ts';

/** The rule that decides and who judges claims. */
export const decisionFields = {
  rule: z
    .enum(decisionRules)
    .default('majority')
    .meta({
      title: 'Decided by',
      description:
        'Every rule is shown beside the others; this one decides. Where copies count less, agents on one model share a vote, and from 30 of your grades on a voice weighs by its record. A quorum counts the silent voices too. Rankings count the places below the first as well; agents that only choose have ranked one.',
      labels: {
        majority: 'Most votes',
        weighted: 'Votes, copies counting less',
        ranked: 'Rankings',
        unanimity: 'All must agree',
        quorum: 'Quorum of all voices',
        person: 'A person, where the voices do not settle it',
      },
    }),
  settledBy: z
    .enum(voteRules)
    .default('unanimity')
    .meta({
      title: 'Ask a person unless',
      description:
        'When the voices settle it themselves. Only where a person decides is this asked for: the run then waits for an answer, for days if need be.',
      labels: {
        majority: 'One answer has the most votes',
        weighted: 'One answer has the most weighed votes',
        ranked: 'One answer leads the rankings',
        unanimity: 'All who took a stance agree',
        quorum: 'One answer has the quorum',
      },
      more: true,
    }),
  quorum: z.int().min(1).max(100).default(66).meta({
    title: 'Quorum',
    description:
      'How many in a hundred of all voices must choose the same: 66 lets two of three decide. Only the quorum asks for it.',
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
};

interface Decision {
  readonly title: string;
  readonly rule: DecisionRule;
  /** In a hundred. */
  readonly quorum: number;
  readonly settledBy: VoteRule;
  readonly judge: string;
  readonly judgeModel: string;
  readonly judgeQuestions: number;
}

const summaries: Record<DecisionRule, string> = {
  majority: 'Most votes decide',
  weighted: 'Votes decide, copies count less',
  ranked: 'Rankings decide',
  unanimity: 'Decides only when all agree',
  quorum: 'Decides with a quorum',
  person: 'A person decides what stays open',
};

/** One line on the rule and the judge. */
export function decisionSummary({ rule, judge, judgeModel }: Decision): string {
  return judge === '' ? summaries[rule] : `${summaries[rule]}; ${judgeModel || judge} judges claims`;
}

/** Who judges, if anybody does. */
export function judgeOf({ judge }: Decision): JudgeConfig | undefined {
  return judge === '' ? undefined : { family: judge, field: 'judge', modelField: 'judgeModel' };
}

/** What the op is told of the decision. */
export function decisionArguments({ rule, quorum, settledBy, judge, judgeModel, judgeQuestions }: Decision) {
  return {
    rule,
    quorum: quorum / 100,
    ...(rule === 'person' && { settledBy }),
    ...(judge !== '' && { judge: { family: judge, model: judgeModel, questions: judgeQuestions } }),
  } satisfies ConsensusArguments;
}

const argumentsSchema = z.looseObject({
  quorum: z.number(),
  judge: z.strictObject({ family: z.json(), model: z.json(), questions: z.json() }).optional(),
});

/** The opposite of `decisionArguments`: a quorum is a share of one in a step and so many in a hundred in a config. */
export function liftDecision(args: Record<string, unknown>): Record<string, unknown> {
  const parsed = argumentsSchema.safeParse(args);
  if (!parsed.success) return args;
  const { quorum, judge, ...others } = parsed.data;
  return {
    ...others,
    quorum: Math.round(100 * quorum),
    ...(judge && { judge: judge.family, judgeModel: judge.model, judgeQuestions: judge.questions }),
  };
}

/** What is wrong with the choice of a judge; `withoutLabel` names the repair that does without one. */
export function judgeFaults(
  { title, judge, judgeModel }: Pick<Decision, 'title' | 'judge' | 'judgeModel'>,
  families: readonly FamilyStatus[],
  withoutLabel = 'Judge without a model',
): ConfigFault[] {
  if (judge === '') return [];
  const without = { label: withoutLabel, config: { judge: '', judgeModel: '' } };
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
  // What is judged comes about without its judge as well, so none of this stops a run.
  return familyFaults({ title, family: judge, model: judgeModel }, families).map((fault) => ({
    ...fault,
    severity: 'warning',
    path: fault.path?.[0] === 'model' ? ['judgeModel'] : ['judge'],
    fix: fault.path?.[0] === 'model' ? { label: 'Use the default model', config: { judgeModel: '' } } : without,
  }));
}
