// The intersections node: explores where the domains of several voices meet, within a budget of calls.
import type { IntersectArguments } from '@parley/runtime';
import { type ConfigFault, defineNode, domainPairSchema, type FamilyStatus, pairChoices } from '@parley/spec';
import { z } from 'zod';
import { judgeFaults } from '../decision-fields.ts';
import { familyFaults } from '../family-faults.ts';
import { titleField } from '../title-field.ts';

const config = z.strictObject({
  title: titleField('Intersections'),
  family: z.string().max(64).default('').meta({
    title: 'Explorer',
    description:
      'The model family that looks for what lies between two domains. A local reader quotes and has no ideas.',
    control: 'family',
  }),
  model: z.string().max(200).default('').meta({
    title: 'Model',
    description: "Which model of the explorer's family; leave it empty for the family's default.",
    control: 'model',
  }),
  judge: z.string().max(64).default('').meta({
    title: 'Judge',
    description:
      'A family that says how plausible each idea is, and what follows from one domain alone. It is not told what was found and what is a control. Choose one that neither speaks here nor explores. Leave it empty to have nothing judged.',
    control: 'family',
  }),
  judgeModel: z.string().max(200).default('').meta({
    title: "Judge's model",
    description: "Which model of the judge's family; leave it empty for the family's default.",
    control: 'model',
  }),
  cells: z
    .enum(pairChoices)
    .default('promising')
    .meta({
      title: 'Cells',
      description:
        'Each pair of domains is a cell. Promising ones are found when the answers are there, which costs nothing: first those that share a word the question does not bring, and of these the less alike.',
      labels: { promising: 'The promising first', all: 'All, domains taking turns', picked: 'Only those I pick' },
    }),
  picked: z.array(domainPairSchema).max(500).default([]).meta({
    title: 'The matrix',
    description: 'What a run would explore, and what the budget holds. Press a cell to pick it or to leave it out.',
    control: 'pairs',
  }),
  budget: z.int().min(1).max(500).default(24).meta({
    title: 'Most calls',
    description:
      'A run never makes more calls of models here than this, tries after a fault not counted. What it cannot explore is shown as such.',
  }),
  ideas: z.int().min(1).max(3).default(1).meta({
    title: 'Ideas in a cell',
    description: 'How many ideas the explorer is asked for in one cell, all in one call.',
  }),
  controls: z.boolean().default(true).meta({
    title: 'Controls',
    description:
      'Asks the same with a second domain drawn by chance, and with one domain only. Without this nothing that is found can be called more than noise.',
  }),
  instructions: z.string().max(20_000).default('').meta({
    title: 'Instructions',
    description: 'What the explorer should look for, in your own words.',
    control: 'multiline',
    more: true,
  }),
});
type Config = z.infer<typeof config>;

const choiceWords: Record<Config['cells'], string> = {
  promising: 'Promising cells first',
  all: 'All cells',
  picked: 'Picked cells',
};

export const intersectionsNode = defineNode({
  type: 'intersections',
  version: 1,
  title: 'Intersections',
  group: 'decide',
  icon: 'grid-3x3',
  description:
    'Looks for what lies between the domains of the voices, pair by pair, and tells a finding from noise by controls.',
  config,
  ports: () => ({
    inputs: [{ id: 'voices', title: 'Voices', accepts: ['answer'], min: 2, many: true, toleratesMissing: true }],
    outputs: [{ id: 'findings', title: 'Findings', type: 'findings' }],
  }),
  summary: ({ cells, budget, family, model }) =>
    [`${choiceWords[cells]}, at most ${budget} calls`, model || family].filter((part) => part !== '').join(' · '),
  judge: ({ judge, family }) =>
    judge === ''
      ? undefined
      : { family: judge, field: 'judge', modelField: 'judgeModel', judges: { family, as: 'explorer' } },
  crosses: ({ cells, picked, budget, controls, judge }) => ({
    choose: cells,
    picked,
    chooseField: 'cells',
    pickedField: 'picked',
    budget,
    controls,
    judged: judge !== '',
  }),
  check: (own, families) => [
    ...explorerFaults(own, families),
    ...judgeFaults(own, families, 'Have nothing judged'),
    ...budgetFaults(own),
  ],
  compile: ({ config: { family, model, judge, judgeModel, cells, ...rest }, inputs }) => ({
    op: 'intersect',
    args: {
      family,
      model,
      instructions: rest.instructions,
      choose: cells,
      picked: cells === 'picked' ? rest.picked : [],
      budget: rest.budget,
      ideas: rest.ideas,
      controls: rest.controls,
      ...(judge !== '' && { judge: { family: judge, model: judgeModel } }),
    } satisfies IntersectArguments,
    inputs,
  }),
  lift: ({ op, args }) => (op === 'intersect' ? liftIntersect(args) : undefined),
});

const argumentsSchema = z.looseObject({
  choose: z.json(),
  judge: z.strictObject({ family: z.json(), model: z.json() }).optional(),
});

function liftIntersect(args: Record<string, unknown>): Record<string, unknown> {
  const parsed = argumentsSchema.safeParse(args);
  if (!parsed.success) return args;
  const { choose, judge, ...others } = parsed.data;
  return { ...others, cells: choose, ...(judge && { judge: judge.family, judgeModel: judge.model }) };
}

/** Nothing can be explored without a model that has ideas. */
function explorerFaults({ title, family, model }: Config, families: readonly FamilyStatus[]): ConfigFault[] {
  const able = families.find(({ kind, available }) => kind === 'model' && available);
  const fix = able && { fix: { label: `Let ${able.title} explore`, config: { family: able.id, model: '' } } };
  const chosen = families.find(({ id }) => id === family);
  if (family === '' || chosen?.kind === 'reader') {
    const message =
      family === ''
        ? `"${title}" has no explorer. Choose the model family that looks for what lies between the domains.`
        : `"${title}" has ${chosen?.title ?? family} as its explorer, but a local reader quotes and has no ideas. Choose a model family.`;
    return [{ code: 'bad-config', severity: 'error', message, path: ['family'], ...fix }];
  }
  // A reader cannot stand in for an explorer.
  return familyFaults({ title, family, model }, families).map(({ fix: _, ...fault }) =>
    fault.severity === 'error' ? { ...fault, ...fix } : { ...fault, ...(_ && { fix: _ }) },
  );
}

/** A budget below one cell explores nothing. Of two domains only, a cell takes one call less. */
function budgetFaults({ title, budget, controls, judge }: Config): ConfigFault[] {
  const least = 1 + (controls ? 1 : 0) + (judge === '' ? 0 : 1);
  if (budget >= least) return [];
  return [
    {
      code: 'bad-config',
      severity: 'error',
      message: `"${title}" may make ${budget} ${budget === 1 ? 'call' : 'calls'}, and one cell takes ${least} with its controls and its judge. Allow more, or ask for less.`,
      path: ['budget'],
      fix: { label: `Allow ${least + 1} calls`, config: { budget: least + 1 } },
    },
  ];
}
