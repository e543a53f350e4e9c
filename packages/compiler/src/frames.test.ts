// What the compiler knows of containers: what is wrong with them, and what they compile to.
import { nodeTypes } from '@parley/nodes';
import { applyEdit, type Diagnostic, type Graph, type GraphNode, planSchema } from '@parley/spec';
import { describe, expect, test } from 'vitest';
import { checkGraph } from './check-graph.ts';
import { compileGraph } from './compile-graph.ts';
import { explainConnection } from './explain-connection.ts';
import { sketchEdge, sketchFamilies, sketchGraph, sketchNode } from './testing/sketch-graph.ts';

const families = sketchFamilies.map(({ missing: _, ...family }) => ({ ...family, available: true }));
const environment = { nodeTypes, families };
const check = (graph: Graph) => checkGraph(graph, environment);
const inside = (id: string, type = 'agent', config: GraphNode['config'] = {}): GraphNode => ({
  ...sketchNode(id, type, { title: id.toUpperCase(), ...config }),
  parent: 'debate',
  position: { x: 10, y: 20 },
});

/** Two voices and a note in a debate between a question and an output. */
function debated(change: { nodes?: GraphNode[]; edges?: string[]; debate?: GraphNode['config'] } = {}): Graph {
  const nodes = change.nodes ?? [
    inside('a', 'agent', { family: 'claude' }),
    inside('b', 'agent', { family: 'gpt' }),
    inside('remark', 'note'),
  ];
  const graph = sketchGraph(
    [
      sketchNode('question', 'input', { title: 'Question', question: 'Why?', text: 'Because.' }),
      { ...sketchNode('debate', 'debate', { title: 'Debate', ...change.debate }), position: { x: 100, y: 200 } },
      ...nodes,
      sketchNode('end', 'output', { title: 'End' }),
    ],
    'question.brief > debate.brief',
    'debate.verdict > end.result',
  );
  const edges = (change.edges ?? []).map((ends, index) => sketchEdge(`x${index + 1}`, ends));
  return { ...graph, edges: [...graph.edges, ...edges] };
}

const given = {
  brief: { steps: ['@brief'], many: true, toleratesMissing: false },
  before: { steps: ['@before'], many: false, toleratesMissing: true, optional: true },
};

describe('a debate compiles', () => {
  test('to one step that repeats what stands in it, fed by the frame', () => {
    const graph = debated({
      edges: ['a.answer > b.context'],
      debate: { rounds: 4, until: 'unmoved', judge: 'gemini' },
    });
    expect(check(graph)).toEqual([]);
    const compiled = compileGraph(graph, environment);
    if (!('plan' in compiled)) throw new Error(JSON.stringify(compiled.diagnostics));
    expect(planSchema.parse(JSON.parse(JSON.stringify(compiled.plan)))).toEqual(compiled.plan);
    expect(compiled.plan.steps.map(({ id }) => id)).toEqual(['question', 'debate', 'end']);
    expect(compiled.plan.steps[1]).toEqual({
      id: 'debate',
      nodeId: 'debate',
      title: 'Debate',
      op: 'loop',
      args: {
        rounds: 4,
        until: 'unmoved',
        rule: 'majority',
        quorum: 0.66,
        judge: { family: 'gemini', model: '', questions: 12 },
      },
      inputs: { brief: { steps: ['question'], many: true, toleratesMissing: false } },
      body: {
        steps: [
          expect.objectContaining({ id: 'a', nodeId: 'a', title: 'A', op: 'generate', inputs: given }),
          expect.objectContaining({
            id: 'b',
            inputs: { ...given, context: { steps: ['a'], many: true, toleratesMissing: false } },
          }),
        ],
        results: ['b'],
      },
    });
  });

  test('with its voices in the order of the graph, whatever is wired', () => {
    const compiled = compileGraph(
      debated({ nodes: ['d', 'c', 'b', 'a'].map((id) => inside(id)), edges: ['a.answer > d.context'] }),
      environment,
    );
    const body = 'plan' in compiled ? compiled.plan.steps[1]?.body : undefined;
    expect([body?.steps.map(({ id }) => id), body?.results]).toEqual([
      ['c', 'b', 'a', 'd'],
      ['d', 'c', 'b'],
    ]);
  });
});

