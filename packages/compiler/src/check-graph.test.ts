import { nodeTypes } from '@parley/nodes';
import {
  applyEdit,
  bodySources,
  type Diagnostic,
  diagnosticSchema,
  type Graph,
  GRAPH_VERSION,
  type GraphNode,
  graphSchema,
  hasErrors,
  type Step,
} from '@parley/spec';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGraph } from './check-graph.ts';
import { compileGraph } from './compile-graph.ts';
import { sketchEdge, sketchFamilies, sketchGraph, sketchNode, soundGraph } from './testing/sketch-graph.ts';

const environment = { nodeTypes, families: sketchFamilies };
const check = (graph: Graph) => checkGraph(graph, environment);

/** The sound graph with some of it replaced. */
function vary(change: { nodes?: GraphNode[]; edges?: string[]; without?: string[]; config?: [string, object] }): Graph {
  const graph = soundGraph();
  const edges = (change.edges ?? []).map((ends, index) => sketchEdge(`x${index + 1}`, ends));
  return {
    ...graph,
    nodes: [...graph.nodes, ...(change.nodes ?? [])].map((node) =>
      node.id === change.config?.[0] ? { ...node, config: { ...node.config, ...change.config[1] } } : node,
    ),
    edges: [...graph.edges.filter(({ id }) => !change.without?.includes(id)), ...edges],
  };
}

test('a sound graph has no fault', () => {
  expect(check(soundGraph())).toEqual([]);
});

