import { nodeTypes } from '@parley/nodes';
import { type Graph, planSchema } from '@parley/spec';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileGraph } from './compile-graph.ts';
import { sketchEdge, sketchFamilies, sketchGraph, sketchNode, soundGraph } from './testing/sketch-graph.ts';

const environment = { nodeTypes, families: sketchFamilies };

function planOf(graph: Graph) {
  const compiled = compileGraph(graph, environment);
  if ('diagnostics' in compiled) throw new Error(JSON.stringify(compiled.diagnostics));
  return compiled.plan;
}

test('compiles a graph to steps with their arguments and inputs', () => {
  const reader = { fit: 'trim', model: '', domain: '', instructions: '', stances: [], passages: 4 };
  const brief = { brief: { steps: ['question'], many: true, toleratesMissing: false } };
  expect(planOf(soundGraph())).toEqual({
    version: 1,
    name: 'Sketch',
    steps: [
      {
        id: 'question',
        nodeId: 'question',
        title: 'Question',
        op: 'brief',
        args: { question: 'Why?', text: 'Because.', documents: [] },
        inputs: {},
      },
      {
        id: 'one',
        nodeId: 'one',
        title: 'One',
        op: 'generate',
        args: { family: 'reader-lexical', ...reader },
        inputs: brief,
      },
      {
        id: 'two',
        nodeId: 'two',
        title: 'Two',
        op: 'generate',
        args: { family: 'reader-graph', ...reader },
        inputs: brief,
      },
      {
        id: 'compare',
        nodeId: 'compare',
        title: 'Compare',
        op: 'consensus',
        args: { rule: 'majority', quorum: 0.66 },
        inputs: { voices: { steps: ['one', 'two'], many: true, toleratesMissing: true } },
      },
      {
        id: 'end',
        nodeId: 'end',
        title: 'End',
        op: 'output',
        args: {},
        inputs: { result: { steps: ['compare'], many: false, toleratesMissing: false } },
      },
    ],
    results: ['end'],
  });
});

test('leaves out notes and what leads to no output', () => {
  const graph = soundGraph();
  graph.nodes.push(sketchNode('note', 'note'), sketchNode('aside', 'agent'));
  graph.edges.push(sketchEdge('x', 'question.brief > aside.brief'));
  expect(planOf(graph)).toEqual(planOf(soundGraph()));
});

test('an edge from what is left out counts for nothing', () => {
  const graph = soundGraph();
  graph.nodes.push(sketchNode('aside', 'agent'));
  graph.edges.push(sketchEdge('x', 'one.answer > aside.context'));
  expect(planOf(graph)).toEqual(planOf(soundGraph()));
});

test('inputs stand in the order of the edges', () => {
  const graph = soundGraph();
  graph.edges.reverse();
  expect(planOf(graph).steps.find(({ id }) => id === 'compare')?.inputs).toEqual({
    voices: { steps: ['two', 'one'], many: true, toleratesMissing: true },
  });
});

test('gives every fault instead of a plan', () => {
  const graph = sketchGraph([sketchNode('end', 'output'), sketchNode('q', 'input', { question: 'Why?', text: 'x' })]);
  const compiled = compileGraph(graph, environment);
  expect('diagnostics' in compiled && compiled.diagnostics.map(({ code, at }) => [code, at.nodeId])).toEqual([
    ['missing-input', 'end'],
  ]);
});

test('in whatever order the nodes stand, each step follows its inputs, and the earliest possible node comes next', () => {
  const { nodes } = soundGraph();
  fc.assert(
    fc.property(fc.shuffledSubarray(nodes, { minLength: nodes.length }), (shuffled) => {
      const plan = planSchema.parse(planOf({ ...soundGraph(), nodes: shuffled }));
      const place = new Map(shuffled.map(({ id }, index) => [id, index]));
      const done = new Set<string>();
      const waiting = new Map(plan.steps.map((step) => [step.id, Object.values(step.inputs).flatMap((i) => i.steps)]));
      for (const { id } of plan.steps) {
        const ready = [...waiting].filter(([, needs]) => needs.every((need) => done.has(need))).map(([ready]) => ready);
        expect(id).toBe(ready.toSorted((one, other) => (place.get(one) ?? 0) - (place.get(other) ?? 0))[0]);
        waiting.delete(id);
        done.add(id);
      }
      expect(done.size).toBe(nodes.length);
    }),
  );
});
