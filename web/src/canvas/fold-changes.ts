// What React Flow's changes mean for the view: drags under way, drawn sizes, the selection. Pure; edits are to-edit.ts.
import type { EdgeChange, NodeChange } from '@xyflow/react';
import type { Selection } from '../state/view-store.ts';
import type { CardNode, FlowLocal, MeshEdge } from './derive-flow.ts';

/** The same object when nothing changed. A drag that ended is forgotten: its end is in the graph. */
export function foldLocal(before: FlowLocal, changes: readonly NodeChange<CardNode>[]): FlowLocal {
  if (!changes.some(({ type }) => type === 'position' || type === 'dimensions')) return before;
  // One copy for all changes: thousands of cards may move at once.
  const drags = new Map(before.drags);
  const sizes = new Map(before.sizes);
  for (const change of changes) {
    if (change.type === 'position') {
      if (change.dragging === true && change.position) drags.set(change.id, change.position);
      else drags.delete(change.id);
    } else if (change.type === 'dimensions' && change.dimensions) {
      sizes.set(change.id, change.dimensions);
    }
  }
  return { drags, sizes };
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
