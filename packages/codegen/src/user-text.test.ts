// A person's text is data: whatever titles and prompts hold, the code around them is the same.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeTypes } from '@parley/nodes';
import type { Graph, Plan } from '@parley/spec';
import { compileGraph } from '@parley/compiler';
import fc from 'fast-check';
import { parseSync } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import { type PrintedMesh, printMesh } from './index.ts';
import { nameOf } from './name-constants.ts';
import { printKey, printString } from './print-literal.ts';
import { readMesh } from './read-mesh.ts';
import { hostileText, hostileTitle, randomMesh } from './testing/random-graph.ts';

/** The tree of the code with every string and every constant's name in it replaced by what it is. */
function shapeOf({ code, names }: PrintedMesh): unknown {
  const named = new Set([...names.values()].flatMap((node) => node.names.map(({ start }) => start)));
  const { program, errors, comments } = parseSync('mesh.ts', code);
  expect(errors).toEqual([]);
  const said = { program, comments: comments.map(({ value }) => value) };
  const tree: unknown = JSON.parse(
    JSON.stringify(said, (key, value: unknown) => {
      if (['start', 'end', 'range', 'loc', 'raw', 'shorthand'].includes(key)) return undefined;
      if (!isNode(value)) return value;
      const { type } = value;
      // A wire from a constant that is called as its port is written once for both.
      const wired = type === 'Property' && isNode(value['value']) && named.has(Number(value['value']['start']));
      if (wired && value['key'] !== undefined) return { type, value: value['value'] };
      if (type === 'Literal' && typeof value['value'] === 'string') return 'text';
      const { expressions } = value;
      if (type === 'TemplateLiteral' && Array.isArray(expressions) && expressions.length === 0) return 'text';
      return type === 'Identifier' && named.has(Number(value['start'])) ? 'name' : value;
    }),
  );
  return tree;
}

function isNode(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** The same Plan with other words in it. */
function withTexts(plan: Plan, textOf: (text: string) => string, titleOf: (title: string) => string): Plan {
  const reword = (step: Plan['steps'][number]): Plan['steps'][number] => ({
    ...step,
    title: titleOf(step.title),
    args: Object.fromEntries(
      Object.entries(step.args).map(([name, value]) => [
        name,
        ['question', 'text', 'instructions'].includes(name) && typeof value === 'string' && value !== ''
          ? textOf(value)
          : value,
      ]),
    ),
    ...(step.body && { body: { ...step.body, steps: step.body.steps.map(reword) } }),
  });
  return { ...plan, name: textOf(plan.name), steps: plan.steps.map(reword) };
}

test('other words change nothing in the code but strings and names', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(
      randomMesh,
      fc.array(hostileText, { minLength: 1, maxLength: 20 }),
      fc.array(hostileTitle, { minLength: 1, maxLength: 20 }),
      ({ graph, plan }, texts, titles) => {
        let next = 0;
        const hostile = withTexts(
          plan,
          () => `x${texts[next++ % texts.length] ?? ''}`,
          () => titles[next++ % titles.length] ?? 'x',
        );
        const plain = withTexts(
          plan,
          () => 'x',
          () => 'x',
        );
        const [one, other] = [hostile, plain].map((each) => printMesh(each, { graph, nodeTypes }));
        expect(one && shapeOf(one)).toEqual(other && shapeOf(other));
      },
    ),
    { numRuns: 150, endOnFailure: true },
  );
});

