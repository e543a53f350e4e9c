// One timer for every running clock on the page: it ticks only while something watches it.
import { useSyncExternalStore } from 'react';

const period = 200;
const watchers = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  if (!timer) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const each of watchers) each();
    }, period);
  }
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const watchNothing = (): (() => void) => () => undefined;

/** Milliseconds since the epoch, brought up to date five times a second while `active`. */
export function useNow(active: boolean): number {
  return useSyncExternalStore(
    active ? watch : watchNothing,
    () => now,
    () => now,
  );
}
