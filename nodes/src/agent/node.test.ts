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

const compileArgs = (config: object) =>
  agentNode.compile?.({ nodeId: 'a', title: 'Market', config: agent(config), inputs: {} }).args;

test('what a plan says of tools and claims is said only when it is asked for', () => {
  const plain = compileArgs({});
  expect(Object.keys(plain ?? {})).toEqual(['family', 'model', 'domain', 'instructions', 'stances', 'passages', 'fit']);
  expect(compileArgs({ form: 'claims', tools: ['calculator'], toolRounds: 3 })).toEqual({
    ...plain,
    form: 'claims',
    tools: ['calculator'],
    toolRounds: 3,
  });
});

test('asks for a ranking only of stances', () => {
  expect(compileArgs({ choice: 'ranking' })).toEqual(compileArgs({}));
  const stances = ['go', 'wait'];
  expect(compileArgs({ stances, choice: 'ranking' })).toEqual({ ...compileArgs({ stances }), choice: 'ranking' });
});

test('a reader with tools or claims is warned of, with a repair for each', () => {
  const family = (id: string, kind: 'reader' | 'model') => ({
    id,
    title: id,
    lineage: id,
    kind,
    description: '',
    glyph: '',
    provider: '',
    models: [],
    defaultModel: '',
    available: true,
  });
  const families = [family('reader', 'reader'), family('claude', 'model')];
  const asked = { form: 'claims', tools: ['calculator'] };
  const faults = agentNode.check?.(agent({ ...asked, family: 'reader' }), families) ?? [];
  expect(faults.map(({ severity, path, fix }) => [severity, path, fix?.config])).toEqual([
    ['warning', ['form'], { form: 'text' }],
    ['warning', ['tools'], { tools: [] }],
  ]);
  expect(agentNode.check?.(agent({ ...asked, family: 'claude' }), families)).toEqual([]);
});
