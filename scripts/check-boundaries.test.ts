// Plants one of each violation in a small workspace and expects each to be reported, and nothing else.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkBoundaries } from './check-boundaries.ts';

let root: string;

function plant(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function manifest(id: string, dependencies: readonly string[] = [], devDependencies: readonly string[] = []): string {
  const versions = (list: readonly string[]): Record<string, string> =>
    Object.fromEntries(list.map((name) => [name, '1.0.0']));
  return JSON.stringify({
    name: `@parley/${id}`,
    dependencies: versions(dependencies),
    devDependencies: versions(devDependencies),
  });
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parley-boundaries-'));
  plant({
    'packages/spec/package.json': manifest('spec', ['zod']),
    'packages/spec/src/index.ts': "export * from './graph.ts';\n",
    'packages/spec/src/graph.ts': "import { z } from 'zod';\nexport const graph = z.object({});\n",
    'packages/engine/package.json': manifest('engine', ['@parley/spec']),
    'packages/engine/src/index.ts': "export { graph } from '@parley/spec';\n",
    'packages/models/package.json': manifest('models', ['@parley/spec', 'openai']),
    'packages/models/src/providers/openai/provider.ts': "import OpenAI from 'openai';\nnew OpenAI();\n",
    'nodes/package.json': manifest('nodes', ['@parley/spec']),
    'nodes/src/index.ts': "import './agent/node.ts';\nimport './note/node.ts';\n",
    'nodes/src/agent/node.ts': "export const agent = { type: 'agent' };\n",
    'nodes/src/note/node.ts': "export const note = { type: 'note' };\n",
    'nodes/src/note/card.tsx': "import { memo } from 'react';\nmemo(() => null);\n",
    'server/package.json': manifest('server', ['@parley/engine', '@parley/nodes', '@parley/spec']),
    'server/src/index.ts': "import '@parley/engine';\nexport type AppType = string;\n",
    'web/package.json': manifest('web', ['@parley/models', '@parley/spec', 'react'], ['@parley/server']),
    'web/src/main.tsx':
      "import type { AppType } from '@parley/server';\nimport '@parley/models/catalogue';\nimport 'react';\nexport type A = AppType;\n",
  });
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test('a workspace that keeps the boundaries has no faults', () => {
  expect(checkBoundaries(root)).toEqual([]);
});

test('tests may import what the manifest declares for development', () => {
  plant({
    'packages/engine/package.json': manifest('engine', ['@parley/spec'], ['@parley/nodes']),
    'packages/engine/src/index.test.ts': "import '@parley/nodes';\n",
  });
  expect(checkBoundaries(root)).toEqual([]);
});

test.each<[string, Record<string, string>, string]>([
  [
    'a manifest that names a package it must not use',
    { 'packages/engine/package.json': manifest('engine', ['@parley/spec', '@parley/nodes']) },
    'packages/engine/package.json: engine must not depend on @parley/nodes',
  ],
  [
    'a package that the table does not know',
    { 'packages/helpers/package.json': manifest('helpers') },
    'packages/helpers/package.json: @parley/helpers is not in the table of scripts/check-boundaries.ts',
  ],
  [
    'spec with a dependency besides zod',
    { 'packages/spec/package.json': manifest('spec', ['zod', 'lodash']) },
    'packages/spec/package.json: spec may depend on zod only, not on lodash',
  ],
  [
    'a provider SDK in another manifest',
    { 'server/package.json': manifest('server', ['@parley/engine', 'openai']) },
    'server/package.json: only models may depend on openai',
  ],
  [
    'an import that the manifest does not declare',
    { 'packages/engine/src/index.ts': "import '@parley/nodes';\n" },
    'packages/engine/src/index.ts:1: @parley/nodes is not declared in packages/engine/package.json',
  ],
  [
    'a dynamic import that the manifest does not declare',
    { 'packages/engine/src/index.ts': "export const load = () =>\n  import('@parley/nodes');\n" },
    'packages/engine/src/index.ts:2: @parley/nodes is not declared in packages/engine/package.json',
  ],
  [
    'the web app with a value from the server',
    { 'web/src/main.tsx': "import { app } from '@parley/server';\napp();\n" },
    'web/src/main.tsx:1: @parley/server is a development dependency: take types only',
  ],
  [
    'the web app with the server as a dependency',
    { 'web/package.json': manifest('web', ['@parley/models', '@parley/spec', '@parley/server', 'react']) },
    'web/package.json: web must not depend on @parley/server',
  ],
  [
    'the web app with all of models',
    { 'web/src/main.tsx': "import '@parley/models';\n" },
    'web/src/main.tsx:1: the web app may take values from @parley/models/catalogue only',
  ],
  [
    'the charting library outside its wrapper',
    {
      'web/package.json': manifest('web', ['@parley/models', '@parley/spec', 'react', 'echarts'], ['@parley/server']),
      'web/src/charts/draw-chart.ts': "import { init } from 'echarts/core';\ninit();\n",
      'web/src/picture.ts': "import 'echarts';\n",
    },
    'web/src/picture.ts:1: echarts is imported outside web/src/charts/',
  ],
  [
    'a file outside the package',
    { 'server/src/index.ts': "import '../../packages/spec/src/graph.ts';\n" },
    'server/src/index.ts:1: ../../packages/spec/src/graph.ts reaches out of server',
  ],
  [
    'a node type that imports another',
    { 'nodes/src/note/node.ts': "export { agent } from '../agent/node.ts';\n" },
    'nodes/src/note/node.ts:1: a node type must not import another one (note imports agent)',
  ],
  [
    'React outside a card',
    { 'nodes/src/note/node.ts': "import 'react';\n" },
    'nodes/src/note/node.ts:1: react belongs into web and nodes/*/card.tsx only',
  ],
  [
    'an SDK outside its folder',
    { 'packages/models/src/providers/other/provider.ts': "import 'openai';\n" },
    'openai is imported in several folders: packages/models/src/providers/openai, packages/models/src/providers/other',
  ],
  [
    'an SDK beside the folders',
    { 'packages/models/src/gateway.ts': "import 'openai';\n" },
    "packages/models/src: openai is imported outside its provider's folder",
  ],
  [
    'a question for one node type',
    {
      'packages/engine/src/index.ts': "export const isAgent = (node: { type: string }) =>\n  node.type === 'agent';\n",
    },
    'packages/engine/src/index.ts:2: asks for the node type "agent"; add a field to its definition instead',
  ],
])('%s is reported', (_, files, fault) => {
  plant(files);
  expect(checkBoundaries(root)).toEqual([fault]);
});