describe('every fault says what is wrong and where', () => {
  const cases: Record<string, { graph: Graph; found: Partial<Diagnostic>[] }> = {
    'dangling edge': {
      graph: vary({ edges: ['one.answer > nobody.voices'] }),
      found: [
        {
          code: 'dangling-edge',
          severity: 'error',
          message: 'A wire leads from "One" to a node that does not exist ("nobody"). Remove the wire.',
          at: { edgeId: 'x1', nodeId: 'one' },
          fix: { label: 'Remove this wire', edit: { type: 'remove-edge', id: 'x1' } },
        },
      ],
    },
    'unknown port': {
      graph: vary({ edges: ['one.answer > compare.nothing'] }),
      found: [
        {
          code: 'unknown-port',
          severity: 'error',
          message:
            'The wire from "One" to "Compare" uses the input "nothing", which "Compare" does not have. Remove the wire and draw it again.',
          at: { edgeId: 'x1', nodeId: 'compare' },
          fix: { label: 'Remove this wire', edit: { type: 'remove-edge', id: 'x1' } },
        },
      ],
    },
    'port type mismatch': {
      graph: vary({ edges: ['question.brief > compare.voices'] }),
      found: [
        {
          code: 'port-type',
          severity: 'error',
          message:
            '"Question" cannot be wired to "Compare": "Voices" takes an answer, but "Brief" gives a brief (question and documents).',
          at: { edgeId: 'x1', nodeId: 'compare', path: ['voices'] },
          fix: { label: 'Remove this wire', edit: { type: 'remove-edge', id: 'x1' } },
        },
      ],
    },
    'a single port taken twice': {
      graph: vary({ edges: ['one.answer > end.result'] }),
      found: [
        {
          code: 'port-taken',
          severity: 'error',
          message: '"Result" of "End" takes one wire and already has one from "Compare". Remove the wire from "One".',
          at: { edgeId: 'x1', nodeId: 'end', path: ['result'] },
          fix: { label: 'Remove the wire from "One"', edit: { type: 'remove-edge', id: 'x1' } },
        },
      ],
    },
    'duplicate edge': {
      graph: vary({ edges: ['one.answer > compare.voices'] }),
      found: [
        {
          code: 'duplicate-edge',
          severity: 'error',
          message:
            '"One" is wired to "Compare" twice in the same place, so it would count twice. Remove one of the two wires.',
          at: { edgeId: 'x1' },
          fix: { label: 'Remove the second wire', edit: { type: 'remove-edge', id: 'x1' } },
        },
      ],
    },
    cycle: {
      graph: vary({ edges: ['compare.verdict > one.context'] }),
      found: [
        {
          code: 'cycle',
          severity: 'error',
          message:
            '"One", "Compare" wait for one another in a circle, so none of them could ever start. Remove the wire from "Compare" to "One".',
          at: { edgeId: 'x1', nodeId: 'compare' },
          fix: { label: 'Remove the wire from "Compare" to "One"', edit: { type: 'remove-edge', id: 'x1' } },
        },
      ],
    },
    'a wire to itself': {
      graph: vary({ edges: ['one.answer > one.context'] }),
      found: [
        {
          code: 'cycle',
          severity: 'error',
          message: '"One" is wired to itself, so it could never start. Remove that wire.',
          at: { edgeId: 'x1', nodeId: 'one' },
          fix: { label: 'Remove the wire from "One" to "One"', edit: { type: 'remove-edge', id: 'x1' } },
        },
      ],
    },
    'empty consensus': {
      graph: vary({ without: ['e3', 'e4'] }),
      found: [
        {
          code: 'too-few-voices',
          severity: 'error',
          message: '"Compare" has no voices. Wire at least 2 agents into it.',
          at: { nodeId: 'compare', path: ['voices'] },
        },
        { code: 'unreachable', severity: 'warning', at: { nodeId: 'question' } },
        { code: 'unreachable', severity: 'warning', at: { nodeId: 'one' } },
        { code: 'unreachable', severity: 'warning', at: { nodeId: 'two' } },
      ],
    },
    'one voice': {
      graph: vary({ without: ['e4'], edges: ['two.answer > one.context'] }),
      found: [
        {
          code: 'too-few-voices',
          severity: 'error',
          message: '"Compare" has one voice, and one voice is not a consensus. Wire another agent into it.',
          at: { nodeId: 'compare', path: ['voices'] },
        },
      ],
    },
    'missing input': {
      graph: vary({ without: ['e1'] }),
      found: [
        {
          code: 'missing-input',
          severity: 'error',
          message: '"One" has nothing wired to "Brief". Draw a wire to it.',
          at: { nodeId: 'one', path: ['brief'] },
          fix: {
            label: 'Wire "Question" to "One"',
            edit: { type: 'add-edge', edge: sketchEdge('wire-2', 'question.brief > one.brief') },
          },
        },
        { code: 'no-material', severity: 'warning', at: { nodeId: 'one' } },
      ],
    },
    'an output without a wire': {
      graph: vary({ without: ['e5'] }),
      found: [
        {
          code: 'missing-input',
          severity: 'error',
          message: '"End" has nothing wired to "Result". Draw a wire to it.',
          at: { nodeId: 'end', path: ['result'] },
          fix: {
            label: 'Wire "Compare" to "End"',
            edit: { type: 'add-edge', edge: sketchEdge('wire-2', 'compare.verdict > end.result') },
          },
        },
      ],
    },
    'a node that leads nowhere, whose faults stop no run': {
      graph: vary({ nodes: [sketchNode('aside', 'agent', { title: 'Aside', family: 'nobody' })] }),
      found: [
        { code: 'unknown-family', severity: 'warning', at: { nodeId: 'aside', path: ['family'] } },
        { code: 'missing-input', severity: 'warning', at: { nodeId: 'aside', path: ['brief'] } },
        {
          code: 'unreachable',
          severity: 'warning',
          message: '"Aside" leads to no output, so a run leaves it out. Wire it onwards, or remove it.',
          at: { nodeId: 'aside' },
          fix: { label: 'Remove "Aside" and its settings', edit: { type: 'remove-node', id: 'aside' } },
        },
      ],
    },
    'a note': { graph: vary({ nodes: [sketchNode('note', 'note')] }), found: [] },
    'duplicate node id': {
      graph: vary({ nodes: [sketchNode('one', 'note', { title: 'Copy' })] }),
      found: [
        {
          code: 'duplicate-id',
          severity: 'error',
          message: '"Copy" has the id "one", which a node before it already has. Give it an id of its own.',
          at: { nodeId: 'one' },
          fix: { label: 'Give "Copy" the id "one-2"', edit: { type: 'reassign-node-id', index: 5, id: 'one-2' } },
        },
      ],
    },
    'unknown node type': {
      graph: vary({ nodes: [sketchNode('new', 'oracle', { title: 'Delphi', words: 'kept' })] }),
      found: [
        {
          code: 'unknown-node-type',
          severity: 'warning',
          message:
            '"Delphi" is of the type "oracle", which this Parley does not know. Its settings are kept; remove it or open the mesh where that type exists.',
          at: { nodeId: 'new' },
          fix: { label: 'Remove "Delphi" and its settings', edit: { type: 'remove-node', id: 'new' } },
        },
      ],
    },
    'unknown family': {
      graph: vary({ config: ['one', { family: 'nobody', model: 'm' }] }),
      found: [
        {
          code: 'unknown-family',
          severity: 'error',
          message: '"One" asks for the family "nobody", which does not exist here. Choose another family.',
          at: { nodeId: 'one', path: ['family'] },
          fix: {
            label: 'Switch to Claude',
            edit: { type: 'set-config', id: 'one', config: { family: 'claude', model: '' } },
          },
        },
      ],
    },
    'missing key': {
      graph: vary({ config: ['one', { family: 'gemini' }] }),
      found: [
        {
          code: 'missing-key',
          severity: 'error',
          message: '"One" speaks through Gemini, which needs a key. Add one under Models, or use a local reader.',
          at: { nodeId: 'one', path: ['family'] },
          fix: {
            label: 'Use Lexical reader (local reader: quotes, never writes)',
            edit: { type: 'set-config', id: 'one', config: { family: 'reader-lexical', model: '' } },
          },
        },
      ],
    },
    'unknown model': {
      graph: vary({ config: ['one', { family: 'claude', model: 'claude-two' }] }),
      found: [{ code: 'unknown-model', severity: 'warning', at: { nodeId: 'one', path: ['model'] } }],
    },
    'a config value that does not fit': {
      graph: vary({ config: ['one', { passages: 13 }] }),
      found: [
        {
          code: 'bad-config',
          severity: 'error',
          message: '"One" has a value in "Passages" that does not fit: Too big: expected number to be <=12.',
          at: { nodeId: 'one', path: ['passages'] },
          fix: {
            label: 'Set "Passages" back to 4',
            edit: { type: 'set-config', id: 'one', config: { passages: 4 } },
          },
        },
      ],
    },
    'words that do not fit are never offered to be thrown away': {
      graph: vary({ config: ['one', { domain: 'x'.repeat(121) }] }),
      found: [{ code: 'bad-config', severity: 'error', at: { nodeId: 'one', path: ['domain'] }, fix: undefined }],
    },
    'a reader with nothing to read': {
      graph: vary({ config: ['question', { text: ' ' }] }),
      found: [
        {
          code: 'no-material',
          severity: 'warning',
          message:
            '"One" is a local reader and is given nothing to read. Add documents or text to the input wired to it.',
          at: { nodeId: 'one' },
        },
        { code: 'no-material', severity: 'warning', at: { nodeId: 'two' } },
      ],
    },
    'a key among the words': {
      graph: vary({ config: ['question', { text: 'Our key is sk-ant-api03-canary-0123456789abc.' }] }),
      found: [
        {
          code: 'pasted-secret',
          severity: 'warning',
          message:
            '"Question" holds what looks like a key in "Pasted text". It goes wherever this mesh goes: take it out, and enter keys under Models.',
          at: { nodeId: 'question', path: ['text'] },
        },
      ],
    },
    'words that only begin like a key': {
      graph: vary({
        config: ['question', { text: 'A sk-learn-pipeline-of-many-long-words and risk-12345678901234567890.' }],
      }),
      found: [],
    },
    'no question': {
      graph: vary({ config: ['question', { question: '' }] }),
      found: [{ code: 'missing-input', severity: 'warning', at: { nodeId: 'question', path: ['question'] } }],
    },
    'nothing at all': {
      graph: sketchGraph([]),
      found: [
        {
          code: 'no-output',
          severity: 'error',
          message: 'This mesh has no output, so a run would have no result. Add "Output" at its end.',
          at: {},
          fix: {
            label: 'Add "Output"',
            edit: {
              type: 'batch',
              edits: [
                {
                  type: 'add-node',
                  node: { id: 'output-2', type: 'output', position: { x: 0, y: 0 }, config: { title: 'Output' } },
                },
              ],
            },
          },
        },
      ],
    },
  };
  test.each(Object.entries(cases))('%s', (_name, { graph, found }) => {
    const diagnostics = check(graph);
    // `fix: undefined` in a case asks for its absence; everything else that a case names is compared whole.
    const seen = diagnostics.map((diagnostic, index) =>
      Object.fromEntries(Object.keys(found[index] ?? diagnostic).map((key) => [key, Reflect.get(diagnostic, key)])),
    );
    expect(seen).toEqual(found);
  });
});

