// What React Flow's changes mean for the view: drags under way, drawn sizes, the selection. Pure; edits are to-edit.ts.
import type { EdgeChange, NodeChange } from '@xyflow/react';
import type { Selection } from '../state/view-store.ts';
import type { CardNode, FlowLocal, MeshEdge } from './derive-flow.ts';

/** The same object when nothing changed. A drag that ended is forgotten: its end is in the graph. */
export function foldLocal(before: FlowLocal, changes: readonly NodeChange<CardNode>[]): FlowLocal {
  let { drags, sizes } = before;
  for (const change of changes) {
    if (change.type === 'position') {
      const next = new Map(drags);
      if (change.dragging === true && change.position) next.set(change.id, change.position);
      else next.delete(change.id);
      drags = next;
    } else if (change.type === 'dimensions' && change.dimensions) {
      sizes = new Map(sizes).set(change.id, change.dimensions);
    }
  }
  return drags === before.drags && sizes === before.sizes ? before : { drags, sizes };
}

export function foldSelection(
  before: Selection,
  kind: 'nodes' | 'edges',
  changes: readonly (NodeChange<CardNode> | EdgeChange<MeshEdge>)[],
): Selection {
  const ids = new Set(before[kind]);
  for (const change of changes) {
    if (change.type !== 'select') continue;
    if (change.selected) ids.add(change.id);
    else ids.delete(change.id);
  }
  return { ...before, [kind]: [...ids] };
}
