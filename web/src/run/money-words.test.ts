import type { StepState } from '@parley/spec';
import { expect, it } from 'vitest';
import { costOf, costWords, stepCost } from './money-words.ts';

const step: StepState = {
  stepId: 's',
  nodeId: 'n',
  title: 'Claude',
  op: 'generate',
  status: 'done',
  text: '',
  reasoning: '',
  passages: [],
  attempt: 1,
  reused: false,
};
const usage = { inputTokens: 10, outputTokens: 1 };
const spend = { family: 'claude', provider: 'anthropic', model: 'opus', ...usage };

it('tells a cost, the least of it, or that nobody knows', () => {
  expect([
    costWords({ usd: 0.00416, unpricedTokens: 0 }),
    costWords({ usd: 0, unpricedTokens: 0 }),
    costWords({ usd: 0.12, unpricedTokens: 5 }),
    costWords({ usd: 0, unpricedTokens: 5 }),
  ]).toEqual(['$0.0042', '$0', 'at least $0.12', 'price unknown']);
});

it('tells what a step and a run cost, and nothing of steps that called nobody', () => {
  const paid = { ...step, usage, spends: [{ ...spend, usd: 0.5 }] };
  const old = { ...step, stepId: 'old', usage };
  expect([stepCost(step), stepCost(paid), stepCost(old)]).toEqual([undefined, '$0.50', 'price unknown']);
  expect([costOf({ s: step }), costOf({ s: paid, old })]).toEqual([undefined, 'at least $0.50']);
});
