import { type FamilyStatus, type Plan, planEstimateSchema, type Step } from '@parley/spec';
import { expect, test } from 'vitest';
import { type EstimateFacts, estimatePlan } from './estimate-plan.ts';

const family = (id: string, kind: FamilyStatus['kind']): FamilyStatus => ({
  id,
  title: id,
  lineage: id,
  kind,
  description: '',
  glyph: id,
  provider: id,
  models: [],
  defaultModel: `${id}-default`,
  available: true,
});
const windows: Readonly<Record<string, number>> = { 'claude-default': 1_000_000, small: 8_000 };
const facts: EstimateFacts = {
  families: [family('claude', 'model'), family('reader', 'reader')],
  windowOf: (model) => windows[model] ?? 0,
};
const step = (id: string, op: Step['op'], args: Step['args'], ...steps: string[]): Step => ({
  id,
  nodeId: id,
  title: id,
  op,
  args,
  inputs: steps.length === 0 ? {} : { in: { steps, many: true, toleratesMissing: false } },
});
const document = { id: 'd', title: 'D', mediaType: 'text/plain', characters: 30_000 };
const brief = step('brief', 'brief', { question: 'x'.repeat(15), text: '', documents: [document] });
const agent = (id: string, args: Step['args'], ...steps: string[]) =>
  step(id, 'generate', { family: 'claude', model: '', instructions: '', fit: 'trim', ...args }, ...steps);
const estimate = (...steps: Step[]) => {
  const plan: Plan = { version: 1, name: 'Mesh', steps, results: [] };
  return planEstimateSchema.parse(estimatePlan(plan, facts));
};

test('readers, comparisons and joins call nothing', () => {
  const reader = agent('reader', { family: 'reader' }, 'brief');
  const join = step('join', 'synthesise', { family: '' }, 'reader');
  const zero = { least: 0, most: 0 };
  expect(estimate(brief, reader, step('compare', 'consensus', {}, 'reader'), join)).toEqual({
    calls: zero,
    inputTokens: zero,
    longestPath: 0,
  });
});

test('an agent is sent the question, the documents and the rules, each document once', () => {
  const once = estimate(brief, agent('a', {}, 'brief'));
  expect(once).toEqual({
    calls: { least: 1, most: 1 },
    inputTokens: { least: 3 + 6_000 + 100, most: 5 + 10_000 + 300 },
    longestPath: 1,
  });
  const second = { ...brief, id: 'again' };
  expect(estimate(brief, second, agent('a', {}, 'brief', 'again'))).toEqual(once);
});

test('calls side by side are not a longer path, calls after one another are; a writer reads answers and no documents', () => {
  const wide = estimate(brief, agent('a', {}, 'brief'), agent('b', {}, 'brief'));
  expect([wide.calls.most, wide.longestPath]).toEqual([2, 1]);
  const writer = step('w', 'synthesise', { family: 'claude', model: '', instructions: '' }, 'a', 'b');
  const written = estimate(brief, agent('a', {}, 'brief'), agent('b', {}, 'brief'), writer);
  expect([written.calls.most, written.longestPath]).toEqual([3, 2]);
  expect(written.inputTokens.most - wide.inputTokens.most).toBe(5 + 300 + 2 * 2_000);
});

test('a small window caps what is sent; summarising sends all of it in parts first', () => {
  const trimmed = estimate(brief, agent('a', { model: 'small' }, 'brief'));
  expect(trimmed).toEqual({ calls: { least: 1, most: 1 }, inputTokens: { least: 6_000, most: 6_000 }, longestPath: 1 });
  const summarised = estimate(brief, agent('a', { model: 'small', fit: 'summarise' }, 'brief'));
  expect(summarised).toEqual({
    calls: { least: 3, most: 3 },
    inputTokens: { least: 6_103 + 6_000, most: 10_305 + 6_000 },
    longestPath: 2,
  });
});

test('of a branch the cheaper side is the least; what a side hands on is what came in, and not the verdict as well', () => {
  const from = (id: string, side: string | null) => ({
    steps: [id],
    many: true,
    toleratesMissing: true,
    sides: [side],
  });
  const fork: Step = {
    ...step('fork', 'branch', { conditions: [], passes: { settled: 'verdict', open: 'brief' } }),
    inputs: { verdict: from('compare', null), brief: from('brief', null) },
  };
  const cheap = [agent('a', {}, 'brief'), step('compare', 'consensus', {}, 'a')];
  const deep = { ...agent('b', {}), inputs: { brief: from('fork', 'open') } };
  const once = estimate(brief, agent('a', {}, 'brief'));
  expect(estimate(brief, ...cheap, fork, deep)).toEqual({
    calls: { least: 1, most: 2 },
    inputTokens: { least: once.inputTokens.least, most: 2 * once.inputTokens.most },
    longestPath: 2,
  });
  // A writer who may hear both reads at least what is surely said.
  const writer = step('w', 'synthesise', { family: 'claude', model: '', instructions: '' }, 'a', 'b');
  const { least, most } = estimate(brief, ...cheap, fork, deep, writer).inputTokens;
  expect([least - once.inputTokens.least, most - 2 * once.inputTokens.most]).toEqual([
    3 + 100 + 200,
    5 + 300 + 2 * 2_000,
  ]);
});

test('tools and claims may take further calls, which wait for one another', () => {
  const plain = estimate(brief, agent('a', {}, 'brief'));
  const most = 10_305;
  expect(estimate(brief, agent('a', { tools: ['calculator'], toolRounds: 2 }, 'brief'))).toEqual({
    calls: { least: 1, most: 3 },
    inputTokens: { least: plain.inputTokens.least, most: 3 * most + (1 + 2) * 2_000 },
    longestPath: 3,
  });
  expect(estimate(brief, agent('a', { form: 'claims' }, 'brief'))).toEqual({
    calls: { least: 1, most: 2 },
    inputTokens: { least: plain.inputTokens.least, most: most + 2_300 },
    longestPath: 2,
  });
  expect(
    estimate(brief, agent('a', { family: 'reader', tools: ['calculator'], form: 'claims' }, 'brief')).calls.most,
  ).toBe(0);
});
