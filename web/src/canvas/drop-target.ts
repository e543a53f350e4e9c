// Which frame would take what is dragged just now. It is known only while a gesture lasts.
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

const dropTarget = createStore<{ readonly frames: ReadonlySet<string> }>(() => ({ frames: new Set() }));

/** Marks the frames that something would stand in if it were let go now. */
export function markDropTargets(ids: Iterable<string>): void {
  const frames = new Set(ids);
  const before = dropTarget.getState().frames;
  if (frames.size === before.size && [...frames].every((id) => before.has(id))) return;
  dropTarget.setState({ frames });
}

export function useIsDropTarget(id: string): boolean {
  return useStore(dropTarget, ({ frames }) => frames.has(id));
}
