// Patience with a database that is away for a moment: a run waits for it, as long as it takes, and loses nothing.
import { setTimeout as sleep } from 'node:timers/promises';
import type { CalledOp, Op, Ops } from '@parley/runtime';
import { toFault } from '@parley/spec';
import { toStorageError } from '../database/storage-error.ts';

/** Milliseconds before each new try; the last one repeats. */
const DELAYS = [200, 500, 1000, 2000];
const delayOf = (attempt: number) => DELAYS[Math.min(attempt, DELAYS.length) - 1] ?? 0;

/** Does `work` again while the database cannot be reached or written; any other error, or an abort, ends it. */
export async function withPatience<Result>(
  work: () => Promise<Result>,
  signal: AbortSignal,
  onWait?: (error: Error, attempt: number, delay: number) => void,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const storage = toStorageError(error);
      if (!storage || signal.aborted) throw error;
      const delay = delayOf(attempt);
      onWait?.(storage, attempt + 1, delay);
      await sleep(delay, undefined, { signal });
    }
  }
}

/** The same ops, each begun again after the database was away. Paid calls are journalled, so none is made twice. */
export function patientOps(ops: Ops): Ops {
  const patient =
    (op: Op): Op =>
    async (args, inputs, context) =>
      withPatience(
        async () => op(args, inputs, context),
        context.signal,
        (error, attempt, delay) => context.signalStep({ type: 'retry', attempt, delay, fault: toFault(error) }),
      );
  // Object.entries forgets that the keys are op names.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const names = Object.keys(ops) as CalledOp[];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(names.map((name) => [name, patient(ops[name])])) as Ops;
}
