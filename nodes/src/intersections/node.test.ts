import type { FamilyStatus } from '@parley/spec';
import { expect, test } from 'vitest';
import { intersectionsNode } from './node.ts';

const family = (id: string, more: Partial<FamilyStatus>): FamilyStatus => ({
  id,
  title: id.toUpperCase(),
  lineage: id,
  kind: 'model',
  description: '',
  glyph: '',
  provider: '',
  models: [],
  defaultModel: '',
  available: true,
  ...more,
});
const families = [
  family('reader', { kind: 'reader' }),
  family('open', {}),
  family('locked', { available: false, missing: 'key' }),
];
const check = (config: Record<string, unknown>) =>
  (intersectionsNode.check?.(intersectionsNode.config.parse(config), families) ?? []).map((fault) => ({
    code: fault.code,
    severity: fault.severity,
    path: fault.path,
    fix: fault.fix?.config,
  }));

test('an explorer is a model that can speak', () => {
  const explore = { family: 'open', model: '' };
  expect(check({ family: 'open' })).toEqual([]);
  expect([
    ...check({}),
    ...check({ family: 'reader' }),
    ...check({ family: 'locked' }),
    ...check({ family: 'x' }),
  ]).toEqual([
    { code: 'bad-config', severity: 'error', path: ['family'], fix: explore },
    { code: 'bad-config', severity: 'error', path: ['family'], fix: explore },
    { code: 'missing-key', severity: 'error', path: ['family'], fix: explore },
    { code: 'unknown-family', severity: 'error', path: ['family'], fix: explore },
  ]);
});

test('a judge that cannot speak stops nothing; a reader never judges', () => {
  const without = { judge: '', judgeModel: '' };
  expect(check({ family: 'open', judge: 'locked' })).toEqual([
    { code: 'missing-key', severity: 'warning', path: ['judge'], fix: without },
  ]);
  expect(check({ family: 'open', judge: 'reader' })).toEqual([
    { code: 'bad-config', severity: 'error', path: ['judge'], fix: without },
  ]);
});

test('a budget that holds no cell is an error with the least that does', () => {
  expect(check({ family: 'open', judge: 'open', budget: 2 })).toEqual([
    { code: 'bad-config', severity: 'error', path: ['budget'], fix: { budget: 4 } },
  ]);
  expect(check({ family: 'open', controls: false, budget: 1 })).toEqual([]);
});

test('compiles pairs only where they were picked', () => {
  const picked = [{ first: 'law', second: 'trade' }];
  const compile = (config: Record<string, unknown>) =>
    intersectionsNode.compile?.({
      nodeId: 'n',
      title: 'N',
      config: intersectionsNode.config.parse({ family: 'open', ...config }),
      inputs: {},
    });
  expect(compile({ picked })).toEqual({
    op: 'intersect',
    args: {
      family: 'open',
      model: '',
      instructions: '',
      choose: 'promising',
      picked: [],
      budget: 24,
      ideas: 1,
      controls: true,
    },
    inputs: {},
  });
  expect(compile({ picked, cells: 'picked', judge: 'open' })?.args).toMatchObject({
    choose: 'picked',
    picked,
    judge: { family: 'open', model: '' },
  });
});
