// Reads an iterable ahead of its consumer and hands over together what came together: one wait for a whole read of a
// line instead of one for each event. Knows nothing of models.
import { OneByOne } from './one-by-one.ts';

/** How many items are read ahead at most; a consumer that is slower than its source holds the source up. */
const most = 64;
/**
 * A source that gave nothing for so many microtasks in a row waits for the line. What it has already read it hands on
 * through fewer, an SDK's layers of generators included.
 */
const quiet = 48;

/**
 * What `source` gives, in its order, in lists that are never empty: all that is there at once is one list. An error comes
 * after everything that came before it. Asked one at a time, as `for await` does. `return` does not wait for a source
 * that is in the middle of something. What already comes in lists is handed over as it is.
 */
export function inBatches<Item>(
  source: AsyncIterable<Item> | OneByOne<Item>,
): AsyncIterableIterator<readonly Item[], undefined> {
  if (source instanceof OneByOne) return source.batches;
  const iterator = source[Symbol.asyncIterator]();
  let batch: Item[] = [];
  let reading = false;
  let over = false;
  let failure: { readonly reason: unknown } | undefined;
  let wake: (() => void) | undefined;
  let quietFor: number | undefined;

  const tell = (): void => {
    quietFor = undefined;
    const waiting = wake;
    wake = undefined;
    waiting?.();
  };
  const listen = (): void => {
    if (quietFor === undefined) return;
    quietFor += 1;
    if (quietFor > quiet) tell();
    else queueMicrotask(listen);
  };
  const tellSoon = (): void => {
    if (wake === undefined) return;
    const isListening = quietFor !== undefined;
    quietFor = 0;
    if (!isListening) queueMicrotask(listen);
  };
  const readAhead = async (): Promise<void> => {
    if (reading) return;
    reading = true;
    try {
      while (!over && batch.length < most) {
        const step = await iterator.next();
        if (step.done) over = true;
        else if (!over) batch.push(step.value);
        tellSoon();
      }
    } catch (reason) {
      over = true;
      failure = { reason };
      tellSoon();
    }
    reading = false;
  };
  const handOver = (): IteratorResult<readonly Item[], undefined> => {
    if (batch.length > 0) {
      const value = batch;
      batch = [];
      void readAhead();
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
        void readAhead();
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
