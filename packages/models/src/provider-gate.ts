// The door to one provider, shared by all calls of this process: so many at once, and none for a while when it keeps failing.
import { AppError, type ErrorCode } from '@parley/spec';
import { cancelled } from './providers/wire-fault.ts';

export interface GatePolicy {
  /** How many calls may be under way at once. */
  readonly concurrency: number;
  /** After so many failures in a row the provider is left alone. */
  readonly failures: number;
  /** Milliseconds for which it is left alone; then one call tries it. */
  readonly rest: number;
}

export interface ProviderGate {
  /**
   * Waits for a free place, in order of arrival. The answer must be called once, with the fault the call ended with.
   * Throws `provider/overloaded` with a `retryAfter` while the provider is left alone, `internal/cancelled` on abort.
   */
  enter(signal: AbortSignal): Promise<(fault?: AppError) => void>;
  /** Milliseconds for which it is still left alone; 0 when it is not. */
  restsFor(): number;
}

/** Faults that say that a provider is not well; a refusal or a rate limit says that it works. */
const unwell: ReadonlySet<ErrorCode> = new Set([
  'provider/overloaded',
  'provider/unreachable',
  'provider/timeout',
  'provider/cut-off',
  'provider/garbage',
]);

/** A gate; `now` is a clock in milliseconds that never goes back. */
export function createProviderGate(title: string, policy: GatePolicy, now: () => number): ProviderGate {
  const waiting: (() => void)[] = [];
  let busy = 0;
  let failures = 0;
  let restsUntil = 0;

  const restsFor = () => (failures >= policy.failures ? Math.max(0, Math.ceil(restsUntil - now())) : 0);
  /** A place goes from hand to hand, so that no new call slips in before those that wait. */
  const freePlace = () => {
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  };
  const leave = (fault?: AppError) => {
    freePlace();
    if (fault === undefined) failures = 0;
    else if (unwell.has(fault.code)) {
      failures += 1;
      if (failures >= policy.failures) restsUntil = now() + policy.rest;
    }
  };

  return {
    restsFor,
    async enter(signal) {
      if (signal.aborted) throw cancelled(signal.reason);
      if (busy >= policy.concurrency) await place(waiting, signal);
      else busy += 1;
      const rest = restsFor();
      if (rest > 0) {
        freePlace();
        throw new AppError(
          'provider/overloaded',
          `${title} failed ${failures} times in a row, so it is left alone for a moment. What was finished is kept. Try again in a minute.`,
          { retryAfter: rest },
        );
      }
      // After its rest one call tries it; the others wait for what that one finds.
      if (failures >= policy.failures) restsUntil = now() + policy.rest;
      let left = false;
      return (fault) => {
        if (left) return;
        left = true;
        leave(fault);
      };
    },
  };
}

function place(waiting: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      waiting.splice(waiting.indexOf(enter), 1);
      reject(cancelled(signal.reason));
    };
    const enter = () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    };
    waiting.push(enter);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
