// The server's door for Graphs: shape, check and compile with the node types and families of this server.
import { checkGraph, compileGraph, parseGraph } from '@parley/compiler';
import type { Diagnostic, FamilyStatus, Graph, NodeTypes, Plan } from '@parley/spec';

export interface GraphDoor {
  /** The Graph, or every fault of its shape. */
  parse(value: unknown): { readonly graph: Graph } | { readonly diagnostics: Diagnostic[] };
  check(graph: Graph): Promise<Diagnostic[]>;
  /** The Plan, or every fault, of which one at least is an error. */
  compile(graph: Graph): Promise<{ readonly plan: Plan } | { readonly diagnostics: Diagnostic[] }>;
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
  };
}
