// A budget of calls that cannot be overdrawn, and a few tasks at once.
import { AppError } from '@parley/spec';

/** Cells that are explored side by side; each asks for its ideas and its controls at once. */
export const cellsAtOnce = 3;

export interface CallCounter {
  made(): number;
  /** Before each call. Throws `internal/bug` rather than let one more be made than was allowed. */
  take(): void;
}

export function createCallCounter(budget: number): CallCounter {
  let made = 0;
  return {
    made: () => made,
    take() {
      if (made >= budget) throw new AppError('internal/bug', `More than ${budget} calls were about to be made.`);
      made += 1;
    },
  };
}

/**
 * Does the work on every item, at most `most` at once, and gives the results in the order of the items. When one throws, no further
 * one is begun, those under way are waited for, and the first fault goes on.
 */
export async function workAtOnce<Item, Result>(
  items: readonly Item[],
  most: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  const faults: unknown[] = [];
  const queue = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, item] = next;
      try {
        results.set(index, await work(item));
      } catch (error) {
        faults.push(error);
        queue.length = 0;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  if (faults.length > 0) throw faults[0];
  return [...results].toSorted(([one], [other]) => one - other).map(([, result]) => result);
}
