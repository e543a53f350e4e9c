import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inBatches } from './in-batches.ts';
import { OneByOne } from './one-by-one.ts';

/** Gives each list at once and waits for the line between two. */
async function* speak<Item>(...lists: readonly Item[][]): AsyncGenerator<Item> {
  for (const list of lists) {
    yield* list;
    await turn();
  }
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('inBatches', () => {
  it('hands over together what came together, in its order', async () => {
    expect(await collect(inBatches(speak([1, 2, 3], [4], [5, 6])))).toEqual([[1, 2, 3], [4], [5, 6]]);
  });

  it('tells an error after everything that came before it', async () => {
    async function* breaks() {
      yield* speak([1, 2]);
      throw new Error('the line broke');
    }
    const batches = inBatches(breaks());
    expect(await batches.next()).toEqual({ done: false, value: [1, 2] });
    await expect(batches.next()).rejects.toThrow('the line broke');
    expect(await batches.next()).toEqual({ done: true, value: undefined });
  });

  it('holds a source up whose consumer is slow', async () => {
    let given = 0;
    async function* floods() {
      for (;;) yield given++;
    }
    const batches = inBatches(floods());
    const first = await batches.next();
    await turn();
    await turn();
    expect(first.value).toHaveLength(64);
    expect(given).toBe(128);
    await batches.return?.();
  });

  it('does not wait for a silent source when its consumer leaves', async () => {
    async function* hangs(): AsyncGenerator<number> {
      yield 1;
      await new Promise(() => {});
    }
    const batches = inBatches(hangs());
    await batches.next();
    const waiting = batches.next();
    expect(await batches.return?.()).toEqual({ done: true, value: undefined });
    expect(await waiting).toEqual({ done: true, value: undefined });
  });
});

describe('OneByOne', () => {
  it('hands out one at a time what came in lists, past an empty one', async () => {
    const lists = speak<number[]>([[1, 2], [], [3]]);
    expect(await collect(new OneByOne(inListsOf(lists), new AbortController().signal))).toEqual([1, 2, 3]);
  });

  it('drops what is left of a list when it is stopped', async () => {
    const stop = new AbortController();
    const items = new OneByOne(inListsOf(speak([[1, 2, 3]], [[4]])), stop.signal);
    expect(await items.next()).toEqual({ done: false, value: 1 });
    stop.abort();
    expect(await items.next()).toEqual({ done: false, value: 4 });
  });

  it('ends its source when its consumer leaves in the middle of a list', async () => {
    let ended = false;
    async function* lists(): AsyncGenerator<number[], undefined> {
      try {
        yield [1, 2];
      } finally {
        ended = true;
      }
    }
    for await (const item of new OneByOne(lists(), new AbortController().signal)) if (item === 1) break;
    expect(ended).toBe(true);
  });
});

async function* inListsOf<Item>(lists: AsyncIterable<Item[]>): AsyncGenerator<Item[], undefined> {
  for await (const list of lists) yield list;
}
