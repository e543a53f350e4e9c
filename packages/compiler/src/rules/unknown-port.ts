// An edge from or to a port that its node does not have.
import type { Diagnostic } from '@parley/spec';
import type { Rule } from '../rule.ts';

export const unknownPort: Rule = ({ edges }, repairs) =>
  edges.flatMap((view): Diagnostic[] => {
    const { edge, source, target, output, input } = view;
    if (!source?.nodeType || !target?.nodeType || (output && input)) return [];
    const [node, port, kind] = output ? [target, edge.targetPort, 'input'] : [source, edge.sourcePort, 'output'];
    return [
      {
        code: 'unknown-port',
        severity: 'error',
        message: `The wire from "${source.title}" to "${target.title}" uses the ${kind} "${port}", which "${node.title}" does not have. Remove the wire and draw it again.`,
        at: { edgeId: edge.id, nodeId: node.node.id },
        fix: { label: 'Remove this wire', edit: repairs.removeEdge(view) },
      },
    ];
  });
