// The server's door for Graphs: shape, check and compile with the node types and families of this server.
import { checkGraph, compileGraph, parseGraph } from '@parley/compiler';
import type { Diagnostic, FamilyStatus, Graph, NodeTypes, Plan, RunInputs } from '@parley/spec';

export interface GraphDoor {
  /** The Graph, or every fault of its shape. */
  parse(value: unknown): { readonly graph: Graph } | { readonly diagnostics: Diagnostic[] };
  check(graph: Graph): Promise<Diagnostic[]>;
  /** The Plan, or every fault, of which one at least is an error. */
  compile(graph: Graph): Promise<{ readonly plan: Plan } | { readonly diagnostics: Diagnostic[] }>;
  /** Which of these run inputs are for no source of the Graph, as issues of the request. */
  checkInputs(graph: Graph, inputs: RunInputs): { path: string; message: string }[];
}

interface GraphDoorParts {
  readonly nodeTypes: NodeTypes;
  families(): Promise<FamilyStatus[]>;
}

/** A door over these node types; families are asked anew for every check, because keys come and go. */
export function createGraphDoor({ nodeTypes, families }: GraphDoorParts): GraphDoor {
  return {
    parse: parseGraph,
    check: async (graph) => checkGraph(graph, { nodeTypes, families: await families() }),
    compile: async (graph) => compileGraph(graph, { nodeTypes, families: await families() }),
    checkInputs(graph, inputs) {
      const sources = graph.nodes.filter(({ type }) => nodeTypes.get(type)?.role === 'source').map(({ id }) => id);
      const known = sources.length === 0 ? 'this mesh takes none' : `it takes them for ${listIds(sources)}`;
      return Object.keys(inputs)
        .filter((id) => !sources.includes(id))
        .map((id) => ({ path: `inputs.${id}`, message: `the mesh has no input node "${id}"; ${known}` }));
    },
  };
}

/** The first few; a mesh can have thousands. */
function listIds(ids: readonly string[]): string {
  const shown = ids.slice(0, 5).map((id) => `"${id}"`);
  return ids.length > shown.length ? `${shown.join(', ')} and ${ids.length - shown.length} more` : shown.join(', ');
}
