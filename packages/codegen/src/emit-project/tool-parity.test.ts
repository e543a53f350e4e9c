// An agent with tools, exported and in the engine: the same calls on the wire in both turns, the same answer.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { compileGraph } from '@parley/compiler';
import { createTransientHost, runPlan } from '@parley/engine';
import { createEnvironmentGateway, createTokenMeter, defaultProviders, families } from '@parley/models';
import { startTranscriptServer, type TranscriptServer, vendorTranscripts } from '@parley/models/wire-conformance';
import { nodeTypes } from '@parley/nodes';
import { ops } from '@parley/runtime';
import type { Graph, Plan, Value } from '@parley/spec';
import { calculator, createDocumentsTool, createEgressGuard, createPageTool, createToolbox } from '@parley/tools';
import { expect, test } from 'vitest';
import { readExample } from '../testing/read-example.ts';
import { programOf, writeProject } from '../testing/project-folder.ts';
import { renamePlan } from '../testing/rename-plan.ts';
import { emitProject } from './index.ts';

const run = promisify(execFile);
const { readDocument, graph: example } = readExample('first-mesh');
const lintRules = path.resolve(import.meta.dirname, '../../../../.oxlintrc.json');
const anthropic = vendorTranscripts.find(({ provider: { id } }) => id === 'anthropic');

/** One agent with documents and these tools. */
function meshWith(tools: readonly string[]): { graph: Graph; plan: Plan } {
  const kept = ['question', 'regulation', 'result'];
  const nodes = example.nodes
    .filter(({ id }) => kept.includes(id))
    .map((node) =>
      node.id === 'regulation' ? { ...node, config: { ...node.config, family: 'claude', tools: [...tools] } } : node,
    );
  const edges = example.edges.flatMap((edge) => {
    if (edge.target === 'result') return [{ ...edge, source: 'regulation', sourcePort: 'answer' }];
    return kept.includes(edge.source) && kept.includes(edge.target) ? [edge] : [];
  });
  const graph = { ...example, nodes, edges };
  const compiled = compileGraph(graph, { nodeTypes, families: [] });
  if ('diagnostics' in compiled) throw new Error(JSON.stringify(compiled.diagnostics));
  return { graph, plan: compiled.plan };
}

const event = (data: { readonly type: string } & Readonly<Record<string, unknown>>) =>
  `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;

/** A turn that calls these tools, as Anthropic streams it. */
function calling(calls: readonly (readonly [name: string, input: unknown])[]): string {
  const usage = { input_tokens: 30, output_tokens: 1 };
  const message = { id: 'msg_01', type: 'message', role: 'assistant', model: 'claude-sonnet-5-5', content: [], usage };
  return [
    event({ type: 'message_start', message }),
    ...calls.flatMap(([name, input], index) => [
      event({
        type: 'content_block_start',
        index,
        content_block: { type: 'tool_use', id: `toolu_0${index}`, name, input: {} },
      }),
      event({
        type: 'content_block_delta',
        index,
        delta: { type: 'input_json_delta', partial_json: JSON.stringify(input) },
      }),
      event({ type: 'content_block_stop', index }),
    ]),
    event({ type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 9 } }),
    event({ type: 'message_stop' }),
  ].join('');
}

/** Calls once, then says what it found; keeps the bodies in order. */
function answerTwice(server: TranscriptServer, calls: Parameters<typeof calling>[0]): void {
  server.requests.length = 0;
  server.reply({ body: calling(calls) }, { body: anthropic?.speak(['It comes to 1280.08.']) ?? '' });
}

const bodiesOf = (server: TranscriptServer): unknown[] => server.requests.map(({ body }) => body);

async function runInEngine(plan: Plan, env: Record<string, string>): Promise<(Value | undefined)[]> {
  const renamed = renamePlan(plan);
  const outputs = new Map<string, Value>();
  await runPlan(
    renamed,
    createTransientHost({
      ops,
      resources: {
        models: createEnvironmentGateway({ families, providers: defaultProviders, env }),
        documents: { read: (ref) => readDocument(ref) },
        tools: createToolbox([calculator, createDocumentsTool(), createPageTool(createEgressGuard())]),
        meter: createTokenMeter(),
      },
      emit(told) {
        if (told.type === 'step-end') outputs.set(told.stepId, told.output);
      },
    }),
  );
  return renamed.results.map((id) => outputs.get(id));
}

test('an agent calls the tools that came along as the server would, and tells of one that did not', async () => {
  const mesh = meshWith(['calculator', 'documents', 'page', 'mcp/desk/find']);
  const calls = [
    ['calculator', { expression: 'round(1250 * (1 + 2.406%), 2)' }],
    ['search_documents', { query: 'loan interest', limit: 2 }],
    // Refused before anything is asked: the guard came along too.
    ['read_page', { url: 'http://127.0.0.1/' }],
  ] as const;
  using folder = writeProject(await emitProject({ ...mesh, nodeTypes, readDocument }));
  await using server = await startTranscriptServer();
  const env = {
    ANTHROPIC_API_KEY: 'key-of-nobody-0001',
    [anthropic?.provider.baseUrlVariable ?? '']: anthropic?.baseUrl(server.origin) ?? '',
  };

  answerTwice(server, calls);
  const expected = await runInEngine(mesh.plan, env);
  const asked = bodiesOf(server);
  answerTwice(server, calls);
  const { stdout } = await run(process.execPath, ['main.ts', '--json', '--quiet'], {
    cwd: folder.path,
    env: { PATH: process.env['PATH'], ...env },
    maxBuffer: 64 * 1024 * 1024,
  });

  expect(bodiesOf(server)).toEqual(asked);
  expect(asked).toHaveLength(2);
  const results = JSON.stringify(asked[1]);
  expect(results).toContain('= 1280.08');
  expect(results).toContain('2 passages, the best first.');
  expect(results).toContain('leads to this machine, which is not fetched');
  expect(Object.values(JSON.parse(stdout))).toEqual(JSON.parse(JSON.stringify(expected)));
  expect(JSON.stringify(expected)).toContain('mcp/desk/find');
}, 60_000);

test('a project with every tool type-checks strictly, lints clean and reads a page in a thread of its own', async () => {
  const mesh = meshWith(['calculator', 'documents', 'page', 'mcp/desk/find']);
  const files = await emitProject({ ...mesh, nodeTypes, readDocument });
  using folder = writeProject(files);
  // What the README says of a tool that did not come along is code that compiles.
  const shown = [...(files.get('README.md') ?? '').matchAll(/```ts\n(.*?)```/gsu)].at(-1)?.[1] ?? '';
  expect(shown).toContain('tools: [tool]');
  writeFileSync(
    path.join(folder.path, 'shown.ts'),
    `import { runMesh } from './mesh.ts';\n${shown}\nexport { result };\n`,
  );
  const { stdout } = await run(programOf('tsc'), ['-p', folder.path], { cwd: folder.path });
  expect(stdout).toBe('');
  await run(programOf('oxlint'), ['-c', lintRules, '--deny-warnings', 'main.ts', 'parley'], { cwd: folder.path });
  const script = `import { readInWorker } from './parley/tools/page/read-in-worker.ts';
