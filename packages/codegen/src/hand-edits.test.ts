// What a person does to a mesh.ts, and what comes back: the same graph with that one thing changed.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileGraph, parseGraph } from '@parley/compiler';
import { nodeTypes } from '@parley/nodes';
import type { Graph } from '@parley/spec';
import { describe, expect, test } from 'vitest';
import { type PrintedMesh, printMesh } from './index.ts';
import { type ReadMesh, readMesh } from './read-mesh.ts';
import { wholeGraph } from './testing/whole-graph.ts';

function printExample(name: string): PrintedMesh & { readonly graph: Graph } {
  const file = fileURLToPath(new URL(`../../../examples/${name}/graph.json`, import.meta.url));
  const parsed = parseGraph(JSON.parse(readFileSync(file, 'utf8')));
  if ('diagnostics' in parsed) throw new Error(JSON.stringify(parsed.diagnostics));
  const compiled = compileGraph(parsed.graph, { nodeTypes, families: [] });
  if ('diagnostics' in compiled) throw new Error(JSON.stringify(compiled.diagnostics));
  return { ...printMesh(compiled.plan, { graph: parsed.graph, nodeTypes }), graph: wholeGraph(parsed.graph) };
}

const escalate = printExample('escalate');
const debate = printExample('debate');

/** The code with each text replaced once; a text that is not there is a fault of the test. */
function edit(code: string, ...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, () => to);
  }, code);
}

function read(code: string, { canvas }: PrintedMesh = escalate): ReadMesh {
  return readMesh(code, { nodeTypes, canvas: JSON.parse(JSON.stringify(canvas)) });
}

/** The graph with some fields of one config changed. */
function withConfig(graph: Graph, id: string, config: Graph['nodes'][number]['config']): Graph {
  const change = (node: Graph['nodes'][number]) =>
    node.id === id ? { ...node, config: { ...node.config, ...config } } : node;
  return { ...graph, nodes: graph.nodes.map(change) };
}

/** The line of the first place where this stands, from 1. */
function lineOf(code: string, text: string): number {
  return code.slice(0, code.indexOf(text)).split('\n').length;
}

describe('settings', () => {
  test('a prompt in other words, over several lines, put together, or kept in a constant', () => {
    const prompt = "'Does a consent to sublet also allow another use than 4.2 names?'";
    const changed = (instructions: string) => ({
      graph: withConfig(escalate.graph, 'use', { instructions }),
      notes: [],
      documents: [],
    });
    expect(read(edit(escalate.code, [prompt, '`One.\n\nTwo: \\`\\${x}\\`.`']))).toEqual(
      changed('One.\n\nTwo: `${x}`.'),
    );
    expect(read(edit(escalate.code, [prompt, "'One. ' + 'Two.'"]))).toEqual(changed('One. Two.'));
    const kept = edit(
      escalate.code,
      [prompt, 'USE'],
      ['/** Runs', "const LAW = 'law';\nexport const USE = `Read the ${LAW}.`;\n\n/** Runs"],
    );
    expect(read(kept)).toEqual(changed('Read the law.'));
  });

  test('another model, a parameter that was usual, one that becomes usual again', () => {
    const code = edit(
      escalate.code,
      ["family: 'gemini',", "family: 'gpt',\n        model: 'gpt-6',\n        passages: 2 as const,"],
      ["      rule: 'weighted',\n", ''],
    );
    const graph = withConfig(escalate.graph, 'use', { family: 'gpt', model: 'gpt-6', passages: 2 });
    expect(read(code)).toEqual({ graph: withConfig(graph, 'second', { rule: 'majority' }), notes: [], documents: [] });
  });

  test('settings that several steps share', () => {
    const code = edit(
      escalate.code,
      ["      stances: ['yes', 'no'],\n    }),\n    mesh", '      ...choice,\n    }),\n    mesh'],
      ['  const mesh =', "  const choice = { stances: ['yes', 'no', 'perhaps'] };\n  const mesh ="],
    );
    const graph = withConfig(escalate.graph, 'first-claude', { stances: ['yes', 'no', 'perhaps'] });
    expect(read(code)).toEqual({ graph, notes: [], documents: [] });
  });

  test('what a canvas cannot hold is told by its line, and the rest is kept', () => {
    const code = edit(
      escalate.code,
      ["domain: 'written form'", 'domain: process.env.DOMAIN'],
      ["rule: 'weighted'", "rule: 'quorum', quorum: 0.6667"],
      ["family: 'gemini'", "family: 'gemini', temperature: 0.2"],
      ["'Half a page", "onFailure: 'stop', instructions: 'Half a page"],
    ).replace('instructions: onFailure', 'onFailure');
    const { graph, notes } = read(code);
    const changed = withConfig(withConfig(escalate.graph, 'form', { domain: '' }), 'second', {
      rule: 'quorum',
      quorum: 67,
    });
    expect(graph).toEqual(changed);
    expect(notes).toEqual([
      {
        line: lineOf(code, 'process.env'),
        message: '"domain" of "Form" is not written out, so a canvas cannot hold it. It has its usual value.',
      },
      { line: lineOf(code, 'temperature'), message: '"temperature" of "Use" is left out: there is no such setting.' },
      {
        line: lineOf(code, '0.6667'),
        message:
          'A canvas cannot hold "quorum" of "Second consensus" as it is written here. What it holds instead may differ: look at it.',
      },
      {
        line: lineOf(code, "onFailure: 'stop'"),
        message:
          'A canvas cannot hold "onFailure" of "Report" as it is written here. What it holds instead may differ: look at it.',
      },
    ]);
  });
});

