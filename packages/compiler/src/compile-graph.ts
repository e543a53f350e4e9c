// compileGraph: a Graph becomes a Plan, or the list of what is wrong with it. It knows no node type by name.
import { type Diagnostic, type Graph, type Plan, type Step, hasErrors } from '@parley/spec';
import { checkView } from './check-graph.ts';
import { type Environment, type NodeView, viewGraph } from './graph-view.ts';
import { sortNodes } from './sort-nodes.ts';
import { inputsOf } from './step-inputs.ts';

/**
 * The Plan of all nodes that lead to an end, in topological order with ties by order in the Graph; or every
 * Diagnostic when one of them is an error. Never throws for a bad Graph.
 */
export function compileGraph(
  graph: Graph,
  environment: Environment,
): { readonly plan: Plan } | { readonly diagnostics: Diagnostic[] } {
  const view = viewGraph(graph, environment);
  const diagnostics = checkView(view);
  if (hasErrors(diagnostics)) return { diagnostics };
  const sorted = sortNodes(view.kept);
  return {
    plan: {
      version: 1,
      name: graph.name,
      steps: sorted.flatMap(compileNode),
      results: sorted.filter(({ nodeType }) => nodeType?.role === 'sink').map(({ node }) => node.id),
    },
  };
}

function compileNode(view: NodeView): Step[] {
  const { node, title, nodeType, config } = view;
  if (!nodeType?.compile || !config.ok) return [];
  const draft = nodeType.compile({ nodeId: node.id, title, config: config.value, inputs: inputsOf(view) });
  return [{ id: node.id, nodeId: node.id, title, ...draft }];
}
