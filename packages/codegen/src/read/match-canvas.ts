// Which node of the canvas file a call is: by its constant, else by its title, else because nothing else is left.
import type { CanvasFile } from '../canvas-file.ts';
import { nameOf } from '../name-constants.ts';
import type { MeshCall } from './mesh-call.ts';

export type CanvasNode = CanvasFile['nodes'][number];

/** The canvas' nodes by call; a call without one is new. `mayBe` says whether a call can be a node of a type. */
export function matchCanvas(
  calls: readonly MeshCall[],
  canvas: CanvasFile | undefined,
  mayBe: (call: MeshCall, type: string) => boolean,
): ReadonlyMap<MeshCall, CanvasNode> {
  const left = new Map(canvas?.nodes.flatMap((node) => (node.name === undefined ? [] : [[node.name, node] as const])));
  const found = new Map<MeshCall, CanvasNode>();
  const take = (call: MeshCall, node: CanvasNode | undefined) => {
    if (!node || found.has(call) || !mayBe(call, node.type)) return;
    found.set(call, node);
    left.delete(node.name ?? '');
  };
  for (const call of calls) take(call, left.get(call.name ?? ''));
  for (const call of calls) {
    const named = [...left.values()].find(({ name, type }) => nameOf(call.title, type) === name && mayBe(call, type));
    if (!found.has(call)) take(call, named);
  }
  for (const node of left.values()) {
    const open = calls.filter((call) => !found.has(call) && mayBe(call, node.type));
    const others = [...left.values()].filter(({ type }) => type === node.type);
    const [only] = open;
    if (only && open.length === 1 && others.length === 1) take(only, node);
  }
  return found;
}
