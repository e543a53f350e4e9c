// An edge from or to a node that does not exist.
import type { Rule } from '../rule.ts';

export const danglingEdge: Rule = ({ edges }, repairs) =>
  edges
    .filter(({ source, target }) => !source || !target)
    .map((view) => {
      const { edge, source, target } = view;
      const message = source
        ? `A wire leads from "${source.title}" to a node that does not exist ("${edge.target}"). Remove the wire.`
        : target
          ? `A wire leads to "${target.title}" from a node that does not exist ("${edge.source}"). Remove the wire.`
          : `A wire joins two nodes that do not exist ("${edge.source}" and "${edge.target}"). Remove the wire.`;
      return {
        code: 'dangling-edge',
        severity: 'error',
        message,
        at: { edgeId: edge.id, ...((source ?? target) && { nodeId: (source ?? target)?.node.id }) },
        fix: { label: 'Remove this wire', edit: repairs.removeEdge(view) },
      };
    });
