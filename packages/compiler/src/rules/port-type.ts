// An edge that carries what its target port does not take.
import { type Diagnostic, explainPortMismatch } from '@parley/spec';
import type { Rule } from '../rule.ts';

export const portType: Rule = ({ edges }, repairs) =>
  edges.flatMap((view): Diagnostic[] => {
    const { edge, source, target, output, input } = view;
    const reason = output && input && explainPortMismatch(output, input);
    if (!source || !target || !reason) return [];
    return [
      {
        code: 'port-type',
        severity: 'error',
        message: `"${source.title}" cannot be wired to "${target.title}": ${reason}`,
        at: { edgeId: edge.id, nodeId: target.node.id, path: [edge.targetPort] },
        fix: { label: 'Remove this wire', edit: repairs.removeEdge(view) },
      },
    ];
  });
