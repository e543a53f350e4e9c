import type { FamilyStatus } from '@parley/spec';
import { expect, test } from 'vitest';
import { consensusNode } from './node.ts';

const family = (id: string, more: Partial<FamilyStatus> = {}): FamilyStatus => ({
  id,
  title: id.toUpperCase(),
  lineage: id,
  kind: 'model',
  description: '',
  glyph: '',
  provider: '',
  models: [{ id: 'm', title: 'M' }],
  defaultModel: 'm',
  available: true,
  ...more,
});
const families = [
  family('open'),
  family('locked', { available: false, missing: 'key' }),
  family('reader', { kind: 'reader' }),
];
const parse = (config: object) => consensusNode.config.parse({ title: 'Compare', ...config });
const compile = (config: object) =>
  consensusNode.compile?.({ nodeId: 'c', title: 'Compare', config: parse(config), inputs: {} });

test('compiles a judge only where one is named', () => {
  expect(compile({})?.args).toEqual({ rule: 'majority', quorum: 0.66 });
  expect(compile({ judge: 'open', judgeQuestions: 3 })?.args).toEqual({
    rule: 'majority',
    quorum: 0.66,
    judge: { family: 'open', model: '', questions: 3 },
  });
});

test('asks a person only where that is the rule', () => {
  expect(compile({ rule: 'person' })?.args).toEqual({ rule: 'person', quorum: 0.66, settledBy: 'unanimity' });
  expect(compile({ rule: 'ranked', settledBy: 'quorum' })?.args).toEqual({ rule: 'ranked', quorum: 0.66 });
});

test('tells on its card who judges', () => {
  const summaries = [{}, { judge: 'open' }, { judge: 'open', judgeModel: 'm' }].map((config) =>
    consensusNode.summary(parse(config)),
  );
  expect(summaries).toEqual([
    'Most votes decide',
    'Most votes decide; open judges claims',
    'Most votes decide; m judges claims',
  ]);
});

test('a reader cannot judge, and a judge that cannot speak stops no run', () => {
  const check = (config: object) =>
    (consensusNode.check?.(parse(config), families) ?? []).map(({ code, severity, path, fix }) => [
      code,
      severity,
      path,
      fix?.config,
    ]);
  const without = { judge: '', judgeModel: '' };
  expect([check({}), check({ judge: 'open' })]).toEqual([[], []]);
  expect(check({ judge: 'reader' })).toEqual([['bad-config', 'error', ['judge'], without]]);
  expect(check({ judge: 'locked' })).toEqual([['missing-key', 'warning', ['judge'], without]]);
  expect(check({ judge: 'nobody' })).toEqual([['unknown-family', 'warning', ['judge'], without]]);
  expect(check({ judge: 'open', judgeModel: 'x' })).toEqual([
    ['unknown-model', 'warning', ['judgeModel'], { judgeModel: '' }],
  ]);
});
