// How long a large mesh takes on its way to a project in TypeScript and back.
import { emitProject } from '@parley/codegen/project';
import { printMesh } from '@parley/codegen';
import { readMesh } from '@parley/codegen/read-mesh';
import { compileGraph } from '@parley/compiler';
import { nodeTypes } from '@parley/nodes';
import { zipProject } from '@parley/server/testing';
import type { Graph, GraphEdge, GraphNode, Plan } from '@parley/spec';
import type { Bench } from './main.ts';

const ROUNDS = 15;
const GROUPS = 19;
const OUTPUTS = 9;
const voices = { a: 'claude', b: 'gpt', c: 'gemini', d: 'claude', e: 'gpt', f: 'gemini', g: 'claude', h: 'gpt' };

export const exportBench: Bench = {
  title: `A mesh of 200 nodes as code: milliseconds, the first time in a process and the median of ${ROUNDS} after it`,
  async run() {
    const graph = largeMesh();
    const readDocument = () => Promise.reject(new Error('This mesh has no documents.'));
    const emit = () => emitProject({ graph, plan: compile(graph), nodeTypes, readDocument });
    const whole = await measure('export: the project as a zip file', async () => zipProject(await emit(), 'mesh'));
    const plan = compile(graph);
    const print = () => printMesh(plan, { graph, nodeTypes });
    const { code, canvas } = print();
    const read = () => {
      const { graph: back, notes } = readMesh(code, { nodeTypes, canvas });
      if (notes.length > 0 || back?.nodes.length !== graph.nodes.length) throw new Error(JSON.stringify(notes));
    };
    return [whole, await measure('its mesh.ts alone', print), await measure('import of that mesh.ts', read)].map(
      (row) => ({
        ...row,
        nodes: graph.nodes.length,
        'lines of mesh.ts': code.split('\n').length,
      }),
    );
  },
};

function compile(graph: Graph): Plan {
  const compiled = compileGraph(graph, { nodeTypes, families: [] });
  if ('diagnostics' in compiled) throw new Error(JSON.stringify(compiled.diagnostics));
  return compiled.plan;
}

/** Groups of eight voices that are compared and summed up; each group hears what the one before it came to. */
function largeMesh(): Graph {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const add = (id: string, type: string, config: GraphNode['config']) => {
    nodes.push({
      id,
      type,
      position: { x: 40 * nodes.length, y: 0 },
      config: { title: id.replaceAll('-', ' '), ...config },
    });
  };
  const wire = (source: string, sourcePort: string, target: string, targetPort: string) => {
    edges.push({ id: `e${edges.length}`, source, sourcePort, target, targetPort });
  };
  add('Question', 'input', { question: 'What changes?', text: 'Tariffs rise.' });
  for (let group = 1; group <= GROUPS; group += 1) {
    const [verdict, report] = [`Consensus-${group}`, `Report-${group}`];
    add(verdict, 'consensus', {});
    add(report, 'synthesis', { family: 'claude', instructions: 'Half a page for somebody who was not there.' });
    for (const [voice, family] of Object.entries(voices)) {
      const id = `Voice-${group}-${voice}`;
      const instructions = `Look at it as voice ${voice} of group ${group} would.\n\nQuote the text, and say what would change your mind.`;
      add(id, 'agent', { family, domain: `field ${voice}`, instructions, stances: ['yes', 'no'] });
      wire('Question', 'brief', id, 'brief');
      if (group > 1) wire(`Report-${group - 1}`, 'report', id, 'context');
      wire(id, 'answer', verdict, 'voices');
      wire(id, 'answer', report, 'voices');
    }
    wire(verdict, 'verdict', report, 'verdict');
    if (group <= GROUPS - OUTPUTS) continue;
    add(`Result-${group}`, 'output', {});
    wire(report, 'report', `Result-${group}`, 'result');
  }
  return { version: 1, name: 'Two hundred nodes', nodes, edges };
}

async function measure(what: string, act: () => unknown): Promise<Record<string, string | number>> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const start = performance.now();
    await act();
    times.push(performance.now() - start);
  }
  const [first = 0, ...rest] = times;
  const median = rest.toSorted((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? 0;
  return { what, 'first ms': Math.round(first), 'median ms': Number(median.toPrecision(3)) };
}
