// The agent node: one voice, bound to one family and one domain. It sees only what is wired into it.
import type { GenerateArguments } from '@parley/runtime';
import {
  answerAs,
  choiceForms,
  type ConfigFault,
  defineNode,
  failurePolicies,
  type FamilyStatus,
  fitStrategies,
} from '@parley/spec';
import { z } from 'zod';
import { familyFaults } from '../family-faults.ts';
import { fitLabels } from '../fit-labels.ts';
import { titleField } from '../title-field.ts';

const config = z.strictObject({
  title: titleField('Agent'),
  family: z.string().max(64).default('reader-lexical').meta({
    title: 'Family',
    description: 'Who answers. A local reader needs no key: it quotes the documents and never writes.',
    control: 'family',
  }),
  model: z.string().max(200).default('').meta({
    title: 'Model',
    description: "Which model of the family; leave it empty for the family's default.",
    control: 'model',
  }),
  domain: z.string().trim().max(120).default('').meta({
    title: 'Domain',
    description: 'The field this agent speaks from, such as "regulation" or "market".',
  }),
  instructions: z.string().max(20_000).default('').meta({
    title: 'Instructions',
    description: 'What to pay attention to, in your own words. Local readers do not follow instructions.',
    control: 'multiline',
  }),
  stances: z.array(z.string().trim().min(1).max(120)).max(12).default([]).meta({
    title: 'Stances',
    description: 'Options to choose between, such as "yes" and "no". Leave it empty to ask for no choice.',
    control: 'list',
  }),
  choice: z
    .enum(choiceForms)
    .default('one')
    .meta({
      title: 'Chooses',
      description:
        'A ranking tells more than one stance: the rule "Rankings" of a consensus counts the places below the first as well. The first place is the stance.',
      labels: { one: 'One of the stances', ranking: 'A ranking of them, the best first' },
      more: true,
    }),
  passages: z.int().min(1).max(12).default(4).meta({
    title: 'Passages',
    description: 'How many passages a local reader quotes at most.',
    more: true,
  }),
  fit: z.enum(fitStrategies).default('trim').meta({
    title: 'Long material',
    description:
      'What to do when the material is larger than the model can hold. To condense it, the same family is asked first, which costs more calls. What was left out is always shown.',
    labels: fitLabels,
    more: true,
  }),
  form: z
    .enum(answerAs)
    .default('text')
    .meta({
      title: 'Answer as',
      description:
        'Claims are what the words state, one thing each, with the words of the documents it rests on. Local readers always quote.',
      labels: { text: 'Running words', claims: 'Running words and claims' },
    }),
  tools: z.array(z.string().min(1).max(200)).max(32).default([]).meta({
    title: 'Tools',
    description: 'What this agent may use while it answers. Local readers use no tools.',
    control: 'tools',
  }),
  toolRounds: z.int().min(1).max(20).default(6).meta({
    title: 'Rounds of tools',
    description: 'How often it may use tools before it must answer. Each round is one more call of the model.',
    more: true,
  }),
  onFailure: z
    .enum(failurePolicies)
    .default('go-on')
    .meta({
      title: 'If it fails',
      description:
        'What the run does when this agent cannot answer, all tries and routes included. A voice that it goes on without is named as missing; what is finished is kept either way.',
      labels: { 'go-on': 'Go on without it', stop: 'Stop the run', ask: 'Wait and ask me' },
    }),
});

export const agentNode = defineNode({
  type: 'agent',
  version: 1,
  title: 'Agent',
  group: 'think',
  icon: 'message-circle',
  description: 'One voice: a model family or a local reader, speaking from one domain.',
  config,
  standsInside: true,
  ports: () => ({
    inputs: [
      { id: 'brief', title: 'Brief', accepts: ['brief'], min: 1, many: true },
      {
        id: 'context',
        title: 'Earlier voices',
        accepts: ['answer', 'verdict', 'report', 'findings'],
        min: 0,
        many: true,
      },
    ],
    outputs: [{ id: 'answer', title: 'Answer', type: 'answer' }],
  }),
  summary: ({ domain, family, model }) => [domain, model || family].filter((part) => part !== '').join(' · '),
  voice: ({ family, model, domain, instructions }) => ({ family, model, domain, instructions }),
  check: (agent, families) => [
    ...familyFaults(agent, families),
    ...stanceFaults(agent),
    ...readerFaults(agent, families),
  ],
  compile: ({
    config: { family, model, domain, instructions, stances, passages, fit, onFailure, ...how },
    inputs,
  }) => ({
    op: 'generate',
    args: {
      family,
      model,
      domain,
      instructions,
      stances,
      passages,
      fit,
      ...(stances.length > 0 && how.choice !== 'one' && { choice: how.choice }),
      ...(how.form !== 'text' && { form: how.form }),
      ...(how.tools.length > 0 && { tools: how.tools, toolRounds: how.toolRounds }),
    } satisfies GenerateArguments,
    inputs,
    ...(onFailure !== 'go-on' && { onFailure }),
  }),
  lift: ({ op, args, onFailure = 'go-on' }) => (op === 'generate' ? { ...args, onFailure } : undefined),
});

function stanceFaults({ title, stances }: z.infer<typeof config>): ConfigFault[] {
  const distinct = new Set(stances.map((stance) => stance.toLowerCase()));
  const message =
    stances.length === 1
      ? `"${title}" has one stance to choose from. Add another, or remove it to ask for no choice.`
      : distinct.size < stances.length
        ? `"${title}" has the same stance twice. Remove one of them.`
        : undefined;
  return message === undefined ? [] : [{ code: 'bad-config', severity: 'error', message, path: ['stances'] }];
}

/** What a local reader leaves undone is said before it runs. */
function readerFaults(
  { title, family, form, tools }: z.infer<typeof config>,
  families: readonly FamilyStatus[],
): ConfigFault[] {
  if (families.find(({ id }) => id === family)?.kind !== 'reader') return [];
  const warning = { code: 'bad-config', severity: 'warning' } as const;
  return [
    ...(form === 'claims'
      ? [
          {
            ...warning,
            message: `"${title}" is to answer as claims, but a local reader quotes and never writes. Choose a model family, or text.`,
            path: ['form'],
            fix: { label: 'Answer as text', config: { form: 'text' } },
          },
        ]
      : []),
    ...(tools.length > 0
      ? [
          {
            ...warning,
            message: `"${title}" has tools, but a local reader uses none. Choose a model family, or remove the tools.`,
            path: ['tools'],
            fix: { label: 'Remove the tools', config: { tools: [] } },
          },
        ]
      : []),
  ];
}
