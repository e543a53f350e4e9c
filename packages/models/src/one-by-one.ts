// Hands out one at a time what came in lists, without a wait between those of one list. Knows nothing of models.

/**
 * The items of `batches`, in their order. Asked one at a time, as `for await` does. When `signal` aborts, what is left of a
 * list is dropped, and what `batches` says next is what is said.
 */
export function oneByOne<Item>(
  batches: AsyncIterator<readonly Item[], undefined>,
  signal: AbortSignal,
): AsyncIterableIterator<Item, undefined> {
  let batch: readonly Item[] = [];
  let at = 0;
  // A listener, because asking a signal that is made of others is slow.
  const drop = (): void => {
    batch = [];
  };
  const over = (): IteratorResult<Item, undefined> => {
    drop();
    signal.removeEventListener('abort', drop);
    return { done: true, value: undefined };
  };
  signal.addEventListener('abort', drop, { once: true });

  const fetchNext = async (): Promise<IteratorResult<Item, undefined>> => {
    try {
      for (;;) {
        const step = await batches.next();
        if (step.done) return over();
        batch = step.value;
        at = 1;
        const [value] = batch;
        if (value !== undefined) return { done: false, value };
      }
    } catch (error) {
      over();
      throw error;
    }
  };

  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      const value = batch[at];
      if (value === undefined) return fetchNext();
      at += 1;
      return Promise.resolve({ done: false, value });
    },
    async return() {
      over();
      await batches.return?.();
      return { done: true, value: undefined };
    },
  };
}
