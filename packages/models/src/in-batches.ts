// Reads an iterable ahead of its consumer and hands over together what came together: one wait for a whole read of a
// line instead of one for each event. Knows nothing of models.

/** How many items are read ahead at most; a consumer that is slower than its source holds the source up. */
const most = 64;

/**
 * What `source` gives, in its order, in lists that are never empty: all that is there at once is one list. An error comes
 * after everything that came before it. Asked one at a time, as `for await` does. `return` does not wait for a source
 * that is in the middle of something.
 */
export function inBatches<Item>(source: AsyncIterable<Item>): AsyncIterableIterator<readonly Item[], undefined> {
  const iterator = source[Symbol.asyncIterator]();
  let batch: Item[] = [];
  let asking = false;
  let over = false;
  let failure: { readonly reason: unknown } | undefined;
  let wake: (() => void) | undefined;
  let willWake = false;

  const tell = (): void => {
    willWake = false;
    const waiting = wake;
    wake = undefined;
    waiting?.();
  };
  const tellSoon = (): void => {
    if (willWake || wake === undefined) return;
    willWake = true;
    // Runs when the source has nothing more to give without waiting for the line.
    process.nextTick(tell);
  };
  const ask = (): void => {
    if (asking || over || batch.length >= most) return;
    asking = true;
    iterator.next().then(take, fail);
  };
  const take = (step: IteratorResult<Item>): void => {
    asking = false;
    if (step.done) over = true;
    else batch.push(step.value);
    ask();
    tellSoon();
  };
  const fail = (reason: unknown): void => {
    asking = false;
    over = true;
    failure = { reason };
    tellSoon();
  };
  const handOver = (): IteratorResult<readonly Item[], undefined> => {
    if (batch.length > 0) {
      const value = batch;
      batch = [];
      ask();
      return { done: false, value };
    }
    const failed = failure;
    failure = undefined;
    if (failed) throw failed.reason;
    return { done: true, value: undefined };
  };

  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      if (batch.length === 0 && !over) {
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        ask();
        await promise;
      }
      return handOver();
    },
    async return() {
      over = true;
      batch = [];
      failure = undefined;
      iterator.return?.().catch(() => {});
      tell();
      return { done: true, value: undefined };
    },
  };
}