test('every string comes back as it was, and only what an eye can see is written raw', () => {
  const check = (text: string) => {
    const literals = [printString(text), printString(text, false)];
    for (const literal of literals) {
      expect(literal).not.toMatch(/[\p{Cs}\p{Cf}\p{Zl}\p{Zp}]|[^\P{Cc}\n]| (?=\n)/u);
      const { program, errors } = parseSync('text.ts', `(${literal});`);
      expect(errors).toEqual([]);
      const [statement] = program.body;
      const expression = statement?.type === 'ExpressionStatement' ? statement.expression : undefined;
      const inner = expression?.type === 'ParenthesizedExpression' ? expression.expression : expression;
      const value =
        inner?.type === 'TemplateLiteral'
          ? inner.quasis[0]?.value.cooked
          : inner?.type === 'Literal'
            ? inner.value
            : undefined;
      expect(value).toBe(text);
    }
    expect(literals[1]).not.toContain('\n');
  };
  fc.assert(fc.property(fc.oneof(hostileText, fc.string({ unit: 'binary' })), check), { numRuns: 1000 });
  check(`${'`${"\'*/\\ '.repeat(20_000)}\n${'\u2028'.repeat(10)}`);
});

test('a name is made of ASCII letters and digits, and means nothing yet', () => {
  fc.assert(
    fc.property(fc.oneof(hostileTitle, fc.string({ unit: 'binary' })), hostileTitle, (title, fallback) => {
      const name = nameOf(title, fallback);
      expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/u);
      expect(parseSync('name.ts', `const ${name} = 1; async function* f() { ${name}; }`).errors).toEqual([]);
      expect([
        'mesh',
        'given',
        'options',
        'round',
        'openMesh',
        'runMesh',
        'arguments',
        'eval',
        'undefined',
      ]).not.toContain(name);
    }),
    { numRuns: 1000 },
  );
  expect(
    ['First look, GPT', 'Écoute, Straße & Łódź', '2nd opinion', '質問', 'class', '__proto__', 'Mesh', "It's done"].map(
      (title) => nameOf(title, 'agent'),
    ),
  ).toEqual([
    'firstLookGpt',
    'ecouteStrasseLodz',
    'agent2ndOpinion',
    'agent',
    'classAgent',
    'proto',
    'meshAgent',
    'itsDone',
  ]);
  expect(printKey('__proto__')).toBe("['__proto__']");
});

describe('the code of large meshes', () => {
  const prompt = '`*/ ${a}\n'.repeat(2000);
  const nodes: Graph['nodes'] = [
    {
      id: 'question',
      type: 'input',
      position: { x: 0, y: 0 },
      config: { title: 'Question', question: 'Why?', text: prompt },
    },
    ...Array.from({ length: 196 }, (_, index) => ({
      id: `agent-${index}`,
      type: 'agent',
      position: { x: 0, y: 0 },
      config: { title: `Voice ${index % 7}`, family: 'claude', instructions: index % 9 === 0 ? prompt : 'Be brief.' },
    })),
    { id: 'vote', type: 'consensus', position: { x: 0, y: 0 }, config: {} },
    { id: 'report', type: 'synthesis', position: { x: 0, y: 0 }, config: { family: 'gpt' } },
    { id: 'end', type: 'output', position: { x: 0, y: 0 }, config: {} },
  ];
  const agents = nodes.filter(({ type }) => type === 'agent');
  const wire = (source: string, sourcePort: string, target: string, targetPort: string) => ({
    id: `${source}-${target}`,
    source,
    sourcePort,
    target,
    targetPort,
  });
  const edges: Graph['edges'] = [
    ...agents.map(({ id }) => wire('question', 'brief', id, 'brief')),
    ...agents.slice(100).map(({ id }, index) => wire(`agent-${index}`, 'answer', id, 'context')),
    ...agents
      .slice(100)
      .flatMap(({ id }) => [wire(id, 'answer', 'vote', 'voices'), wire(id, 'answer', 'report', 'voices')]),
    wire('vote', 'verdict', 'report', 'verdict'),
    wire('report', 'report', 'end', 'result'),
  ];
  const graph: Graph = { version: 1, name: 'Two hundred', nodes, edges };

  test('200 nodes are printed and come back', () => {
    const compiled = compileGraph(graph, { nodeTypes, families: [] });
    if (!('plan' in compiled)) throw new Error(JSON.stringify(compiled.diagnostics));
    const printed = printMesh(compiled.plan, { graph, nodeTypes });
    const { graph: back, notes } = readMesh(printed.code, { nodeTypes, canvas: printed.canvas });
    expect([notes, back?.nodes.length, back?.edges]).toEqual([[], 200, edges]);
    for (const { name, names, calls } of printed.names.values()) {
      for (const { start, end } of names) expect(printed.code.slice(start, end)).toBe(name);
      expect(calls.map(({ start, end }) => printed.code.slice(start, end))).toEqual([
        expect.stringMatching(/^mesh\.\w+\([^]*\)$/u),
      ]);
    }
  });
});

test('the code is laid out as the formatter of this repository would', () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const biome = path.join(
    path.dirname(createRequire(path.join(root, 'package.json')).resolve('@biomejs/biome/package.json')),
    'bin/biome',
  );
  const codes = fc.sample(randomMesh, { numRuns: 25, seed: 7 }).map(
    ({ plan, graph }) =>
      printMesh(
        withTexts(
          plan,
          (text) => text.replace(/[^\x20-\x7e\n]/gu, ''),
          (title) => title.replace(/[^\x20-\x7e]/gu, '') || 'x',
        ),
        { graph, nodeTypes },
      ).code,
  );
  for (const code of codes) {
    const formatted = execFileSync(process.execPath, [biome, 'format', '--stdin-file-path=mesh.ts'], {
      cwd: root,
      input: code,
      encoding: 'utf8',
    });
    expect(code).toBe(formatted);
  }
  expect(readFileSync(path.join(root, 'biome.json'), 'utf8')).toContain('"lineWidth": 120');
});
