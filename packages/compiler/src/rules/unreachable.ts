// A node that leads to no end of the mesh: a run leaves it out. What stands in a container goes with it.
import type { Rule } from '../rule.ts';

export const unreachable: Rule = ({ nodes, kept }, repairs) => {
  // When nothing leads to any end, the fault is at the end, not at each of the nodes.
  if ([...kept].every(({ nodeType }) => nodeType?.role === 'sink')) return [];
  return nodes
    .filter(
      (view) =>
        view.nodeType && view.nodeType.role !== 'annotation' && !kept.has(view) && !view.isCopy && !view.container,
    )
    .map((view) => ({
      code: 'unreachable',
      severity: 'warning',
      message: `"${view.title}" leads to no output, so a run leaves it out. Wire it onwards, or remove it.`,
      at: { nodeId: view.node.id },
      fix: { label: `Remove "${view.title}" and its settings`, edit: repairs.removeNode(view) },
    }));
};
