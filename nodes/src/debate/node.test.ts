import { expect, test } from 'vitest';
import { debateNode } from './node.ts';

const parse = (config: object) => debateNode.config.parse({ title: 'Debate', ...config });

test('compiles to a loop with what stands in it and what a consensus is told', () => {
  const body = { steps: [], results: [] };
  const compile = (config: object) =>
    debateNode.compile?.({ nodeId: 'd', title: 'D', config: parse(config), inputs: {}, body });
  expect(compile({})).toEqual({
    op: 'loop',
    args: { rounds: 3, until: 'agreed', rule: 'majority', quorum: 0.66 },
    inputs: {},
    body,
  });
  expect(compile({ rounds: 5, until: 'unmoved', rule: 'quorum', judge: 'gpt' })?.args).toEqual({
    rounds: 5,
    until: 'unmoved',
    rule: 'quorum',
    quorum: 0.66,
    judge: { family: 'gpt', model: '', questions: 12 },
  });
});

test('tells on its card how long it may go on and what decides', () => {
  expect(debateNode.summary(parse({ rounds: 2, judge: 'gpt' }))).toBe(
    'Up to 2 rounds · Most votes decide; gpt judges claims',
  );
});

test('one round is no debate, and six are too many', () => {
  expect([1, 2, 5, 6].map((rounds) => debateNode.config.safeParse({ rounds }).success)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
