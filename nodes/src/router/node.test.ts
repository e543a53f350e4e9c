import { expect, test } from 'vitest';
import { routerNode } from './node.ts';

const parse = (config: Record<string, unknown>) => routerNode.config.parse(config);
const compile = (config: Record<string, unknown>) =>
  routerNode.compile?.({ nodeId: 'fork', title: 'Fork', config: parse(config), inputs: {} });

test('only what is asked for becomes a condition', () => {
  expect(compile({})?.args['conditions']).toEqual([
    { measure: 'outcome', among: ['agree'] },
    { measure: 'missing', most: 0 },
  ]);
  expect(
    compile({ settledWhen: 'decided', missing: 2, lead: 66, effective: 1.5, record: 70 })?.args['conditions'],
  ).toEqual([
    { measure: 'decision', among: ['won'] },
    { measure: 'missing', most: 2 },
    { measure: 'lead', least: 0.66 },
    { measure: 'effective', least: 1.5 },
    { measure: 'record', least: 0.7 },
  ]);
  expect(
    compile({ settledWhen: 'any', pattern: 'no-scatter', spread: 40, confidence: 60 })?.args['conditions'],
  ).toEqual([
    { measure: 'missing', most: 0 },
    { measure: 'pattern', among: ['agree', 'lead', 'rival'] },
    { measure: 'spread', most: 0.4 },
    { measure: 'confidence', least: 0.6 },
  ]);
});

test('a side gives what it hands on, and a brief is asked for only where one is handed on', () => {
  const portsOf = (config: Record<string, unknown>) => {
    const { inputs, outputs } = routerNode.ports(parse(config));
    return [inputs.map(({ id }) => id), outputs.map(({ id, type }) => `${id}: ${type}`)];
  };
  expect(portsOf({})).toEqual([
    ['verdict', 'brief'],
    ['settled: verdict', 'open: brief'],
  ]);
  expect(portsOf({ settledGives: 'brief', openGives: 'verdict' })).toEqual([
    ['verdict', 'brief'],
    ['settled: brief', 'open: verdict'],
  ]);
  expect(portsOf({ openGives: 'verdict' })).toEqual([['verdict'], ['settled: verdict', 'open: verdict']]);
});
