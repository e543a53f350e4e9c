// Graphs as the product saves them, for tests that compare whole ones: every config with all of its fields.
import { nodeTypes } from '@parley/nodes';
import { type Graph, graphSchema } from '@parley/spec';

/** The Graph with the usual value of every field that a config leaves out. */
export function wholeGraph(graph: Graph): Graph {
  const nodes = graph.nodes.map((node) => ({ ...node, config: nodeTypes.get(node.type)?.config.parse(node.config) }));
  return graphSchema.parse({ ...graph, nodes });
}
