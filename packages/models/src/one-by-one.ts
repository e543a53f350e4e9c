// Hands out one at a time what came in lists, without a wait between those of one list. Knows nothing of models.

/**
 * The items of `batches`, in their order; taken either one by one, one at a time as `for await` does, or as `batches`. When
 * `signal` aborts, what is left of a list is dropped, and what `batches` says next is what is said.
 */
export class OneByOne<Item> implements AsyncIterableIterator<Item, undefined> {
  readonly batches: AsyncIterableIterator<readonly Item[], undefined>;
  readonly #signal: AbortSignal;
  #batch: readonly Item[] = [];
  #at = 0;
  // A listener, because asking a signal that is made of others is slow.
  readonly #drop = (): void => {
    this.#batch = [];
  };

  constructor(batches: AsyncIterableIterator<readonly Item[], undefined>, signal: AbortSignal) {
    this.batches = batches;
    this.#signal = signal;
    signal.addEventListener('abort', this.#drop, { once: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    const value = this.#batch[this.#at];
    if (value === undefined) return this.#fetchNext();
    this.#at += 1;
    return Promise.resolve({ done: false, value });
  }

  async return(): Promise<IteratorResult<Item, undefined>> {
    this.#end();
    await this.batches.return?.();
    return { done: true, value: undefined };
  }

  async #fetchNext(): Promise<IteratorResult<Item, undefined>> {
    try {
      for (;;) {
        const step = await this.batches.next();
        if (step.done) break;
        const [value] = step.value;
        this.#batch = step.value;
        this.#at = 1;
        if (value !== undefined) return { done: false, value };
      }
    } catch (error) {
      this.#end();
      throw error;
    }
    this.#end();
    return { done: true, value: undefined };
  }

  #end(): void {
    this.#drop();
    this.#signal.removeEventListener('abort', this.#drop);
  }
}
