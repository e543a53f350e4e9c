// What an export carries beside main.ts runs wherever JavaScript does: no module of Node, and none of its globals.
import path from 'node:path';
import { families } from '@parley/models';
import { opNames } from '@parley/spec';
import { parseSync, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { writeRuntime } from './runtime-files.ts';
import { nodeTools, portableTools } from './tool-files.ts';

/** Everything that any mesh can need. */
const everything = writeRuntime({
  ops: opNames,
  families: families.map(({ id }) => id),
  readyProviders: [],
  tools: Object.keys(portableTools),
});

const nodeGlobals = new Set([
  'Buffer',
  'process',
  'global',
  'require',
  'module',
  '__dirname',
  '__filename',
  'setImmediate',
  'clearImmediate',
]);

function nodeParts(file: string, text: string): string[] {
  const { module, program } = parseSync(file, text);
  const imports = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.map(({ moduleRequest }) => text.slice(moduleRequest.start + 1, moduleRequest.end - 1)),
  ];
  const found = imports.filter((from) => from.startsWith('node:'));
  const own = new Set<string>();
  const used: string[] = [];
  new Visitor({
    // A name that the file gives itself, as a property or a constant, is not the global.
    VariableDeclarator({ id }) {
      for (const name of text.slice(id.start, id.end).match(/\w+/g) ?? []) own.add(name);
    },
    MemberExpression({ object, property, computed }) {
      if (object.type === 'Identifier' && nodeGlobals.has(object.name)) used.push(object.name);
      if (object.type === 'Identifier' && object.name === 'globalThis' && !computed && property.type === 'Identifier') {
        if (nodeGlobals.has(property.name)) used.push(property.name);
      }
    },
    CallExpression({ callee }) {
      if (callee.type === 'Identifier' && nodeGlobals.has(callee.name)) used.push(callee.name);
    },
    TSQualifiedName({ left }) {
      if (left.type === 'Identifier' && left.name === 'NodeJS') used.push('NodeJS');
    },
  }).visit(program);
  return [...found, ...used.filter((name) => !own.has(name))].map((part) => `${file}: ${part}`);
}

test('the check sees a module and a global of Node', () => {
  const text = `import { inspect } from 'node:util';\nexport const size = Buffer.byteLength(inspect(process.env));\n`;
  expect(nodeParts('a.ts', text)).toEqual(['a.ts: node:util', 'a.ts: Buffer', 'a.ts: process']);
});

test('no file of the runtime has a part of Node', () => {
  expect([...everything.files].flatMap(([file, text]) => nodeParts(file, text))).toEqual([]);
  expect(everything.files.size).toBeGreaterThan(150);
});

test('a tool that needs Node changes no other file', () => {
  const needs = { ops: opNames, families: families.map(({ id }) => id), readyProviders: [] };
  const tools = [...Object.keys(portableTools), ...Object.keys(nodeTools)];
  const { files } = writeRuntime({ ...needs, tools });
  expect(new Map([...files].filter(([file]) => everything.files.has(file)))).toEqual(everything.files);
  const added = [...files].filter(([file]) => !everything.files.has(file));
  expect(added.flatMap(([file, text]) => nodeParts(file, text))).not.toEqual([]);
  expect(added.map(([file]) => path.posix.dirname(file)).toSorted()).toEqual([
    'parley',
    ...Array<string>(3).fill('parley/tools/egress'),
    ...Array<string>(6).fill('parley/tools/page'),
  ]);
});

test('only what is used is carried', () => {
  const { files, dependencies } = writeRuntime({
    ops: ['brief', 'generate', 'output'],
    families: ['claude'],
    readyProviders: [],
    tools: [],
  });
  expect([...dependencies.keys()].filter((name) => /sdk|openai|genai/.test(name))).toEqual(['@anthropic-ai/sdk']);
  const unused =
    /consensus|synthesise|branch\.ts|mesh-loop|create-debate|openai|google|readers\/create|intersect|tools\/[^c]|calculator/;
  expect([...files.keys()].filter((file) => unused.test(file) && !file.includes('readers/term'))).toEqual([]);
});

test('a way that is open where it is exported is kept, with what it needs', () => {
  const needs = { ops: ['brief', 'generate', 'output'] as const, families: ['claude'], tools: [] };
  const { providers, dependencies } = writeRuntime({ ...needs, readyProviders: ['openrouter'] });
  expect(providers.map(({ id }) => id)).toEqual(['anthropic', 'openrouter']);
  expect(dependencies.has('openai')).toBe(true);
});
