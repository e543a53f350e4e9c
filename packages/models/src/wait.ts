// Waiting, by what every platform has: Node, a browser and the workers at the edge.
/** Resolves after so many milliseconds; rejects with the signal's reason when it aborts before. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** Lets everything in that waits for the event loop. A message, because a timer takes a millisecond and more. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const turn = () => {
      port1.close();
      resolve();
    };
    port1.addEventListener('message', turn, { once: true });
    port1.start();
    port2.postMessage(undefined);
  });
}

/** A timer that does not keep the process alive, where there is such a thing. */
export function startIdleTimer(ring: () => void, milliseconds: number): ReturnType<typeof setTimeout> {
  const timer = setTimeout(ring, milliseconds);
  // In a browser it is a number.
  if (typeof timer === 'object') timer.unref();
  return timer;
}
