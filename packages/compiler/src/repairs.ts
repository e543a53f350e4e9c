// Repairs: the edits behind one-click fixes. They remove no more than the node or edge they name.
import type { Edit, Graph, SimpleEdit } from '@parley/spec';
import type { EdgeView, NodeView } from './graph-view.ts';

export interface Repairs {
  /** Removes exactly this edge, also when others bear its id. */
  removeEdge(edge: EdgeView): Edit;
  /** Removes exactly this node, also when others bear its id. */
  removeNode(node: NodeView): Edit;
  /** An id like the given one that no node bears and that was not given out before. */
  freshNodeId(like: string): string;
  freshEdgeId(like: string): string;
}

/** Repairs for one Graph; each takes constant time, so that thousands of faults cost no more than their number. */
export function createRepairs(graph: Graph): Repairs {
  const nodeIds = createIdSource(graph.nodes);
  const edgeIds = createIdSource(graph.edges);
  return {
    freshNodeId: (like) => nodeIds.fresh(like),
    freshEdgeId: (like) => edgeIds.fresh(like),
    removeEdge({ edge, index }) {
      if (!edgeIds.isShared(edge.id)) return { type: 'remove-edge', id: edge.id };
      const id = edgeIds.fresh(edge.id);
      return batch({ type: 'reassign-edge-id', index, id }, { type: 'remove-edge', id });
    },
    removeNode({ node, index }) {
      if (!nodeIds.isShared(node.id)) return { type: 'remove-node', id: node.id };
      const id = nodeIds.fresh(node.id);
      return batch({ type: 'reassign-node-id', index, id }, { type: 'remove-node', id });
    },
  };
}

function batch(...edits: SimpleEdit[]): Edit {
  return { type: 'batch', edits };
}

function createIdSource(items: readonly { readonly id: string }[]) {
  const taken = new Map<string, number>();
  for (const { id } of items) taken.set(id, (taken.get(id) ?? 0) + 1);
  const next = new Map<string, number>();
  return {
    isShared: (id: string) => (taken.get(id) ?? 0) > 1,
    fresh(like: string): string {
      const stem = like.replace(/-\d{1,6}$/, '').slice(0, 50);
      let number = next.get(stem) ?? 2;
      while (taken.has(`${stem}-${number}`)) number += 1;
      next.set(stem, number + 1);
      return `${stem}-${number}`;
    },
  };
}
