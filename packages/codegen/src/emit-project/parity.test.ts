// An exported project against the engine: the same requests on the wire to the byte, the same outputs.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { createTransientHost, runPlan } from '@parley/engine';
import { createEnvironmentGateway, createTokenMeter, defaultProviders, families } from '@parley/models';
import { startTranscriptServer, type TranscriptServer, vendorTranscripts } from '@parley/models/wire-conformance';
import { nodeTypes } from '@parley/nodes';
import { emptyToolbox, ops } from '@parley/runtime';
import type { RunEventBody, Value } from '@parley/spec';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleNames, type Example, readExample } from '../testing/read-example.ts';
import { programOf, type ProjectFolder, writeProject } from '../testing/project-folder.ts';
import { renamePlan } from '../testing/rename-plan.ts';
import { emitProject } from './index.ts';

const run = promisify(execFile);
const lintRules = path.resolve(import.meta.dirname, '../../../../.oxlintrc.json');
const vendors = vendorTranscripts.filter(({ provider: { id } }) => ['anthropic', 'openai', 'google'].includes(id));
const familyOf: Readonly<Record<string, string>> = { anthropic: 'claude', openai: 'gpt', google: 'gemini' };

/** Answers as the example's replies say; the family is in the path. */
function answerFrom(server: TranscriptServer, { replies }: Example): void {
  server.requests.length = 0;
  server.answer(({ path: asked, body }) => {
    const [, id = ''] = asked.split('/');
    const vendor = vendors.find(({ provider }) => provider.id === id);
    const text = JSON.stringify(body);
    const reply = replies.find(
      ({ family, match }) => family === familyOf[id] && match.every((mark) => text.includes(mark)),
    );
    const words = reply?.text ?? `Nobody wrote down what ${id} says here. STANCE: yes`;
    return vendor ? { body: vendor.speak([words]) } : { status: 404, body: '' };
  });
}

function environmentOf({ origin }: TranscriptServer): Record<string, string> {
  return Object.fromEntries(
    vendors.flatMap(({ provider: { id, secret, baseUrlVariable }, baseUrl }) => [
      [secret?.name ?? '', `key-of-nobody-${id}-0001`],
      [baseUrlVariable ?? '', baseUrl(`${origin}/${id}`)],
    ]),
  );
}

/** What was asked, in an order of its own: which of two voices speaks first is chance. */
function askedOf(server: TranscriptServer): string[] {
  return server.requests.map(({ path: asked, body }) => JSON.stringify([asked, body])).toSorted();
}

async function runOnServer(example: Example, env: Record<string, string>): Promise<(Value | undefined)[]> {
  const plan = renamePlan(example.plan);
  const outputs = new Map<string, Value>();
  await runPlan(
    plan,
    createTransientHost({
      ops,
      resources: {
        models: createEnvironmentGateway({ families, providers: defaultProviders, env }),
        documents: { read: (ref) => example.readDocument(ref) },
        tools: emptyToolbox,
        meter: createTokenMeter(),
      },
      emit(event: RunEventBody) {
        if (event.type === 'step-end') outputs.set(event.stepId, event.output);
      },
    }),
  );
  return plan.results.map((id) => outputs.get(id));
}

describe.each(exampleNames)('%s', (name) => {
  const example = readExample(name);
  let folder: ProjectFolder;
  let server: TranscriptServer;
  beforeAll(async () => {
    const { graph, plan, readDocument } = example;
    folder = writeProject(await emitProject({ graph, plan, nodeTypes, readDocument }));
    server = await startTranscriptServer();
  });
  afterAll(async () => {
    folder[Symbol.dispose]();
    await server[Symbol.asyncDispose]();
  });

  test('asks the same on the wire and comes to the same', async () => {
    answerFrom(server, example);
    const expected = await runOnServer(example, environmentOf(server));
    const asked = askedOf(server);
    answerFrom(server, example);
    const { stdout } = await run(process.execPath, ['main.ts', '--json', '--quiet'], {
      cwd: folder.path,
      env: { PATH: process.env['PATH'], ...environmentOf(server) },
      maxBuffer: 64 * 1024 * 1024,
    });
    expect(askedOf(server)).toEqual(asked);
    expect(Object.values(JSON.parse(stdout))).toEqual(JSON.parse(JSON.stringify(expected)));
    expect(expected.length).toBeGreaterThan(0);
  }, 60_000);

  test('type-checks strictly, and lints clean', async () => {
    const checked = await run(programOf('tsc'), ['-p', folder.path], { cwd: folder.path });
    expect(checked.stdout).toBe('');
    await run(
      programOf('oxlint'),
      ['-c', lintRules, '--deny-warnings', 'mesh.ts', 'main.ts', 'serve.ts', 'mesh.test.ts', 'parley'],
      {
        cwd: folder.path,
      },
    );
  }, 60_000);

  test('its own test passes', async () => {
    const { stdout } = await run(process.execPath, ['--test', 'mesh.test.ts'], { cwd: path.resolve(folder.path) });
    expect(stdout).toContain('pass 1');
  }, 60_000);
});
