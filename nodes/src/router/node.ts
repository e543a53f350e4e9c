// The router node: two ways on from a verdict, of which a run takes one. It calls no model.
import { type BranchArguments, passable } from '@parley/runtime';
import { defineNode, type InputPort, type PanelPattern } from '@parley/spec';
import { z } from 'zod';
import { titleField } from '../title-field.ts';

const agreements = ['agree', 'majority', 'lead', 'decided', 'any'] as const;

const patterns = ['agree', 'lead', 'no-scatter', 'no-camps'] as const;

const passes = { verdict: 'What the voices found', brief: 'The question and its documents, for further agents' };

const config = z.strictObject({
  title: titleField('Router'),
  settledWhen: z
    .enum(agreements)
    .default('agree')
    .meta({
      title: 'Settled when',
      description: 'How much agreement is enough. With less, the mesh goes on by the open side.',
      labels: {
        agree: 'All who took a stance agree',
        majority: 'More than half agree',
        lead: 'One answer is in front',
        decided: 'The rule of the consensus decides',
        any: 'Whatever the vote',
      },
    }),
  missing: z.int().min(0).max(99).default(0).meta({
    title: 'Voices that may be missing',
    description: 'With more missing than that, nothing is settled.',
  }),
  lead: z.int().min(0).max(100).default(0).meta({
    title: 'Share of the lead',
    description: 'How many in a hundred votes the leading answer needs. 0 asks for nothing.',
  }),
  effective: z.number().min(0).max(20).default(0).meta({
    title: 'Separate minds',
    description: 'As how many separate minds the voices must count, such as 1.5. 0 asks for nothing.',
    more: true,
  }),
  record: z.int().min(0).max(100).default(0).meta({
    title: 'Right before',
    description:
      'In how many of a hundred cases such votes must at least have been right, by your own grades. 0 asks for nothing.',
    more: true,
  }),
  conformity: z.int().min(0).max(100).default(100).meta({
    title: 'Conformity in a debate',
    description:
      'How many in a hundred moves of a debate may go to the majority without a new argument. 100 asks for nothing; with less, a verdict without a debate settles nothing.',
    more: true,
  }),
  pattern: z
    .enum(['any', ...patterns])
    .default('any')
    .meta({
      title: 'Pattern',
      description: 'What the spread over families must look like. Agents of one family count as one family here.',
      labels: {
        any: 'Whatever the pattern',
        agree: 'The families agree',
        lead: 'The families agree, or some lead and others wobble',
        'no-scatter': 'Anything but scatter',
        'no-camps': 'Anything but two camps',
      },
      more: true,
    }),
  spread: z.int().min(0).max(100).default(100).meta({
    title: 'Spread of the answers',
    description:
      'How far the answers may spread: 0 when all are the same, 100 when each is another. It counts different stances and knows neither how unlike nor how right they are. 100 asks for nothing.',
    more: true,
  }),
  confidence: z.int().min(0).max(100).default(0).meta({
    title: 'These voices right before',
    description:
      'In how many of a hundred cases these very voices must at least have been right where they stood as firmly, by your own grades. Without enough grades nothing is settled. 0 asks for nothing.',
    more: true,
  }),
  settledGives: z.enum(passable).default('verdict').meta({
    title: 'Settled hands on',
    description: 'What goes on when it is settled.',
    labels: passes,
    more: true,
  }),
  openGives: z.enum(passable).default('brief').meta({
    title: 'Open hands on',
    description: 'What goes on when it is open.',
    labels: passes,
    more: true,
  }),
});
type Config = z.infer<typeof config>;

const summaries: Record<Config['settledWhen'], string> = {
  agree: 'Settled when all agree',
  majority: 'Settled by a majority',
  lead: 'Settled by a lead',
  decided: 'Settled when the rule decides',
  any: 'Settled whatever the vote',
};

/** The verdict may fail to come: then nothing is settled. */
const verdict: InputPort = {
  id: 'verdict',
  title: 'Verdict',
  accepts: ['verdict'],
  min: 1,
  many: false,
  toleratesMissing: true,
};
const brief: InputPort = { id: 'brief', title: 'Brief', accepts: ['brief'], min: 1, many: false };