const page = '<title>Meters</title><article><h1>Meters</h1><p>A <b>meter</b> counts.</p></article>';
const { signal } = new AbortController();
process.stdout.write(JSON.stringify(await readInWorker(page, 'https://example.org/', signal, 20_000)));`;
  writeFileSync(path.join(folder.path, 'read.mjs'), script);
  const read = await run(process.execPath, ['read.mjs'], { cwd: folder.path });
  expect(JSON.parse(read.stdout)).toEqual({
    title: 'Meters',
    markdown: expect.stringContaining('A **meter** counts.'),
  });
}, 60_000);

test('its own test passes on a recorded run with tools, without those that only main.ts hands in', async () => {
  const called = [
    { id: '1', tool: 'calculator', input: { expression: '6 * 7' } },
    { id: '2', tool: 'read_page', input: { url: 'https://example.org/' } },
  ];
  const replies = { Regulation: [{ text: '', toolCalls: called }, { text: 'It comes to 42.' }] };
  const mesh = meshWith(['calculator', 'page']);
  using folder = writeProject(await emitProject({ ...mesh, nodeTypes, readDocument, replies }));
  const { stdout } = await run(process.execPath, ['--test', 'mesh.test.ts'], { cwd: folder.path });
  expect(stdout).toContain('pass 1');
}, 60_000);

test('only the tools that are used come along', async () => {
  const filesWith = async (tools: readonly string[]) => {
    const files = await emitProject({ ...meshWith(tools), nodeTypes, readDocument });
    return {
      folders: new Set([...files.keys()].flatMap((file) => /^parley\/tools\/(\w+)\//u.exec(file)?.[1] ?? [])),
      manifest: files.get('package.json') ?? '',
      readme: files.get('README.md') ?? '',
      main: files.get('main.ts') ?? '',
    };
  };
  const none = await filesWith([]);
  expect(none.folders).toEqual(new Set());
  expect(none.manifest).not.toMatch(/mathjs|undici/u);
  expect(none.readme).not.toContain('tools:');
  const portable = await filesWith(['calculator', 'documents']);
  expect(portable.folders).toEqual(new Set(['calculator', 'documents']));
  expect(portable.manifest).toContain('"mathjs": "15.2.0"');
  expect(portable.main).toBe(none.main);
  const page = await filesWith(['page', 'mcp/desk/find']);
  expect(page.folders).toEqual(new Set(['egress', 'page']));
  expect(page.manifest).toContain('"undici"');
  expect(page.main).toContain('tools: nodeTools');
  expect(page.readme).toContain('`mcp/desk/find`');
});
