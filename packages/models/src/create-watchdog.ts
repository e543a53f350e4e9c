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
  /** Rejects what is being waited for; absent while nothing is. One listener for all of it: a flood makes thousands of waits a second. */
  let fail: ((reason: unknown) => void) | undefined;
  /** Asking a signal that is made of others costs more than the whole rest of a wait. */
  let ended = signal.aborted;
  signal.addEventListener(
    'abort',
    () => {
      ended = true;
      fail?.(signal.reason);
    },
    { once: true },
  );
  const giveUp = (which: keyof Patience) => () => own.abort(onEnd(which));
  const whole = setTimeout(giveUp('total'), patience.total);
  // Runs on while nothing is waited for, and then means nothing: to set it back costs less than to end it and begin another.
  const watch = (which: 'first' | 'idle') =>
    setTimeout(() => {
      if (fail) giveUp(which)();
    }, patience[which]);
  let silence = watch('first');
  let alive = false;
  return {
    signal,
    touch() {
      if (alive) {
        silence.refresh();
        return;
      }
      alive = true;
      clearTimeout(silence);
      silence = watch('idle');
    },
    guard(work) {
      return new Promise((resolve, reject) => {
        if (ended) {
          reject(signal.reason);
          return;
        }
        silence.refresh();
        fail = reject;
        work().then(
          (answer) => {
            fail = undefined;
            resolve(answer);
          },
          (reason: unknown) => {
            fail = undefined;
            reject(reason);
          },
        );
      });
    },
    stop() {
      clearTimeout(whole);
      clearTimeout(silence);
      own.abort();
    },
  };
}
