// Cooperative pacing for long local computations: lets other work in, and stops when the call is cancelled.
import { AppError } from '@parley/spec';
import { nextTurn } from '../../wait.ts';

const sliceLength = 12;

/** Call inside loops: yields to the event loop when the slice (12 ms) is used up; throws `internal/cancelled` once the signal has aborted. */
export interface Pace {
  /** Undefined while there is time left. */
  (): Promise<void> | undefined;
  /** Yields to the event loop in any case, so that what was streamed so far can leave. */
  turn(): Promise<void>;
}

/** A pace bound to one call's signal. */
export function createPace(signal: AbortSignal): Pace {
  let sliceEnd = performance.now() + sliceLength;
  const turn = async () => {
    await nextTurn();
    sliceEnd = performance.now() + sliceLength;
    throwIfCancelled(signal);
  };
  const pace = () => {
    throwIfCancelled(signal);
    return performance.now() < sliceEnd ? undefined : turn();
  };
  return Object.assign(pace, { turn });
}

/** Throws `internal/cancelled` when the signal has aborted. */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled();
}

/** The fault of a call whose signal aborted. */
export function cancelled(): AppError {
  return new AppError('internal/cancelled', 'The reading was stopped before it was finished.');
}