export const routerNode = defineNode({
  type: 'router',
  version: 1,
  title: 'Router',
  group: 'control',
  icon: 'split',
  description: 'Goes on one way when the voices settled the question, and another way when they left it open.',
  config,
  ports: ({ settledGives, openGives }) => ({
    inputs: settledGives === 'brief' || openGives === 'brief' ? [verdict, brief] : [verdict],
    outputs: [
      { id: 'settled', title: 'Settled', type: settledGives, isSide: true },
      { id: 'open', title: 'Open', type: openGives, isSide: true },
    ],
  }),
  summary: ({ settledWhen }) => summaries[settledWhen],
  compile: ({ config: { settledGives, openGives, ...asked }, inputs }) => ({
    op: 'branch',
    args: {
      conditions: conditionsOf(asked),
      passes: { settled: settledGives, open: openGives },
    } satisfies BranchArguments,
    inputs,
  }),
  lift: ({ op, args }) => (op === 'branch' ? liftBranch(args) : undefined),
});

function conditionsOf(asked: Omit<Config, 'settledGives' | 'openGives'>): BranchArguments['conditions'][number][] {
  return [
    ...agreementOf[asked.settledWhen],
    { measure: 'missing', most: asked.missing },
    ...(asked.lead > 0 ? [{ measure: 'lead' as const, least: asked.lead / 100 }] : []),
    ...(asked.effective > 0 ? [{ measure: 'effective' as const, least: asked.effective }] : []),
    ...(asked.record > 0 ? [{ measure: 'record' as const, least: asked.record / 100 }] : []),
    ...(asked.conformity < 100 ? [{ measure: 'conformity' as const, most: asked.conformity / 100 }] : []),
    ...(asked.pattern === 'any' ? [] : [{ measure: 'pattern' as const, among: [...patternsOf[asked.pattern]] }]),
    ...(asked.spread < 100 ? [{ measure: 'spread' as const, most: asked.spread / 100 }] : []),
    ...(asked.confidence > 0 ? [{ measure: 'confidence' as const, least: asked.confidence / 100 }] : []),
  ];
}

const patternsOf: Record<(typeof patterns)[number], readonly PanelPattern['kind'][]> = {
  agree: ['agree'],
  lead: ['agree', 'lead'],
  'no-scatter': ['agree', 'lead', 'rival'],
  'no-camps': ['agree', 'lead', 'scatter'],
};

const agreementOf: Record<Config['settledWhen'], BranchArguments['conditions'][number][]> = {
  agree: [{ measure: 'outcome', among: ['agree'] }],
  majority: [{ measure: 'outcome', among: ['agree', 'majority'] }],
  lead: [{ measure: 'outcome', among: ['agree', 'majority', 'plurality'] }],
  decided: [{ measure: 'decision', among: ['won'] }],
  any: [],
};

const argumentsSchema = z.strictObject({
  conditions: z.array(
    z.strictObject({
      measure: z.string(),
      among: z.array(z.string()).optional(),
      least: z.number().optional(),
      most: z.number().optional(),
    }),
  ),
  passes: z.strictObject({ settled: z.json(), open: z.json() }),
});

/** Each field is one condition; what no field asks for is told by comparing what the config compiles to. */
function liftBranch(args: Record<string, unknown>): Record<string, unknown> {
  const parsed = argumentsSchema.safeParse(args);
  if (!parsed.success) return args;
  const { conditions, passes } = parsed.data;
  const find = (measure: string) => conditions.find((condition) => condition.measure === measure);
  const agreement = conditions.filter(({ measure }) => measure === 'outcome' || measure === 'decision');
  const settledWhen = agreements.find((each) => JSON.stringify(agreementOf[each]) === JSON.stringify(agreement));
  const percent = (share: number | undefined) => Math.round(100 * (share ?? 0));
  return {
    settledWhen: settledWhen ?? 'agree',
    missing: find('missing')?.most ?? 99,
    lead: percent(find('lead')?.least),
    effective: find('effective')?.least ?? 0,
    record: percent(find('record')?.least),
    conformity: percent(find('conformity')?.most ?? 1),
    pattern:
      patterns.find((each) => JSON.stringify(patternsOf[each]) === JSON.stringify(find('pattern')?.among)) ?? 'any',
    spread: percent(find('spread')?.most ?? 1),
    confidence: percent(find('confidence')?.least),
    settledGives: passes.settled,
    openGives: passes.open,
  };
}
