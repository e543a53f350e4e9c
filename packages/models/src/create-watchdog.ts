// Ends an attempt that has gone silent. Knows nothing of models: it waits, hears signs of life, and aborts a signal.

export interface Patience {
  /** Milliseconds until the first sign of life. */
  readonly first: number;
  /** Milliseconds between two signs of life. */
  readonly idle: number;
  /** Milliseconds for everything together. */
  readonly total: number;
}

export interface Watchdog {
  /** Aborted when the caller aborts, when patience ends, and by `stop`. */
  readonly signal: AbortSignal;
  /** Tells that something came. */
  readonly touch: () => void;
  /** Waits for `work`, as long as patience lasts; rejects with the abort's reason. Time outside `guard` does not count as silence. */
  guard<T>(work: () => Promise<T>): Promise<T>;
  /** Aborts what may still be under way and forgets all timers. */
  stop(): void;
}

/** Starts watching; `onEnd` makes the reason to abort with, from which patience ended. */
export function createWatchdog(
  patience: Patience,
  caller: AbortSignal,
  onEnd: (which: keyof Patience) => Error,
): Watchdog {
  const own = new AbortController();
  const signal = AbortSignal.any([caller, own.signal]);
  let limit: keyof Patience = 'first';
  let waiting = false;
  let silence: NodeJS.Timeout | undefined;
  const giveUp = (which: keyof Patience) => () => own.abort(onEnd(which));
  const whole = setTimeout(giveUp('total'), patience.total);
  const arm = () => {
    clearTimeout(silence);
    if (waiting) silence = setTimeout(giveUp(limit), patience[limit]);
  };
  return {
    signal,
    touch() {
      limit = 'idle';
      arm();
    },
    async guard(work) {
      signal.throwIfAborted();
      let onAbort = () => {};
      const aborted = new Promise<never>((_, reject) => {
        onAbort = () => reject(signal.reason);
        signal.addEventListener('abort', onAbort, { once: true });
      });
      waiting = true;
      arm();
      try {
        return await Promise.race([work(), aborted]);
      } finally {
        waiting = false;
        clearTimeout(silence);
        signal.removeEventListener('abort', onAbort);
      }
    },
    stop() {
      clearTimeout(whole);
      clearTimeout(silence);
      own.abort();
    },
  };
}
