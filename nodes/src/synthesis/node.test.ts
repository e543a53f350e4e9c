import type { FamilyStatus } from '@parley/spec';
import { expect, test } from 'vitest';
import { synthesisNode } from './node.ts';

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
const check = (writer: string) => synthesisNode.check?.(synthesisNode.config.parse({ family: writer }), families);
const fix = { label: 'Join the answers without a model', config: { family: '', model: '' } };

test('no writer and a model that can speak are both fine', () => {
  expect([check(''), check('open')]).toEqual([[], []]);
});

test('a reader cannot write', () => {
  expect(check('reader')).toEqual([
    {
      code: 'bad-config',
      severity: 'error',
      message:
        '"Synthesis" has READER as its writer, but a local reader quotes and never writes. Choose a model family, or no writer.',
      path: ['family'],
      fix,
    },
  ]);
});

test('a writer that cannot speak is repaired by doing without one, never by a reader', () => {
  expect([...(check('locked') ?? []), ...(check('nobody') ?? [])].map(({ code, fix }) => [code, fix])).toEqual([
    ['missing-key', fix],
    ['unknown-family', fix],
  ]);
});

test('summarises who writes', () => {
  expect(
    [{}, { family: 'open' }, { family: 'open', model: 'm' }].map((config) =>
      synthesisNode.summary(synthesisNode.config.parse(config)),
    ),
  ).toEqual(['Joins the answers, calls no model', 'Written by open', 'Written by m']);
});