describe('steps and wires', () => {
  const added = edit(
    escalate.code,
    ['[consent, form, use] = await', '[consent, form, use, notice] = await'],
    [
      "        domain: 'use of the rooms',",
      "        domain: 'notices',\n      }),\n      mesh.generate('Notice', {\n        brief: agreementCheck.open,\n        family: 'claude',",
    ],
    ['voices: [consent, form, use],\n      rule', 'voices: [consent, notice, form, use],\n      rule'],
  );

  test('an agent is added: it stands in its column, and its wires in the order of the code', () => {
    const { graph, notes } = read(added);
    expect(notes).toEqual([]);
    const node = graph?.nodes.at(-1);
    expect(node).toMatchObject({
      id: 'notice',
      type: 'agent',
      position: { x: 1312, y: 1260 },
      config: { title: 'Notice', family: 'claude' },
    });
    expect(graph?.edges.filter(({ target }) => target === 'second').map(({ id, source }) => [id, source])).toEqual([
      ['consent-second', 'consent'],
      ['notice-second', 'notice'],
      ['form-second', 'form'],
      ['use-second', 'use'],
    ]);
    expect(
      graph?.edges
        .filter(({ source }) => source === 'router')
        .map(({ target, sourcePort }) => `${sourcePort} > ${target}`),
    ).toEqual(['settled > result', 'open > consent', 'open > form', 'open > use', 'open > notice']);
    expect(graph?.nodes.slice(0, -1)).toEqual(
      withConfig(escalate.graph, 'use', { domain: 'notices', instructions: '', stances: [] }).nodes,
    );
  });

  test('an agent is removed, with its wires', () => {
    const start = escalate.code.indexOf("      mesh.generate('Use'");
    const end = escalate.code.indexOf('    ]);', start);
    const code = `${escalate.code.slice(0, start)}${escalate.code.slice(end)}`.replaceAll(', use]', ']');
    const { nodes, edges } = escalate.graph;
    const graph = {
      ...escalate.graph,
      nodes: nodes.filter(({ id }) => id !== 'use'),
      edges: edges.filter(({ source, target }) => source !== 'use' && target !== 'use'),
    };
    expect(read(code)).toEqual({ graph, notes: [], documents: [] });
  });

  test('a wire is moved', () => {
    const code = edit(escalate.code, [
      'voices: [consent, form, use],\n      verdict',
      'voices: [form, consent],\n      verdict',
    ]);
    const { graph, notes } = read(code);
    expect(notes).toEqual([]);
    const into = graph?.edges.filter(({ target, targetPort }) => target === 'report' && targetPort === 'voices');
    expect(into?.map(({ source }) => source)).toEqual(['form', 'consent']);
  });

  test('constants and titles have other names, lines another arrangement', () => {
    const code = edit(
      escalate.code.replaceAll('firstConsensus', 'firstVote').replaceAll('agreementCheck', 'gate'),
      ["mesh.generate('Form'", "mesh.generate('Written form'"],
      ['const question = await mesh.brief', 'const asking = mesh.brief'],
      ['  const [firstLookClaude', '  const question = await asking;\n  const [firstLookClaude'],
      [
        'let report: Outcome = undefined;\n  if (gate.open) {',
        'const { settled, open } = gate;\n  let report;\n  if (open && true !== false) {',
      ],
    ).replace('if (open && true !== false)', 'if (open)');
    const graph = withConfig(escalate.graph, 'form', { title: 'Written form' });
    expect(read(code)).toEqual({ graph, notes: [], documents: [] });
  });

  test('no `if`, one await for each step, both sides of an `if` into one variable', () => {
    const straight = edit(
      escalate.code,
      ['  let report: Outcome = undefined;\n  if (agreementCheck.open) {\n', ''],
      ['    report = await', '    const report = await'],
      ['    });\n  }\n', '    });\n'],
    );
    expect(read(straight)).toEqual({ graph: escalate.graph, notes: [], documents: [] });
    const both = edit(
      escalate.code,
      [
        'let report: Outcome = undefined;',
        'let report: Outcome = undefined;\n  if (agreementCheck.settled) report = agreementCheck.settled;',
      ],
      ['agreementCheck.settled ?? report', 'report'],
    );
    expect(read(both)).toEqual({ graph: escalate.graph, notes: [], documents: [] });
  });

  test('a step in an `if` that nothing ties to it', () => {
    const code = edit(escalate.code, [
      "brief: agreementCheck.open,\n        family: 'gpt'",
      "brief: question,\n        family: 'gpt'",
    ]);
    const told = (title: string) => ({
      line: lineOf(code, `'${title}', {`),
      message: `"${title}" stands in an \`if\` on the side "open" of "Agreement check". On a canvas only wires say so, and by its wires it also runs without that side. Wire it to nothing else.`,
    });
    expect(read(code).notes).toEqual([told('Form'), told('Second consensus'), told('Report')]);
  });

  test('wires that cannot be', () => {
    const code = edit(
      escalate.code,
      ['verdict: firstConsensus', 'verdict: agreementCheckBefore'],
      [
        'result: agreementCheck.settled ?? report',
        'result: agreementCheck.closed ?? agreementCheck ?? report, also: report',
      ],
    );
    expect(read(code).notes).toEqual([
      {
        line: lineOf(code, 'agreementCheckBefore'),
        message: '"verdict" of "Agreement check" is not wired to steps of this mesh alone. The wire is left out.',
      },
      {
        line: lineOf(code, 'agreementCheck.closed'),
        message:
          '"Agreement check", which is wired to "result" of "Result", has no side "closed". The wire is left out.',
      },
      {
        line: lineOf(code, 'agreementCheck.closed'),
        message:
          '"Agreement check", which is wired to "result" of "Result", goes on by one of its sides: write .settled or .open behind it. The wire is left out.',
      },
      { line: lineOf(code, 'also: report'), message: '"Result" has no input "also". What is wired to it is left out.' },
    ]);
  });
});

