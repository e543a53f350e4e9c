// Sketches of Graphs for tests: nodes and edges in as few words as possible.
import type { FamilyStatus, Graph, GraphEdge, GraphNode } from '@parley/spec';

/** A node without a place on the canvas. */
export function sketchNode(id: string, type: string, config: GraphNode['config'] = {}): GraphNode {
  return { id, type, position: { x: 0, y: 0 }, config };
}

/** `'a.answer > b.context'` as an edge. */
export function sketchEdge(id: string, ends: string): GraphEdge {
  const [source = '', sourcePort = '', target = '', targetPort = ''] = ends.split(/ > |\./u);
  return { id, source, sourcePort, target, targetPort };
}

/** Edges get the ids e1, e2 … */
export function sketchGraph(nodes: GraphNode[], ...edges: string[]): Graph {
  return { version: 1, name: 'Sketch', nodes, edges: edges.map((ends, index) => sketchEdge(`e${index + 1}`, ends)) };
}

/** A question with text, two readers, a consensus and an output: free of faults. */
export function soundGraph(): Graph {
  return sketchGraph(
    [
      sketchNode('question', 'input', { title: 'Question', question: 'Why?', text: 'Because.' }),
      sketchNode('one', 'agent', { title: 'One' }),
      sketchNode('two', 'agent', { title: 'Two', family: 'reader-graph' }),
      sketchNode('compare', 'consensus', { title: 'Compare' }),
      sketchNode('end', 'output', { title: 'End' }),
    ],
    'question.brief > one.brief',
    'question.brief > two.brief',
    'one.answer > compare.voices',
    'two.answer > compare.voices',
    'compare.verdict > end.result',
  );
}

function sketchFamily(id: string, kind: FamilyStatus['kind'], more: Partial<FamilyStatus> = {}): FamilyStatus {
  return {
    id,
    title: id,
    lineage: id,
    kind,
    description: '',
    glyph: id,
    provider: id,
    models: [],
    defaultModel: '',
    available: true,
    ...more,
  };
}

/** Three readers and two models that can speak, and `gemini`, which has no key. */
export const sketchFamilies: readonly FamilyStatus[] = [
  sketchFamily('claude', 'model', { title: 'Claude', models: [{ id: 'claude-one', title: 'One' }] }),
  sketchFamily('gpt', 'model', { title: 'GPT' }),
  sketchFamily('gemini', 'model', { title: 'Gemini', available: false, missing: 'key' }),
  sketchFamily('reader-lexical', 'reader', { title: 'Lexical reader' }),
  sketchFamily('reader-graph', 'reader', { title: 'Graph reader' }),
  sketchFamily('reader-semantic', 'reader', { title: 'Semantic reader' }),
];
