// One attempt at one call: keeps its time, takes secrets out of what is heard, and settles what it cost. Knows no route, no
// retry and no vendor.
import { AppError, type Spend, toFault } from '@parley/spec';
import { createWatchdog } from './create-watchdog.ts';
import type { AttemptEnd } from './gateway.ts';
import { inBatches } from './in-batches.ts';
import type { ProviderGate } from './provider-gate.ts';
import type { GenerateRequest, ModelEvent, Provider, ProviderCall } from './provider.ts';
import { cancelled, cutOff } from './providers/wire-fault.ts';
import { createEventRedactor, redactError } from './redact-call.ts';
import type { NamedSecret, SecretRedactor } from './secret-redactor.ts';

/** Milliseconds. */
export interface Timeouts {
  /** Until the first sign of life of an attempt: response headers or an event. */
  readonly firstEvent: number;
  /** Between two signs of life; any byte of the answer is one, so a model that thinks in silence is not cut off by it. */
  readonly idle: number;
  /** For the whole call, with its waits and its further attempts. */
  readonly total: number;
}

export type UsageEvent = Extract<ModelEvent, { type: 'usage' }>;

/** What an attempt works with. */
export interface OpenedRoute {
  readonly provider: Provider;
  readonly title: string;
  readonly key: NamedSecret | undefined;
  readonly baseUrl: string | undefined;
  readonly leave: Awaited<ReturnType<ProviderGate['enter']>>;
  /** The event with who used it and what it cost, where somebody counts. */
  price(event: UsageEvent): UsageEvent;
  settle(end: AttemptEnd): Promise<void>;
}

/** The patience, the secrets and the line that all attempts of a gateway share. */
export interface AttemptMeans {
  readonly timeouts: Timeouts;
  readonly secrets: SecretRedactor;
  readonly fetch?: typeof fetch | undefined;
}

/**
 * Makes the attempt; events that came together are one list. The deadline of `clock` is when the whole call must be over,
 * on `performance.now()`'s clock; it is set to 0 when that time has come. Throws AppError only, without any secret.
 */
export async function* attemptCall(
  { provider, title, key, baseUrl, leave, price, settle }: OpenedRoute,
  request: GenerateRequest,
  signal: AbortSignal,
  clock: { deadline: number },
  means: AttemptMeans,
): AsyncGenerator<readonly ModelEvent[], undefined> {
  const { timeouts, secrets } = means;
  const total = Math.max(1, clock.deadline - performance.now());
  const dog = createWatchdog({ first: timeouts.firstEvent, idle: timeouts.idle, total }, signal, (which) => {
    // A timer may ring a moment early; the time is up all the same.
    if (which === 'total') clock.deadline = 0;
    return tooSlow(title, which, timeouts);
  });
  const redact = createEventRedactor(secrets);
  let fault: AppError | undefined = cancelled();
  let tokens: number | undefined;
  let spend: Spend | undefined;
  const since = performance.now();
  let begun = false;
  let batches: AsyncIterator<readonly ModelEvent[], undefined> | undefined;
  try {
    const call: ProviderCall = {
      signal: dog.signal,
      heard: dog.touch,
      ...(means.fetch && { fetch: means.fetch }),
      ...(key && { apiKey: key.value }),
      ...(baseUrl && { baseUrl }),
    };
    const iterator = inBatches(provider.generate(request, call));
    batches = iterator;
    const next = () => iterator.next();
    for (let over = false; !over; ) {
      const step = await dog.guard(next);
      if (step.done) throw cutOff(title);
      if (!begun) dog.touch();
      begun = true;
      const told: ModelEvent[] = [];
      for (const heard of step.value) {
        const event = heard.type === 'usage' ? price(heard) : heard;
        if (event.type === 'usage') [tokens, spend] = [event.usage.inputTokens + event.usage.outputTokens, event.spend];
        redact(event, told);
        over = event.type === 'finish';
        if (over) break;
      }
      yield told;
    }
    fault = undefined;
  } catch (error) {
    // Once patience has ended, whatever the provider says about being stopped is only an echo.
    const first: unknown = dog.signal.aborted ? dog.signal.reason : error;
    fault = redactError(signal.aborted ? cancelled(error) : toAppError(first), secrets);
    throw fault;
  } finally {
    leave({ fault, tokens });
    dog.stop();
    // Not awaited: a provider that does not listen must not hold up the caller.
    batches?.return?.().catch(() => {});
    const end = { answered: begun, finished: fault === undefined, milliseconds: performance.now() - since };
    await settle({ ...end, ...(spend && { spend }) });
  }
}

function tooSlow(title: string, which: 'first' | 'idle' | 'total', timeouts: Timeouts): AppError {
  const what = {
    first: `${title} did not begin to answer within ${seconds(timeouts.firstEvent)}`,
    idle: `${title} stopped in the middle of its answer and sent nothing for ${seconds(timeouts.idle)}`,
    total: `${title} did not finish within ${seconds(timeouts.total)}`,
  }[which];
  return new AppError('provider/timeout', `${what}, so the call was ended. What was finished is kept. Try again.`);
}

function seconds(milliseconds: number): string {
  const count = Math.max(1, Math.round(milliseconds / 1000));
  return count === 1 ? '1 second' : `${count} seconds`;
}

/** The error itself when it is ours; anything else is a bug of ours. */
export function toAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError('internal/bug', toFault(error).message, { cause: error });
}
