import { type FamilyStatus, type Plan, planEstimateSchema, type Step } from '@parley/spec';
import { expect, test } from 'vitest';
import { choicesOf, type EstimateFacts, estimatePlan } from './estimate-plan.ts';

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
  // A hundred tokens read or ten written are a dollar.
  costOf: ({ model }, { inputTokens, outputTokens }) =>
    model === 'secret' ? undefined : inputTokens / 100 + outputTokens / 10,
  secondsOf: ({ model }) => (model === 'known' ? { least: 1, most: 3 } : undefined),
};
/** Of one call without a history. */
const assumed = { least: 4.5, most: 5 + 2_000 / 30 };
const priced = { unpricedCalls: { least: 0, most: 0 }, secondsFrom: 'assumed' };
const dollars = (tokens: { least: number; most: number }, calls = 1) => ({
  least: expect.closeTo(tokens.least / 100 + calls * 20, 6),
  most: expect.closeTo(tokens.most / 100 + calls * 200, 6),
});
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
    usd: zero,
    unpricedCalls: zero,
    seconds: zero,
    secondsFrom: 'assumed',
  });
});

test('an agent is sent the question, the documents and the rules, each document once', () => {
  const once = estimate(brief, agent('a', {}, 'brief'));
  const inputTokens = { least: 3 + 6_000 + 100, most: 5 + 10_000 + 300 };
  expect(once).toEqual({
    calls: { least: 1, most: 1 },
    inputTokens,
    longestPath: 1,
    usd: dollars(inputTokens),
    seconds: assumed,
    ...priced,
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
  const window = { least: 6_000, most: 6_000 };
  expect(trimmed).toEqual({
    calls: { least: 1, most: 1 },
    inputTokens: window,
    longestPath: 1,
    usd: dollars(window),
    seconds: assumed,
    ...priced,
  });
  const summarised = estimate(brief, agent('a', { model: 'small', fit: 'summarise' }, 'brief'));
  const inputTokens = { least: 6_103 + 6_000, most: 10_305 + 6_000 };
  expect(summarised).toEqual({
    calls: { least: 3, most: 3 },
    inputTokens,
    longestPath: 2,
    // Its calls are taken as alike, so a token of each may be rounded up.
    usd: { least: expect.closeTo(121.03 + 60, 1), most: expect.closeTo(163.05 + 600, 1) },
    seconds: { least: 2 * assumed.least, most: 2 * assumed.most },
    ...priced,
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
    usd: { least: once.usd.least, most: 2 * once.usd.most },
    unpricedCalls: { least: 0, most: 0 },
    seconds: { least: once.seconds.least, most: 2 * once.seconds.most },
    secondsFrom: 'assumed',
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
    usd: { least: 81.03, most: expect.closeTo(969.15, 6) },
    unpricedCalls: { least: 0, most: 0 },
    seconds: { least: 4.5, most: expect.closeTo(3 * assumed.most, 6) },
    secondsFrom: 'assumed',
  });
  expect(estimate(brief, agent('a', { form: 'claims' }, 'brief'))).toMatchObject({
    calls: { least: 1, most: 2 },
    inputTokens: { least: plain.inputTokens.least, most: most + 2_300 },
    longestPath: 2,
  });
  expect(
    estimate(brief, agent('a', { family: 'reader', tools: ['calculator'], form: 'claims' }, 'brief')).calls.most,
  ).toBe(0);
});

test('what has no known price is counted apart, and seconds come from earlier calls where there were some', () => {
  const secret = estimate(brief, agent('a', { model: 'secret' }, 'brief'), agent('b', {}, 'brief'));
  expect([secret.unpricedCalls, secret.usd.most]).toEqual([{ least: 1, most: 1 }, 103.05 + 200]);
  const known = estimate(brief, agent('a', { model: 'known' }, 'brief'));
  expect([known.seconds, known.secondsFrom]).toEqual([{ least: 1, most: 3 }, 'history']);
  const chain = estimate(brief, agent('a', { model: 'known' }, 'brief'), agent('b', {}, 'a'));
  expect([chain.seconds, chain.secondsFrom]).toEqual([{ least: 1 + 4.5, most: 3 + assumed.most }, 'both']);
});

test('names each model that is asked once', () => {
  const steps = [brief, agent('a', {}), agent('b', {}), agent('c', { model: 'small' })];
  expect(choicesOf({ version: 1, name: 'Mesh', steps, results: [] })).toEqual([
    { family: 'claude', model: '' },
    { family: 'claude', model: 'small' },
  ]);
});

test('a judge may be asked once, after everybody it judges', () => {
  const voices = [agent('a', {}, 'brief'), agent('b', {}, 'brief')];
  const compare = (judge: Step['args']) => step('compare', 'consensus', judge, 'a', 'b');
  const without = estimate(brief, ...voices, compare({}));
  const judged = estimate(brief, ...voices, compare({ judge: { family: 'claude', model: '', questions: 4 } }));
  expect(judged).toMatchObject({
    calls: { least: without.calls.least, most: without.calls.most + 1 },
    inputTokens: { least: without.inputTokens.least, most: without.inputTokens.most + 5 + 300 + 4 * 250 },
    longestPath: without.longestPath + 1,
  });
});

test('a debate asks everybody once at the least, and in every round at the most, reading what all said', () => {
  const voice = (id: string, args: Step['args'] = {}): Step => ({
    ...agent(id, args),
    inputs: {
      brief: { steps: ['@brief'], many: true, toleratesMissing: false },
      before: { steps: ['@before'], many: false, toleratesMissing: true, optional: true },
    },
  });
  const loop = (rounds: number | undefined, ...voices: Step[]): Step => ({
    ...step('debate', 'loop', rounds === undefined ? {} : { rounds }, 'brief'),
    body: { steps: voices, results: voices.map(({ id }) => id) },
  });
  const found = estimate(brief, loop(undefined, voice('a'), voice('b')));
  expect(found).toMatchObject({ calls: { least: 2, most: 6 }, longestPath: 3, secondsFrom: 'assumed' });
  const once = estimate(brief, agent('a', {}, 'brief'), agent('b', {}, 'brief'));
  // From the second round on each of two reads two answers of 2,000 tokens at most.
  const tokens = { least: once.inputTokens.least, most: 3 * once.inputTokens.most + 2 * 2 * 2 * 2_000 };
  expect(found.inputTokens).toEqual(tokens);
  expect(found.usd).toEqual({
    least: expect.closeTo(tokens.least / 100 + 2 * 20, 6),
    most: expect.closeTo(tokens.most / 100 + 6 * 200, 6),
  });
  expect(found.seconds).toEqual({ least: assumed.least, most: expect.closeTo(3 * assumed.most, 6) });
  const readers = estimate(brief, loop(5, voice('a', { family: 'reader' }), voice('b', { model: 'secret' })));
  expect([readers.calls, readers.unpricedCalls]).toEqual([
    { least: 1, most: 5 },
    { least: 1, most: 5 },
  ]);
});

test('the models in a debate are among the choices', () => {
  const body = { steps: [agent('a', { model: 'x' }), agent('b', { model: 'x' })], results: ['a', 'b'] };
  const loop: Step = { ...step('debate', 'loop', { judge: { family: 'gpt', model: '' } }), body };
  expect(choicesOf({ version: 1, name: 'Mesh', steps: [loop], results: [] })).toEqual([
    { family: 'gpt', model: '' },
    { family: 'claude', model: 'x' },
  ]);
});
