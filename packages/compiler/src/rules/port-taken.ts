// More than one edge into a port that takes one. The first stays; so does another where no run takes both.
import type { Diagnostic } from '@parley/spec';
import { type EdgeView, isSound } from '../graph-view.ts';
import type { Rule } from '../rule.ts';
import { hasBranches, isApart } from '../step-inputs.ts';

export const portTaken: Rule = (graph, repairs) => {
  const takesOne = hasBranches(graph) ? 'takes one wire in a run' : 'takes one wire';
  return graph.nodes.flatMap(({ incoming, title, node }) => {
    const taken = new Map<string, EdgeView[]>();
    return incoming.filter(isSound).flatMap((view): Diagnostic[] => {
      const { edge, input, source } = view;
      if (!input || !source || input.many) return [];
      const before = taken.get(input.id) ?? [];
      const [first] = before;
      if (!first || (input.takesEither && isApart(graph, [...before, view]))) {
        taken.set(input.id, [...before, view]);
        return [];
      }
      return [
        {
          code: 'port-taken',
          severity: 'error',
          message: `"${input.title}" of "${title}" ${takesOne} and already has one from "${first.source?.title ?? ''}". Remove the wire from "${source.title}".`,
          at: { edgeId: edge.id, nodeId: node.id, path: [input.id] },
          fix: { label: `Remove the wire from "${source.title}"`, edit: repairs.removeEdge(view) },
        },
      ];
    });
  });
};
