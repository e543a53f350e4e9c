// Two nodes or two edges with one id. Edges mean the first bearer; the copies get new ids.
import type { Diagnostic } from '@parley/spec';
import type { Rule } from '../rule.ts';

export const duplicateId: Rule = ({ nodes, edges }, repairs) => {
  const found: Diagnostic[] = [];
  for (const { isCopy, node, index, title } of nodes) {
    if (!isCopy) continue;
    const id = repairs.freshNodeId(node.id);
    found.push({
      code: 'duplicate-id',
      severity: 'error',
      message: `"${title}" has the id "${node.id}", which a node before it already has. Give it an id of its own.`,
      at: { nodeId: node.id },
      fix: { label: `Give "${title}" the id "${id}"`, edit: { type: 'reassign-node-id', index, id } },
    });
  }
  const seen = new Set<string>();
  for (const { edge, index } of edges) {
    if (seen.has(edge.id)) {
      const id = repairs.freshEdgeId(edge.id);
      found.push({
        code: 'duplicate-id',
        severity: 'error',
        message: `The wire from "${edge.source}" to "${edge.target}" has the id "${edge.id}", which a wire before it already has. Give it an id of its own.`,
        at: { edgeId: edge.id },
        fix: { label: `Give the wire the id "${id}"`, edit: { type: 'reassign-edge-id', index, id } },
      });
    }
    seen.add(edge.id);
  }
  return found;
};
