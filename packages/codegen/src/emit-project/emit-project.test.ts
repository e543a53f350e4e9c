import { nodeTypes } from '@parley/nodes';
import { expect, test } from 'vitest';
import { readExample } from '../testing/read-example.ts';
import { emitProject } from './index.ts';

const emit = (name: string, more: Partial<Parameters<typeof emitProject>[0]> = {}) => {
  const { graph, plan, readDocument } = readExample(name);
  return emitProject({ graph, plan, nodeTypes, readDocument, ...more });
};

test('the same mesh gives the same files, sorted', async () => {
  const files = [...(await emit('three-families'))];
  expect([...(await emit('three-families'))]).toEqual(files);
  expect(files.map(([file]) => file)).toEqual(files.map(([file]) => file).toSorted());
});

test('keys are named and never valued, whatever the environment holds', async () => {
  const canary = 'sk-canary-7f3a9c21e5';
  const before = process.env['ANTHROPIC_API_KEY'];
  process.env['ANTHROPIC_API_KEY'] = canary;
  try {
    const files = await emit('three-families');
    expect([...files.values()].some((text) => text.includes(canary))).toBe(false);
    expect(files.get('.env.example')).toMatch(/^ANTHROPIC_API_KEY=$/mu);
  } finally {
    if (before === undefined) delete process.env['ANTHROPIC_API_KEY'];
    else process.env['ANTHROPIC_API_KEY'] = before;
  }
});

test('replies are those of a run, or placeholders that say so', async () => {
  const placeholders = (await emit('three-families')).get('replies.json');
  expect(placeholders).toContain('Placeholders, not words of a model');
  const replies = { People: [{ text: 'As it was said.' }] };
  const recorded = (await emit('three-families', { replies })).get('replies.json') ?? '';
  expect(JSON.parse(recorded)).toMatchObject({ note: expect.stringContaining('Recorded from a run'), replies });
});

test('a title is drawn and told as it is, and never becomes part of the README', async () => {
  const { graph, plan } = readExample('three-families');
  const title = '"]; click n1 "javascript:alert(1)" <img src=x> `x` \u202e*/';
  const hostile = {
    ...plan,
    name: `# ${title}`,
    steps: plan.steps.map((step) => (step.id === 'people' ? { ...step, title } : step)),
  };
  const readme = (await emit('three-families', { graph, plan: hostile })).get('README.md') ?? '';
  expect(readme).not.toMatch(/(?<!\\)<img/u);
  expect(readme).not.toContain('"]; click');
  expect(readme).not.toContain('\u202e');
});
