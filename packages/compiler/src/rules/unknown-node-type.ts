// A node of a type that is not here. Its config is kept; it cannot run.
import type { Rule } from '../rule.ts';

export const unknownNodeType: Rule = ({ nodes }, repairs) =>
  nodes
    .filter(({ nodeType }) => nodeType === undefined)
    .map((view) => ({
      code: 'unknown-node-type',
      severity: 'error',
      message: `"${view.title}" is of the type "${view.node.type}", which this Parley does not know. Its settings are kept; remove it or open the mesh where that type exists.`,
      at: { nodeId: view.node.id },
      fix: { label: `Remove "${view.title}" and its settings`, edit: repairs.removeNode(view) },
    }));