test('a wire whose id others bear is removed alone', () => {
  const graph = soundGraph();
  graph.edges.push(sketchEdge('e1', 'nobody.answer > one.context'));
  const dangling = check(graph).find(({ code }) => code === 'dangling-edge');
  if (!dangling?.fix) throw new Error('the fault or its fix is missing');
  expect(applyEdit(graph, dangling.fix.edit)).toEqual(soundGraph());
});

test('faults are not reported for families that are not known yet', () => {
  expect(checkGraph(vary({ config: ['one', { family: 'nobody' }] }), { nodeTypes, families: [] })).toEqual([]);
});

test('a chain of 100,000 nodes neither overflows nor is left unjudged', () => {
  const length = 100_000;
  const nodes = Array.from({ length }, (_, index) => sketchNode(`n${index}`, 'agent', { title: `N${index}` }));
  const edges = nodes.slice(1).map((_, index) => sketchEdge(`e${index}`, `n${index}.answer > n${index + 1}.context`));
  const closing = sketchEdge('closing', `n${length - 1}.answer > n0.context`);
  const graph: Graph = { version: 1, name: 'Long', nodes, edges: [...edges, closing] };
  expect(
    check(graph)
      .filter(({ code }) => code === 'cycle')
      .map(({ message }) => message),
  ).toEqual([
    `"N0", "N1", "N2" and ${length - 3} more wait for one another in a circle, so none of them could ever start. Remove the wire from "N${length - 1}" to "N0".`,
  ]);
});

