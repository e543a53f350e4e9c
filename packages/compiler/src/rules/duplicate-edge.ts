// Two edges between the same two ports: one voice would count twice.
import type { Rule } from '../rule.ts';

export const duplicateEdge: Rule = ({ edges }, repairs) =>
  edges
    .filter(({ isRepeat }) => isRepeat)
    .map((view) => ({
      code: 'duplicate-edge',
      severity: 'error',
      message: `"${view.source?.title ?? view.edge.source}" is wired to "${view.target?.title ?? view.edge.target}" twice in the same place, so it would count twice. Remove one of the two wires.`,
      at: { edgeId: view.edge.id },
      fix: { label: 'Remove the second wire', edit: repairs.removeEdge(view) },
    }));
