// Gathers items and hands them over at most once per animation frame. Knows nothing of runs.

export interface FrameClock {
  /** Calls back once, at the next frame; answers how to take it back. */
  nextFrame(callback: () => void): () => void;
}

export interface FrameBatch<Item> {
  readonly add: (item: Item) => void;
  /** Hands over what is gathered now. */
  readonly flush: () => void;
  /** Forgets what is gathered. */
  readonly clear: () => void;
}

/** A hidden tab gets no animation frames, so a timer stands in for them. */
const hiddenTabInterval = 250;

const browserClock: FrameClock = {
  nextFrame(callback) {
    const cancel = (): void => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
    const once = (): void => {
      cancel();
      callback();
    };
    const frame = requestAnimationFrame(once);
    const timer = setTimeout(once, hiddenTabInterval);
    return cancel;
  },
};

/** Items reach `apply` in the order they were added, all that one frame gathered in one call, never none. */
export function createFrameBatch<Item>(
  apply: (items: readonly Item[]) => void,
  clock: FrameClock = browserClock,
): FrameBatch<Item> {
  let items: Item[] = [];
  let cancel: (() => void) | undefined;

  const clear = (): void => {
    cancel?.();
    cancel = undefined;
    items = [];
  };
  const flush = (): void => {
    const gathered = items;
    clear();
    if (gathered.length > 0) apply(gathered);
  };
  return {
    add(item) {
      items.push(item);
      cancel ??= clock.nextFrame(flush);
    },
    flush,
    clear,
  };
}