/** Graphs full of faults: few ids, so that they collide, and names that are traps as keys. */
const hostileId = fc.constantFrom('a', 'b', 'c', 'd', '__proto__', 'constructor', 'toString', '');
const hostileGraph: fc.Arbitrary<Graph> = fc.record({
  version: fc.constant(GRAPH_VERSION),
  name: fc.constant('Hostile'),
  nodes: fc.array(
    fc
      .record({
        id: hostileId,
        type: fc.constantFrom(
          'input',
          'agent',
          'consensus',
          'synthesis',
          'router',
          'debate',
          'output',
          'note',
          'nobody',
          '__proto__',
        ),
        parent: fc.option(hostileId, { nil: undefined }),
        position: fc.record({ x: fc.integer(), y: fc.integer() }),
        config: fc.dictionary(
          fc.constantFrom('title', 'family', 'passages', 'stances', 'question', 'text', 'documents', 'other'),
          fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.array(fc.string()), fc.constant('gemini')),
        ),
      })
      .map(({ parent, ...node }) => ({ ...node, ...(parent !== undefined && { parent }) })),
    { maxLength: 8 },
  ),
  edges: fc.array(
    fc.record({
      id: hostileId,
      source: hostileId,
      sourcePort: fc.constantFrom('brief', 'answer', 'verdict', 'report', 'settled', 'open', '__proto__'),
      target: hostileId,
      targetPort: fc.constantFrom('brief', 'context', 'voices', 'verdict', 'result', 'constructor'),
    }),
    { maxLength: 12 },
  ),
});

test('any graph is judged: nothing is thrown, every fault is well formed, and only a faultless graph compiles', () => {
  fc.assert(
    fc.property(hostileGraph, (graph) => {
      const diagnostics = check(graph);
      for (const { fix, ...diagnostic } of diagnostics) {
        diagnosticSchema.parse(diagnostic);
        if (fix) applyEdit(graph, fix.edit);
      }
      const compiled = compileGraph(graph, environment);
      expect('plan' in compiled).toBe(!hasErrors(diagnostics));
      if ('diagnostics' in compiled) expect(compiled.diagnostics).toEqual(diagnostics);
      else expectOrder(compiled.plan.steps, []);
    }),
  );
});

/** Every step comes after all it needs, in the plan and in each body, and no wire leads into a body or out of it. */
function expectOrder(steps: readonly Step[], given: readonly string[]): void {
  const known = new Set(given);
  for (const { id, inputs, body } of steps) {
    for (const input of Object.values(inputs)) expect(input.steps.filter((source) => !known.has(source))).toEqual([]);
    known.add(id);
    if (!body) continue;
    expectOrder(body.steps, Object.values(bodySources));
    expect(body.results.length).toBeGreaterThan(0);
  }
}

test('clicking "Fix it" again and again ends, and what it leaves has no fix to offer', () => {
  const wellFormed = hostileGraph.map((graph): Graph => {
    const safe = (id: string) => `n${id.replace(/\W|_/gu, '')}`;
    return {
      ...graph,
      nodes: graph.nodes.map(({ parent, ...node }) => ({
        ...node,
        id: safe(node.id),
        ...(parent !== undefined && { parent: safe(parent) }),
      })),
      edges: graph.edges.map((edge) => ({
        ...edge,
        id: safe(edge.id),
        source: safe(edge.source),
        target: safe(edge.target),
      })),
    };
  });
  fc.assert(
    fc.property(wellFormed, (start) => {
      let graph = start;
      for (let clicks = 0; clicks < 200; clicks += 1) {
        const fix = check(graph).find(({ fix }) => fix !== undefined)?.fix;
        if (!fix) {
          graphSchema.parse(graph);
          return;
        }
        const next = applyEdit(graph, fix.edit);
        expect(next).not.toEqual(graph);
        graph = next;
      }
      throw new Error('the fixes never end');
    }),
  );
});
