// Random meshes as programs: they type-check strictly, and come to the same as in the engine. PARLEY_FUZZ raises how many.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { compileGraph } from '@parley/compiler';
import { createTransientHost, runPlan } from '@parley/engine';
import { createTokenMeter, families } from '@parley/models';
import { nodeTypes } from '@parley/nodes';
import { ops } from '@parley/runtime';
import { AppError, type FamilyStatus, type Graph, opNames, type Plan, type Value } from '@parley/spec';
import { calculator, createToolbox } from '@parley/tools';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { printMesh } from '../print-mesh.ts';
import { type ProjectFolder, programOf, writeProject } from '../testing/project-folder.ts';
import { randomMesh } from '../testing/random-graph.ts';
import { renamePlan } from '../testing/rename-plan.ts';
import { createScriptedVoices } from '../testing/scripted-voices.ts';
import { emitProject } from './index.ts';
import { writeRuntime } from './runtime-files.ts';

const run = promisify(execFile);
const count = Number(process.env['PARLEY_FUZZ'] ?? 60);
const voices: readonly FamilyStatus[] = families.map(({ routes: _, licence: __, trainingTerms: ___, ...family }) => ({
  ...family,
  provider: 'scripted',
  available: true,
}));

/** Titles that differ, and no documents: ids and files are tested elsewhere. */
function plainMesh(graph: Graph): { graph: Graph; plan: Plan } {
  const nodes = graph.nodes.map((node, index) => ({
    ...node,
    config: { ...node.config, title: `Step ${index}`, ...('documents' in node.config && { documents: [] }) },
  }));
  const plain = { ...graph, nodes };
  const compiled = compileGraph(plain, { nodeTypes, families: [] });
  if ('diagnostics' in compiled) throw new Error(JSON.stringify(compiled.diagnostics));
  return { graph: plain, plan: compiled.plan };
}

/** What the engine comes to: its outputs in order, or that the run failed. */
async function runInEngine(plan: Plan): Promise<unknown> {
  const renamed = renamePlan(plan);
  const outputs = new Map<string, Value>();
  const end = await runPlan(
    renamed,
    createTransientHost({
      ops,
      resources: {
        models: createScriptedVoices(voices, () => new AppError('provider/refused-request', 'It failed.')),
        documents: { read: () => Promise.reject(new Error('There are no documents.')) },
        tools: createToolbox([calculator]),
        meter: createTokenMeter(),
      },
      emit(event) {
        if (event.type === 'step-end') outputs.set(event.stepId, event.output);
      },
    }),
  );
  // In an order of their own: a program tells its outputs in the order of its code.
  return end.status === 'done'
    ? renamed.results.map((id) => JSON.stringify(outputs.get(id) ?? null)).toSorted()
    : 'failed';
}

const driver = `import { writeFileSync } from 'node:fs';
import { AppError } from './parley/spec/app-error.ts';
import { createScriptedVoices } from './scripted-voices.ts';
import voices from './voices.json' with { type: 'json' };

const models = createScriptedVoices(voices, () => new AppError('provider/refused-request', 'It failed.'));
const results = [];
for (let index = 0; index < ${count}; index += 1) {
  const { runMesh } = await import(\`./mesh-\${index}.ts\`);
  try {
    const result = await runMesh({}, { models });
    results.push(Object.values(result).map((value) => JSON.stringify(value ?? null)).toSorted());
  } catch (error) {
    results.push(error.name === 'MeshError' ? 'failed' : String(error.stack));
  }
}
writeFileSync('results.json', JSON.stringify(results));
`;

const meshes = fc.sample(randomMesh, { numRuns: count, seed: 20_261_123 });
const plain = meshes.map(({ graph }) => plainMesh(graph));
let folder: ProjectFolder;
const write = (file: string, text: string) => writeFileSync(path.join(folder.path, file), text);

beforeAll(async () => {
  const [first] = plain;
  if (!first) throw new Error('There is no mesh.');
  const base = await emitProject({ ...first, nodeTypes, readDocument: () => Promise.reject(new Error('none')) });
  const everything = writeRuntime({ ops: opNames, families: [], readyProviders: [], tools: ['calculator'] });
  // Any of the meshes may use the tool, and the folder is all of theirs.
  const manifest = JSON.parse(base.get('package.json') ?? '{}');
  const dependencies = { ...manifest.dependencies, ...Object.fromEntries(everything.dependencies) };
  const shared = ['package.json', JSON.stringify({ ...manifest, dependencies })] as const;
  folder = writeProject(new Map([...base, ...everything.files, shared]));
  for (const [index, { graph, plan }] of plain.entries()) {
    write(`mesh-${index}.ts`, printMesh(plan, { graph, nodeTypes }).code);
  }
  write('tsconfig.json', (base.get('tsconfig.json') ?? '').replace('"*.ts"', '"mesh-*.ts", "hostile-*.ts"'));
});
afterAll(() => folder[Symbol.dispose]());

test(
  `${count} random meshes type-check strictly, whatever their titles`,
  async () => {
    for (const [index, { graph, plan }] of meshes.entries()) {
      write(`hostile-${index}.ts`, printMesh(plan, { graph, nodeTypes }).code);
    }
    const tsc = run(programOf('tsc'), ['-p', '.', '--listFilesOnly'], { cwd: folder.path });
    const checked = (await tsc).stdout.split('\n').filter((file) => /\/(?:mesh|hostile)-\d+\.ts$/u.test(file));
    expect(checked.length).toBe(2 * count);
    const told = await run(programOf('tsc'), ['-p', '.'], { cwd: folder.path }).catch((error: unknown) => error);
    expect(told).toEqual({ stdout: '', stderr: '' });
  },
  60_000 + 500 * count,
);

test(
  `${count} random meshes come to the same as programs`,
  async () => {
    const source = readFileSync(path.join(import.meta.dirname, '../testing/scripted-voices.ts'), 'utf8');
    write('scripted-voices.ts', source);
    write('voices.json', JSON.stringify(voices));
    write('driver.mjs', driver);

    const expected = [];
    for (const { plan } of plain) expected.push(await runInEngine(plan));
    await run(process.execPath, ['driver.mjs'], { cwd: folder.path });
    const found: unknown = JSON.parse(readFileSync(path.join(folder.path, 'results.json'), 'utf8'));
    expect(found).toEqual(expected);
    expect(expected.filter((result) => result !== 'failed').length).toBeGreaterThan(count / 10);
  },
  120_000 + 1_000 * count,
);
