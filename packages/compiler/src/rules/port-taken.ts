// More than one edge into a port that takes one. The first stays.
import type { Diagnostic } from '@parley/spec';
import { isSound } from '../graph-view.ts';
import type { Rule } from '../rule.ts';

export const portTaken: Rule = ({ nodes }, repairs) =>
  nodes.flatMap(({ incoming, title, node }) => {
    const taken = new Map<string, string>();
    return incoming.filter(isSound).flatMap((view): Diagnostic[] => {
      const { edge, input, source } = view;
      if (!input || !source || input.many) return [];
      const first = taken.get(input.id);
      if (first === undefined) {
        taken.set(input.id, source.title);
        return [];
      }
      return [
        {
          code: 'port-taken',
          severity: 'error',
          message: `"${input.title}" of "${title}" takes one wire and already has one from "${first}". Remove the wire from "${source.title}".`,
          at: { edgeId: edge.id, nodeId: node.id, path: [input.id] },
          fix: { label: `Remove the wire from "${source.title}"`, edit: repairs.removeEdge(view) },
        },
      ];
    });
  });
