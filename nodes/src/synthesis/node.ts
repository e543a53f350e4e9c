// The synthesis node: makes one report out of several answers, each part with what it rests on.
import type { SynthesiseArguments } from '@parley/runtime';
import { type ConfigFault, type FamilyStatus, defineNode, fitStrategies } from '@parley/spec';
import { z } from 'zod';
import { familyFaults } from '../family-faults.ts';
import { fitLabels } from '../fit-labels.ts';
import { titleField } from '../title-field.ts';

const config = z.strictObject({
  title: titleField('Synthesis'),
  family: z.string().max(64).default('').meta({
    title: 'Writer',
    description: 'The family that writes the report. Leave it empty to join the answers without a model.',
    control: 'family',
  }),
  model: z.string().max(200).default('').meta({
    title: 'Model',
    description: "Which model of the writer's family; leave it empty for the family's default.",
    control: 'model',
  }),
  instructions: z.string().max(20_000).default('').meta({
    title: 'Instructions',
    description: 'How the writer should write. Without a writer nothing is written, so nothing is followed.',
    control: 'multiline',
  }),
  fit: z.enum(fitStrategies).default('trim').meta({
    title: 'Long answers',
    description:
      'What to do when the answers are larger than the writer can hold. To condense them, the same family is asked first, which costs more calls. What was left out is always shown.',
    labels: fitLabels,
  }),
});

export const synthesisNode = defineNode({
  type: 'synthesis',
  version: 1,
  title: 'Synthesis',
  group: 'write',
  icon: 'combine',
  description: 'Joins several answers into one report that says who supports each part.',
  config,
  ports: () => ({
    inputs: [
      { id: 'voices', title: 'Voices', accepts: ['answer'], min: 1, many: true, toleratesMissing: true },
      { id: 'verdict', title: 'Verdict', accepts: ['verdict'], min: 0, many: false, toleratesMissing: true },
    ],
    outputs: [{ id: 'report', title: 'Report', type: 'report' }],
  }),
  summary: ({ family, model }) =>
    family === '' ? 'Joins the answers, calls no model' : `Written by ${model || family}`,
  check: writerFaults,
  compile: ({ config: { family, model, instructions, fit }, inputs }) => ({
    op: 'synthesise',
    args: {
      family,
      model,
      instructions,
      ...(family !== '' && fit !== 'trim' && { fit }),
    } satisfies SynthesiseArguments,
    inputs,
  }),
  lift: ({ op, args }) => (op === 'synthesise' ? args : undefined),
});

function writerFaults(
  { title, family, model }: z.infer<typeof config>,
  families: readonly FamilyStatus[],
): ConfigFault[] {
  if (family === '') return [];
  const join = { label: 'Join the answers without a model', config: { family: '', model: '' } };
  const writer = families.find(({ id }) => id === family);
  if (writer?.kind === 'reader') {
    return [
      {
        code: 'bad-config',
        severity: 'error',
        message: `"${title}" has ${writer.title} as its writer, but a local reader quotes and never writes. Choose a model family, or no writer.`,
        path: ['family'],
        fix: join,
      },
    ];
  }
  // A reader cannot stand in for a writer, so every fault of the family is repaired by doing without one.
  return familyFaults({ title, family, model }, families).map((fault) =>
    fault.severity === 'error' ? { ...fault, fix: join } : fault,
  );
}
