// What a person can do with frames: put nodes in and take them out, without a mouse too. Each is one undo step.
import { nodeTypes } from '@parley/nodes';
import type { Edit, NodeType, SimpleEdit } from '@parley/spec';
import { applyEdit } from '@parley/spec';
import { toast } from 'sonner';
import { getCanvasHandle } from '../canvas/canvas-handle.ts';
import { countLostWires, putInside, standEdit } from '../canvas/frame-edit.ts';
import { findNode, isFrame, mayStandInside } from '../canvas/frame-place.ts';
import { createNode } from '../canvas/to-edit.ts';
import { countWords } from '../result/support.ts';
import { familiesStore } from '../state/families.ts';
import { dispatch, getGraph } from '../state/graph-store.ts';
import { readNode } from '../state/read-node.ts';

/** The kind of node that a frame is filled with: the first that speaks. */
export const voiceType: NodeType | undefined = [...nodeTypes.values()].find(
  (nodeType) => nodeType.voice && mayStandInside(nodeType),
);

/** Adds voices to a frame, each of another lineage than those that stand there, as far as families can speak now. */
export function addVoices(frameId: string, count: number): void {
  const frame = findNode(getGraph(), frameId);
  if (!frame || !voiceType) return;
  const edits: SimpleEdit[] = [];
  let graph = getGraph();
  for (let added = 0; added < count; added += 1) {
    const fresh = createNode(graph, voiceType.type, { x: 0, y: 0 });
    if (!fresh) return;
    const family = otherFamily(graph.nodes.filter(({ parent }) => parent === frameId).map((node) => familyOf(node)));
    const config = family === undefined ? fresh.config : { ...fresh.config, family };
    const edit: SimpleEdit = { type: 'add-node', node: putInside(graph, { ...fresh, config }, frame) };
    graph = applyEdit(graph, edit);
    edits.push(edit);
  }
  dispatch({ type: 'batch', edits }, `Add ${voiceType.title}`);
  getCanvasHandle()?.reveal(frameId);
}

/** Puts nodes into a frame, or takes them out of theirs with undefined. */
export function standIn(ids: readonly string[], frameId: string | undefined): void {
  const graph = getGraph();
  const frame = frameId === undefined ? undefined : findNode(graph, frameId);
  if (frame && !isFrame(frame)) return;
  const edit = standEdit(graph, ids, frame);
  if (!edit) return;
  dispatchMove(edit, frame ? `Move into ${readNode(frame).title}` : 'Move out of the frame');
  const [first] = ids;
  if (first !== undefined) getCanvasHandle()?.reveal(first);
}

/** Moves, and says so where wires went on the way. */
export function dispatchMove(edit: Edit, label: string, burst?: string): void {
  const lost = countLostWires(getGraph(), edit);
  dispatch(edit, label, burst);
  if (lost === 0) return;
  toast.warning(
    `${countWords(lost, 'wire')} went away: no wire crosses the edge of a frame. Undo brings ${lost === 1 ? 'it' : 'them'} back.`,
    { id: 'lost-wires' },
  );
}

function familyOf(node: Parameters<typeof readNode>[0]): string {
  return readNode(node).voice?.family ?? '';
}

/** A model family that can speak and whose lineage none of these has; undefined where there is none. */
function otherFamily(taken: readonly string[]): string | undefined {
  const { families } = familiesStore.getState();
  const lineages = new Set(families.filter(({ id }) => taken.includes(id)).map(({ lineage }) => lineage));
  const able = families.filter(({ available, lineage }) => available && !lineages.has(lineage));
  return (able.find(({ kind }) => kind !== 'reader') ?? able[0])?.id;
}
