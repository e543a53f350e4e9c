// compileGraph: a Graph becomes a Plan, or the list of what is wrong with it. It knows no node type by name.
import { type Body, type Diagnostic, type Graph, type Plan, type Step, hasErrors } from '@parley/spec';
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
  const sorted = sortNodes(new Set([...view.kept].filter(({ container }) => !container)));
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
  const draft = nodeType.compile({
    nodeId: node.id,
    title,
    config: config.value,
    inputs: inputsOf(view),
    ...(nodeType.isContainer && { body: bodyOf(view) }),
  });
  return [{ id: node.id, nodeId: node.id, title, ...draft }];
}

/** What stands in a container; a round comes to what nothing inside is made from. */
function bodyOf({ inside }: NodeView): Body {
  const steps = sortNodes(new Set(inside)).flatMap(compileNode);
  const used = new Set(steps.flatMap(({ inputs }) => Object.values(inputs).flatMap((input) => input.steps)));
  const ids = new Set(steps.map(({ id }) => id));
  return { steps, results: inside.map(({ node }) => node.id).filter((id) => ids.has(id) && !used.has(id)) };
}
