// What an export plays back, after real runs: it comes to what they came to.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { emitProject } from '@parley/codegen/project';
import { writeProject } from '@parley/codegen/project-folder';
import { say, type Script } from '@parley/models/scripted';
import { nodeTypes } from '@parley/nodes';
import type { Toolbox } from '@parley/runtime';
import { AppError, type Graph, type Value } from '@parley/spec';
import { calculator } from '@parley/tools';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openScriptedRuns, type ScriptedRuns } from '../testing/scripted-runs.ts';
import { readReplies } from './read-replies.ts';

const execute = promisify(execFile);
const repliesSchema = z.array(
  z.strictObject({
    family: z.string(),
    match: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
    text: z.string(),
  }),
);

/** Answers as the example's replies say, each after a while of its own, so that calls end in another order than they began. */
function scriptOf(example: string): Script {
  const file = path.resolve(import.meta.dirname, '../../../examples', example, 'replies.json');
  const replies = repliesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  let calls = 0;
  return (request) => {
    const asked = JSON.stringify([request.system, request.messages]);
    const reply = replies.find(
      ({ family, match }) => family === request.family && match.every((part) => asked.includes(part)),
    );
    if (!reply) return [{ type: 'fail', error: new AppError('internal/bug', `There is no reply for ${asked}`) }];
    calls += 1;
    return [{ type: 'wait', milliseconds: (calls * 37) % 50 }, ...say(reply.text)];
  };
}

/** Plays an export back and writes what it comes to, as its own test does. */
const driver = `import { writeFileSync } from 'node:fs';
import { runMesh } from './mesh.ts';
import { replay } from './parley/replay.ts';
import recorded from './replies.json' with { type: 'json' };

const result = await runMesh(recorded.input, { models: replay(recorded.replies) });
writeFileSync('result.json', JSON.stringify(Object.values(result)));
`;

/** With the ids that a program gives its steps, which are made from titles. */
function renamed(outputs: readonly Value[], { nodes }: Graph): unknown {
  const titleSchema = z.string().transform((title) => title.toLowerCase().replaceAll(' ', '-'));
  const names = new Map(nodes.map(({ id, config }) => [id, titleSchema.parse(config['title'])]));
  // A claim's id begins with the voice's.
  const rename = (text: string) => text.replace(/^[^:]+(?=:\d|$)/u, (id) => names.get(id) ?? id);
  return JSON.parse(JSON.stringify(outputs), (_key, part: unknown) => (typeof part === 'string' ? rename(part) : part));
}

describe.each(['debate', 'escalate', 'intersections', 'three-families'])('%s', (name) => {
  let runs: ScriptedRuns;
  beforeAll(async () => {
    runs = await openScriptedRuns(name, scriptOf(name));
  });
  afterAll(() => runs.close());

  const finish = async (runId: string, graph: Graph): Promise<Value[]> => {
    await runs.insert(runId, { graph, graphId: 'mesh' });
    await runs.sit(runId).over;
    const { status, steps } = await runs.stateOf(runId);
    expect(status).toBe('done');
    return runs.compile(graph).results.flatMap((id) => steps[id]?.output ?? []);
  };

  test('an export holds the replies of the last run and comes to the same on them', async () => {
    const { db, graph, compile } = runs;
    const plan = compile(graph);
    expect(await readReplies(db, 'mesh', plan)).toBeUndefined();
    const outputs = await finish('first', graph);
    const replies = await readReplies(db, 'mesh', plan);
    if (!replies) throw new Error('There are no replies.');
    const readDocument = () => Promise.reject(new Error('the text is pasted'));
    using folder = writeProject(await emitProject({ graph, plan, nodeTypes, readDocument, replies }));
    writeFileSync(path.join(folder.path, 'driver.mjs'), driver);
    await execute(process.execPath, ['driver.mjs'], { cwd: folder.path });
    const found: unknown = JSON.parse(readFileSync(path.join(folder.path, 'result.json'), 'utf8'));
    expect(found).toEqual(renamed(outputs, graph));
    const { stdout } = await execute(process.execPath, ['--test', 'mesh.test.ts'], { cwd: folder.path });
    expect(stdout).toContain('pass 1');
  }, 60_000);

  test('a run of another plan, and one that did not end, are not used', async () => {
    const { db, graph, compile } = runs;
    const replies = await readReplies(db, 'mesh', compile(graph));
    const edited = {
      ...graph,
      nodes: graph.nodes.map((node) =>
        node.type === 'agent' ? { ...node, config: { ...node.config, title: 'Renamed' } } : node,
      ),
    };
    expect(await readReplies(db, 'mesh', compile(edited))).toBeUndefined();
    await runs.insert('waits', { graph: edited, graphId: 'mesh' });
    expect(await readReplies(db, 'mesh', compile(edited))).toBeUndefined();
    // Nor does a later run of another plan take the place of the one that counts.
    await finish('edited', edited);
    expect(Object.keys((await readReplies(db, 'mesh', compile(edited))) ?? {})).toContain('Renamed');
    expect(await readReplies(db, 'mesh', compile(graph))).toEqual(replies);
    expect(replies).not.toHaveProperty('Renamed');
    expect(await readReplies(db, 'another', compile(graph))).toBeUndefined();
  }, 60_000);
});

test('an agent that called tools is played back as it answered after them', async () => {
  const tools: Toolbox = { find: async () => ({ tools: [calculator], missing: [] }) };
  const runs = await openScriptedRuns(
    'three-families',
    ({ family, tools: offered = [], messages }) => {
      const call = { id: 'one', tool: calculator.name, input: { expression: '6 * 7' } };
      if (offered.length === 0 || messages.some(({ role }) => role === 'tool')) {
        return say(`This is ${family}.\n\nSTANCE: yes`);
      }
      return [
        { type: 'tool-call', call },
        { type: 'finish', outcome: 'tool-calls' },
      ];
    },
    tools,
  );
  try {
    const nodes = runs.graph.nodes.map((node) =>
      node.type === 'agent' ? { ...node, config: { ...node.config, tools: [calculator.id] } } : node,
    );
    const graph = { ...runs.graph, nodes };
    const plan = runs.compile(graph);
    await runs.insert('tools', { graph, graphId: 'mesh' });
    await runs.sit('tools').over;
    const replies = await readReplies(runs.db, 'mesh', plan);
    expect(replies?.['Money']).toEqual([
      { text: '', toolCalls: [{ id: 'one', tool: 'calculator', input: { expression: '6 * 7' } }] },
      { text: 'This is gpt.\n\nSTANCE: yes' },
    ]);
    if (!replies) return;
    const readDocument = () => Promise.reject(new Error('the text is pasted'));
    using folder = writeProject(await emitProject({ graph, plan, nodeTypes, readDocument, replies }));
    writeFileSync(path.join(folder.path, 'driver.mjs'), driver);
    await execute(process.execPath, ['driver.mjs'], { cwd: folder.path });
    const { stdout } = await execute(process.execPath, ['--test', 'mesh.test.ts'], { cwd: folder.path });
    expect(stdout).toContain('pass 1');
    expect(readFileSync(path.join(folder.path, 'result.json'), 'utf8')).toContain('This is claude.');
  } finally {
    await runs.close();
  }
}, 60_000);