describe('debates', () => {
  test('a voice is added to the rounds and hears another', () => {
    const code = edit(debate.code, [
      '    await round.end([safety, permits, treeCare]);',
      "    const chair = await mesh.generate('Chair', { brief: round.brief, before: round.before, context: [safety], family: 'gpt' });\n\n    await round.end([treeCare, permits, chair]);",
    ]);
    const { graph, notes } = read(code, debate);
    expect(notes).toEqual([]);
    const inside = graph?.nodes.filter(({ parent }) => parent === 'debate').map(({ id }) => id);
    expect(inside).toEqual(['safety', 'trees', 'permits', 'chair']);
  });

  test('what a frame does by itself is told where the code says otherwise', () => {
    const code = edit(
      debate.code,
      ['        before: round.before,\n', ''],
      ['round.end([safety, permits, treeCare])', 'round.end([safety])'],
      ['{ result: debate.verdict }', '{ result: debate }'],
    );
    expect(read(code, debate).notes).toEqual([
      {
        line: lineOf(code, "mesh.generate('Safety'"),
        message: 'On a canvas round.before comes to "Safety" by itself, though it is not written here.',
      },
      {
        line: lineOf(code, 'round.end'),
        message:
          'On a canvas a round of "Debate" ends with what nothing else in it is made from: "Safety", "Permits", "Tree care".',
      },
    ]);
  });
});

