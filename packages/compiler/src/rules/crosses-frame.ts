// A wire across the edge of a frame: what is inside speaks in rounds, and only the frame itself is wired to the rest.
import type { Diagnostic } from '@parley/spec';
import type { Rule } from '../rule.ts';

export const crossesFrame: Rule = ({ edges }, repairs) =>
  edges.flatMap((view): Diagnostic[] => {
    const { crosses, source, target, edge } = view;
    if (!crosses || !source || !target) return [];
    const frame = target.container ?? source.container;
    const inside = frame === target.container ? target : source;
    return [
      {
        code: 'crosses-frame',
        severity: 'error',
        message: `The wire from "${source.title}" to "${target.title}" crosses the frame of "${frame?.title ?? ''}", in which "${inside.title}" stands. Wire the frame itself, or move one of the two.`,
        at: { edgeId: edge.id, nodeId: inside.node.id },
        fix: { label: 'Remove this wire', edit: repairs.removeEdge(view) },
      },
    ];
  });