describe('faults of frames', () => {
  const only = (graph: Graph, code: Diagnostic['code']) => check(graph).filter((found) => found.code === code);
  const repaired = (graph: Graph, found: readonly Diagnostic[]) =>
    found.reduce((next, { fix }) => (fix ? applyEdit(next, fix.edit) : next), graph);

  test.each([
    [
      'question.brief > a.brief',
      'The wire from "Question" to "A" crosses the frame of "Debate", in which "A" stands. Wire the frame itself, or move one of the two.',
      'a',
    ],
    [
      'a.answer > out.voices',
      'The wire from "A" to "Out" crosses the frame of "Debate", in which "A" stands. Wire the frame itself, or move one of the two.',
      'a',
    ],
    [
      'debate.verdict > a.context',
      'The wire from "Debate" to "A" crosses the frame of "Debate", in which "A" stands. Wire the frame itself, or move one of the two.',
      'a',
    ],
  ])('%s crosses it, and one click removes the wire', (ends, message, nodeId) => {
    const graph = debated({ edges: [ends] });
    const wide = { ...graph, nodes: [...graph.nodes, sketchNode('out', 'synthesis', { title: 'Out', family: '' })] };
    const found = only(wide, 'crosses-frame');
    expect(found).toEqual([
      {
        code: 'crosses-frame',
        severity: 'error',
        message,
        at: { edgeId: 'x1', nodeId },
        fix: { label: 'Remove this wire', edit: { type: 'remove-edge', id: 'x1' } },
      },
    ]);
    expect('plan' in compileGraph(wide, environment)).toBe(false);
    expect(only(repaired(wide, found), 'crosses-frame')).toEqual([]);
  });

  test.each([
    ['nobody', 'agent', '"X" stands in a node that does not exist ("nobody"). Move it out.', { x: 10, y: 20 }],
    ['question', 'agent', '"X" stands in "Question", which holds no nodes. Move it out.', { x: 10, y: 20 }],
    [
      'debate',
      'router',
      '"X" stands in "Debate", where only agents and notes can stand. Move it out.',
      { x: 110, y: 220 },
    ],
    [
      'debate',
      'debate',
      '"X" stands in "Debate", but a frame cannot stand in another. Move it out.',
      { x: 110, y: 220 },
    ],
    ['x', 'agent', '"X" stands in "X", which holds no nodes. Move it out.', { x: 20, y: 40 }],
  ])(
    'in %s a node of type %s stands badly, and one click moves it to where it is seen',
    (parent, type, message, position) => {
      const graph = debated();
      const bad = { ...graph, nodes: [...graph.nodes, { ...inside('x', type), parent }] };
      const found = only(bad, 'bad-parent');
      expect(found).toMatchObject([
        {
          code: 'bad-parent',
          message,
          at: { nodeId: 'x' },
          fix: { label: 'Move "X" out', edit: { type: 'set-parent', id: 'x', parent: null, position } },
        },
      ]);
      const after = repaired(bad, found);
      expect(only(after, 'bad-parent')).toEqual([]);
      expect(after.nodes.find(({ id }) => id === 'x')).toEqual({ ...sketchNode('x', type, { title: 'X' }), position });
    },
  );

  test('fewer than two voices are no debate', () => {
    const message = (nodes: GraphNode[]) =>
      only(debated({ nodes }), 'empty-frame').map((found) => [found.severity, found.message]);
    expect(message([inside('remark', 'note')])).toEqual([
      ['error', 'Nobody stands in "Debate". Put at least 2 agents into it.'],
    ]);
    expect(message([inside('a')])).toEqual([
      ['error', 'One voice stands in "Debate", and it has nobody to hear. Put another agent into it.'],
    ]);
    const readers =
      'A reader quotes the same in every round, so nothing is debated. Give at least 2 agents a model family.';
    expect(message([inside('a'), inside('b')])).toEqual([
      ['warning', `Only local readers stand in "Debate". ${readers}`],
    ]);
    const claude = (id: string) => inside(id, 'agent', { family: 'claude' });
    expect(message([claude('a'), inside('b')])).toEqual([
      ['warning', `Only one model stands among local readers in "Debate". ${readers}`],
    ]);
    expect(message([claude('a'), claude('b'), inside('c')])).toEqual([]);
  });

  test('a frame that leads nowhere is left out with all that stands in it, and said once', () => {
    const graph = debated();
    const loose = { ...graph, edges: graph.edges.filter(({ target }) => target !== 'end') };
    const wired = {
      ...loose,
      nodes: [...loose.nodes, sketchNode('alone', 'agent', { title: 'Alone' })],
      edges: [
        ...loose.edges,
        sketchEdge('q', 'question.brief > alone.brief'),
        sketchEdge('r', 'alone.answer > end.result'),
      ],
    };
    expect(check(wired).map(({ code, at }) => [code, at.nodeId])).toEqual([['unreachable', 'debate']]);
    const compiled = compileGraph(wired, environment);
    expect('plan' in compiled && compiled.plan.steps.map(({ id }) => id)).toEqual(['question', 'alone', 'end']);
  });

  test('what is said of a panel is said of the voices inside', () => {
    const claude = ['a', 'b', 'c'].map((id) => inside(id, 'agent', { family: 'claude' }));
    const codes = (graph: Graph) => check(graph).map(({ code, at }) => [code, at.nodeId]);
    expect(codes(debated({ nodes: claude }))).toEqual([['one-mind', 'debate']]);
    expect(codes(debated({ debate: { judge: 'gpt' } }))).toEqual([['judge-on-panel', 'debate']]);
    const readers = ['a', 'b'].map((id) => inside(id));
    const unread = debated({ nodes: readers });
    const empty = {
      ...unread,
      nodes: unread.nodes.map((node) =>
        node.id === 'question' ? { ...node, config: { ...node.config, text: '' } } : node,
      ),
    };
    const alone = ['empty-frame', 'debate'];
    expect(codes(unread)).toEqual([alone]);
    expect(codes(empty)).toEqual([alone, ['no-material', 'a'], ['no-material', 'b']]);
  });

  test('no wire is offered into a frame or out of it', () => {
    const graph = debated();
    const explain = (ends: string) => explainConnection(graph, sketchEdge('new', ends), nodeTypes);
    const sentence = '"A" stands in a frame, and no wire crosses it. Wire the frame itself.';
    expect([
      explain('question.brief > a.brief'),
      explain('a.answer > end.result'),
      explain('a.answer > b.context'),
    ]).toEqual([sentence, sentence, undefined]);
    const open = { ...graph, edges: graph.edges.filter(({ target }) => target !== 'end') };
    expect(only(open, 'missing-input').map(({ fix }) => fix?.label)).toEqual(['Wire "Debate" to "End"']);
  });
});
