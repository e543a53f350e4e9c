// Meshes that stories begin with, made through the API as a program would make them.
import { type Graph, graphRecordSchema } from '@parley/spec';

type Config = Graph['nodes'][number]['config'];

interface SampleAgent {
  readonly title: string;
  readonly config: Config;
}

const node = (id: string, type: string, x: number, y: number, config: Config): Graph['nodes'][number] => ({
  id,
  type,
  position: { x, y },
  config,
});

const edge = (source: string, sourcePort: string, target: string, targetPort: string): Graph['edges'][number] => ({
  id: `${source}-${target}`,
  source,
  sourcePort,
  target,
  targetPort,
});

export const agentOf = (title: string, family: string, config: Config = {}): SampleAgent => ({
  title,
  config: { family, ...config },
});

/** Question -> agents -> Consensus and Synthesis -> Output. Agents have the ids `agent-1`, `agent-2` and so on. */
export function createSample(name: string, agents: readonly SampleAgent[], text = ''): Graph {
  const ids = agents.map((_, index) => `agent-${index + 1}`);
  return {
    version: 1,
    name,
    nodes: [
      node('question', 'input', 0, 200, { title: 'Question', question: 'Should the town buy the meters?', text }),
      ...agents.map(({ title, config }, index) =>
        node(`agent-${index + 1}`, 'agent', 340, index * 280, { title, ...config }),
      ),
      node('consensus', 'consensus', 680, -200, { title: 'Consensus' }),
      node('synthesis', 'synthesis', 1020, 200, { title: 'Synthesis' }),
      node('output', 'output', 1360, 200, { title: 'Output' }),
    ],
    edges: [
      ...ids.flatMap((id) => [
        edge('question', 'brief', id, 'brief'),
        edge(id, 'answer', 'consensus', 'voices'),
        edge(id, 'answer', 'synthesis', 'voices'),
      ]),
      edge('consensus', 'verdict', 'synthesis', 'verdict'),
      edge('synthesis', 'report', 'output', 'result'),
    ],
  };
}

/** Saves the mesh; resolves with the address of its page. */
export async function saveMesh(server: string, graph: Graph): Promise<string> {
  const response = await fetch(`${server}/api/graphs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ graph }),
  });
  if (!response.ok) throw new Error(`${response.status} for the mesh "${graph.name}": ${await response.text()}`);
  return `${server}/m/${graphRecordSchema.parse(await response.json()).id}`;
}

/** The mesh as the server has it now, by the address of its page. */
export async function readMesh(address: string): Promise<Graph> {
  const response = await fetch(address.replace('/m/', '/api/graphs/'));
  return graphRecordSchema.parse(await response.json()).graph;
}