describe('what is no mesh', () => {
  test('statements and comments are told by their lines, and everything else is read', () => {
    const code = edit(
      escalate.code,
      [
        '  const [firstLookClaude',
        "  // Ask twice.\n  // Really.\n  console.log('asked');\n  for (const each of [1, 2]) console.log(each);\n\n  const [firstLookClaude",
      ],
      ['if (agreementCheck.open)', 'if (agreementCheck.open && Date.now() > 0)'],
    );
    expect(read(code)).toEqual({
      graph: escalate.graph,
      documents: [],
      notes: [
        { line: lineOf(code, '// Ask'), message: 'A canvas keeps no comments. Put it into a note on the canvas.' },
        {
          line: lineOf(code, "console.log('asked')"),
          message: 'A canvas has nothing for this statement. It is left out.',
        },
        {
          line: lineOf(code, 'for (const each'),
          message: 'A canvas repeats nothing but the rounds of a loop. What stands in here is left out.',
        },
        {
          line: lineOf(code, 'if (agreementCheck'),
          message: 'A canvas asks for the sides of a router only. What stands in here is kept without this condition.',
        },
      ],
    });
  });

  test('an unknown step, a function that opens no mesh, a result that is none', () => {
    const code = `${edit(
      escalate.code,
      ['await mesh.consensus(', 'await mesh.ballot('],
      ['mesh.results({ result })', 'mesh.results({ result, secondConsensus })'],
    )}\nfunction helper() {\n  return 1;\n}\n`;
    expect(read(code).notes).toEqual([
      {
        line: lineOf(code, 'mesh.ballot'),
        message: 'A canvas has nothing for mesh.ballot. "First consensus" is left out.',
      },
      {
        line: lineOf(code, 'verdict: firstConsensus'),
        message:
          '"First consensus", which is wired to "verdict" of "Agreement check", is not on the canvas. The wire is left out.',
      },
      {
        line: lineOf(code, 'mesh.results'),
        message: 'This result does not come from a step of the mesh. It is left out.',
      },
      { line: lineOf(code, 'function helper'), message: 'This function opens no mesh. It is left out.' },
    ]);
  });

  test('text that is no TypeScript, opens no mesh, or is nested beyond measure', () => {
    const broken = edit(escalate.code, ['const question = ', 'const question == ']);
    expect(read(broken)).toEqual({
      notes: [
        {
          line: lineOf(broken, 'const question'),
          message: expect.stringMatching(/^This line is no TypeScript: .+ Nothing was imported\.$/u),
        },
      ],
      documents: [],
    });
    expect(readMesh('export const one = 1;', { nodeTypes }).notes).toEqual([
      { line: 1, message: 'No mesh is opened here: there is no call of openMesh with a title. Nothing was imported.' },
    ]);
    for (const [open, close] of [
      ['(', ')'],
      ['[', ']'],
      ['x => ', ''],
      ['1 ? 1 : ', ''],
      ['!', ''],
      ['`${', '}`'],
    ]) {
      expect(
        readMesh(`const a = ${String(open).repeat(50_000)}1${String(close).repeat(50_000)}`, { nodeTypes }),
      ).toEqual({
        notes: [{ line: 1, message: 'This file is nested too deeply to be read. Nothing was imported.' }],
        documents: [],
      });
    }
    expect(readMesh(`const a = ${'<T>('.repeat(60)}1${')'.repeat(60)}`, { nodeTypes }).graph).toBeUndefined();
  });

  test('a canvas file that is none: the mesh is placed anew, in columns', () => {
    const { graph, notes } = readMesh(debate.code, { nodeTypes, canvas: { version: 7 } });
    expect(notes).toEqual([
      { line: 1, message: 'The canvas file cannot be read. The nodes are placed anew, and notes are missing.' },
    ]);
    expect(graph?.nodes.map(({ id, position, parent }) => [id, position.x, position.y, parent])).toEqual([
      ['question', 0, 0, undefined],
      ['debate', 328, 0, undefined],
      ['safety', 24, 264, 'debate'],
      ['permits', 24, 544, 'debate'],
      ['tree-care', 24, 824, 'debate'],
      ['result', 1008, 0, undefined],
    ]);
  });
});
