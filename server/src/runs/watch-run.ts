// Watching a run: committed events in order, from any point, for as long as the run lives.
import { hasRunEnded, type RunEvent } from '@parley/spec';
import type { RunBus } from './run-bus.ts';
import type { RunStore } from './run-store.ts';

/** Looks again after this many milliseconds even if nobody called: a lost notification costs time, never an event. */
const LOOK_AGAIN = 5000;

/**
 * Yields events after `seq` without a gap or a repeat and returns when the run has ended and all was given, or the
 * signal aborts. Events committed in this process come straight from the bus; everything else is read from the log.
 */
export async function* watchRun(
  parts: { readonly store: RunStore; readonly bus: RunBus },
  runId: string,
  seq: number,
  signal: AbortSignal,
): AsyncGenerator<RunEvent> {
  let last = seq;
  let fresh: (readonly RunEvent[] | undefined)[] = [undefined];
  let wake: (() => void) | undefined;
  const unwatch = parts.bus.watch(runId, (events) => {
    fresh.push(events);
    wake?.();
  });
  const onAbort = () => wake?.();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    while (!signal.aborted) {
      const news = fresh;
      fresh = [];
      // Only after these can the run be over; asking after every batch of tokens would be a query for nothing.
      let mayHaveEnded = news.includes(undefined);
      for (const events of news) {
        // What follows on directly needs no read; anything else (a hint, a gap) is looked up.
        const direct = events !== undefined && events[0]?.seq === last + 1;
        const found = direct ? events : await parts.store.eventsAfter(runId, last);
        for (const event of found) {
          if (event.seq <= last) continue;
          last = event.seq;
          if (event.type === 'run-end') mayHaveEnded = true;
          yield event;
        }
        if (!direct && found.length > 0) fresh.unshift(undefined);
      }
      if (fresh.length === 0 && mayHaveEnded && (await hasEnded(parts.store, runId))) {
        // The end may have been committed after the last look.
        const rest = await parts.store.eventsAfter(runId, last);
        if (rest.length === 0) return;
        fresh.push(undefined);
      }
      if (fresh.length === 0 && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(() => {
            fresh.push(undefined);
            resolve();
          }, LOOK_AGAIN);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    }
  } finally {
    unwatch();
    signal.removeEventListener('abort', onAbort);
  }
}

async function hasEnded(store: RunStore, runId: string): Promise<boolean> {
  const status = await store.status(runId);
  return status === undefined || hasRunEnded(status);
}
