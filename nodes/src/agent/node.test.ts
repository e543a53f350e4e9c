import { expect, test } from 'vitest';
import { agentNode } from './node.ts';

const agent = (config: object) => agentNode.config.parse({ title: 'Market', ...config });

test('adds the voice it is bound to', () => {
  expect(agentNode.voice?.(agent({ family: 'claude', model: 'm', domain: ' trade ' }))).toEqual({
    family: 'claude',
    model: 'm',
    domain: 'trade',
  });
});

test.each([
  [{ domain: 'trade', family: 'claude' }, 'trade · claude'],
  [{ domain: '', family: 'claude' }, 'claude'],
  [{ domain: 'trade', family: 'claude', model: 'claude-one' }, 'trade · claude-one'],
])('summarises %j', (config, summary) => {
  expect(agentNode.summary(agent(config))).toBe(summary);
});

test.each([
  [[], undefined],
  [['yes', 'no'], undefined],
  [['yes'], '"Market" has one stance to choose from. Add another, or remove it to ask for no choice.'],
  [['Yes', 'no', 'yes'], '"Market" has the same stance twice. Remove one of them.'],
])('of the stances %j it says %j', (stances, message) => {
  expect(agentNode.check?.(agent({ stances }), [])).toEqual(
    message === undefined ? [] : [{ code: 'bad-config', severity: 'error', message, path: ['stances'] }],
  );
});

test.each([
  ['go-on', {}],
  ['stop', { onFailure: 'stop' }],
  ['ask', { onFailure: 'ask' }],
])('compiles the failure policy %j to %j of its step', (onFailure, expected) => {
  const inputs = { brief: { steps: ['in'], many: true, toleratesMissing: false } };
  const draft = agentNode.compile?.({ nodeId: 'n', title: 'N', config: agent({ onFailure }), inputs });
  expect({ ...draft, args: {} }).toEqual({ op: 'generate', args: {}, inputs, ...expected });
});
