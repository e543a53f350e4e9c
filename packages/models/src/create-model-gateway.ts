// The gateway over any set of families and providers: finds the route, keeps time, tries again, and lets no secret out.
// Knows no vendor; where keys and addresses are kept is the host's business.
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { AppError, type FamilyStatus, toFault } from '@parley/spec';
import type { FamilyDefinition } from './catalogue.ts';
import { createWatchdog } from './create-watchdog.ts';
import type { ModelGateway } from './gateway.ts';
import type { GenerateRequest, ModelEvent, Provider, ProviderCall, ProviderDefinition } from './provider.ts';
import { cancelled, cutOff } from './providers/wire-fault.ts';
import { type NamedSecret, redactSecret } from './redact-secret.ts';
import { watchFetch } from './watch-fetch.ts';

/** Milliseconds. */
export interface Timeouts {
  /** Until the first sign of life of an attempt: response headers or an event. */
  readonly firstEvent: number;
  /** Between two signs of life; any byte of the answer is one, so a model that thinks in silence is not cut off by it. */
  readonly idle: number;
  /** For the whole call, with its waits and its further attempts. */
  readonly total: number;
}

export interface RetryPolicy {
  /** How many further attempts a passing fault is given. */
  readonly count: number;
  /** Milliseconds before the second attempt; doubled each time. */
  readonly firstDelay: number;
  /** Milliseconds; a provider that asks for a longer wait is not waited for. */
  readonly longestDelay: number;
}

export interface ModelGatewayOptions {
  readonly families: readonly FamilyDefinition[];
  readonly providers: readonly ProviderDefinition[];
  /** The value of a secret by its name (`SecretSpec.name`); asked anew for every call. */
  readSecret(name: string): Promise<string | undefined>;
  /** An address that replaces the provider's own. */
  readBaseUrl(providerId: string): Promise<string | undefined>;
  readonly timeouts?: Partial<Timeouts>;
  readonly retries?: Partial<RetryPolicy>;
  /** 0 (inclusive) to 1 (exclusive); spreads the attempts of many agents that failed together. */
  readonly random?: () => number;
  readonly fetch?: typeof fetch;
}

interface Route {
  readonly family: FamilyDefinition;
  readonly definition: ProviderDefinition;
}

/** Makes the gateway. Throws `internal/bug` at once when a family names a provider that is not there. */
export function createModelGateway(options: ModelGatewayOptions): ModelGateway {
  const timeouts: Timeouts = { firstEvent: 90_000, idle: 90_000, total: 600_000, ...options.timeouts };
  const retries: RetryPolicy = { count: 2, firstDelay: 1_000, longestDelay: 60_000, ...options.retries };
  const random = options.random ?? Math.random;
  const routes = new Map(options.families.map((family) => [family.id, findRoute(family, options.providers)]));
  const loaded = new Map<string, Promise<Provider>>();

  const load = (definition: ProviderDefinition): Promise<Provider> => {
    const known = loaded.get(definition.id);
    if (known) return known;
    const loading = definition.load();
    loaded.set(definition.id, loading);
    loading.catch(() => loaded.delete(definition.id));
    return loading;
  };

  const readKey = async ({ secret }: ProviderDefinition): Promise<NamedSecret | undefined> => {
    const value = secret && (await options.readSecret(secret.name));
    return secret && value ? { name: secret.name, value } : undefined;
  };

  /** What a call needs before its time begins to run: loading an SDK is not the provider being slow. */
  const prepare = async (definition: ProviderDefinition, family: FamilyDefinition) => {
    try {
      const key = await readKey(definition);
      if (definition.secret && !key) throw new AppError('user/missing-key', noKey(family), { path: ['family'] });
      return { key, baseUrl: await options.readBaseUrl(definition.id), provider: await load(definition) };
    } catch (error) {
      throw toAppError(error);
    }
  };

  async function* attempt(
    provider: Provider,
    title: string,
    request: GenerateRequest,
    key: NamedSecret | undefined,
    baseUrl: string | undefined,
    signal: AbortSignal,
    remaining: number,
  ): AsyncGenerator<ModelEvent> {
    const dog = createWatchdog({ first: timeouts.firstEvent, idle: timeouts.idle, total: remaining }, signal, (which) =>
      tooSlow(title, which, timeouts),
    );
    let events: AsyncIterator<ModelEvent> | undefined;
    try {
      const call: ProviderCall = {
        signal: dog.signal,
        fetch: watchFetch(options.fetch ?? fetch, { answered: dog.touch, heard: dog.touch }),
        ...(key && { apiKey: key.value }),
        ...(baseUrl && { baseUrl }),
      };
      const iterator = provider.generate(request, call)[Symbol.asyncIterator]();
      events = iterator;
      for (;;) {
        const step = await dog.guard(() => iterator.next());
        if (step.done) throw cutOff(title);
        dog.touch();
        yield redactEvent(step.value, key);
        if (step.value.type === 'finish') return;
      }
    } catch (error) {
      // Once patience has ended, whatever the provider says about being stopped is only an echo.
      const first: unknown = dog.signal.aborted ? dog.signal.reason : error;
      throw redactError(signal.aborted ? cancelled(error) : toAppError(first), key);
    } finally {
      dog.stop();
      // Not awaited: a provider that does not listen must not hold up the caller.
      events?.return?.().catch(() => {});
    }
  }

  return {
    async families() {
      const statuses: FamilyStatus[] = [];
      const keys = new Map<string, boolean>();
      for (const { family, definition } of routes.values()) {
        const present = keys.get(definition.id) ?? (!definition.secret || (await readKey(definition)) !== undefined);
        keys.set(definition.id, present);
        const { licence: _licence, trainingTerms: _terms, ...shown } = family;
        statuses.push(
          present
            ? { ...shown, available: true }
            : { ...shown, available: false, missing: 'key', reason: noKey(family) },
        );
      }
      return statuses;
    },

    async *generate(asked, { signal }) {
      if (signal.aborted) throw cancelled(signal.reason);
      const route = routes.get(asked.family);
      if (!route)
        throw new AppError(
          'user/unknown-family',
          `There is no model family called "${asked.family}". Choose one in the agent's settings.`,
          { path: ['family'] },
        );
      const { family, definition } = route;
      const { key, baseUrl, provider } = await prepare(definition, family);
      const request = { ...asked, model: asked.model === '' ? family.defaultModel : asked.model };
      const deadline = performance.now() + timeouts.total;

      for (let number = 1; ; number++) {
        try {
          yield* attempt(provider, definition.title, request, key, baseUrl, signal, deadline - performance.now());
          return;
        } catch (error) {
          const fault = toAppError(error);
          const delay = delayBefore(number + 1, fault, retries, random());
          if (
            !fault.retryable ||
            number > retries.count ||
            delay === undefined ||
            performance.now() + delay >= deadline
          )
            throw fault;
          yield { type: 'retry', attempt: number + 1, delay, fault: toFault(fault) };
          await sleep(delay, undefined, { signal }).catch((reason: unknown) => {
            throw cancelled(reason);
          });
        }
      }
    },
  };
}

function findRoute(family: FamilyDefinition, providers: readonly ProviderDefinition[]): Route {
  const definition = providers.find(({ id }) => id === family.provider);
  if (!definition)
    throw new AppError(
      'internal/bug',
      `The family "${family.id}" names the provider "${family.provider}", which is not there.`,
    );
  return { family, definition };
}

/** Milliseconds to wait, whole; undefined when the provider asks for more than we wait. */
function delayBefore(attempt: number, fault: AppError, policy: RetryPolicy, random: number): number | undefined {
  const own = Math.min(policy.firstDelay * 2 ** (attempt - 2), policy.longestDelay) * (0.5 + random / 2);
  if (fault.retryAfter === undefined) return Math.round(own);
  return fault.retryAfter > policy.longestDelay ? undefined : Math.round(fault.retryAfter + own * random);
}

function noKey(family: FamilyDefinition): string {
  return `No key for ${family.title} yet. Add one under Models.`;
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

function toAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError('internal/bug', toFault(error).message, { cause: error });
}

function redactEvent(event: ModelEvent, key: NamedSecret | undefined): ModelEvent {
  return event.type === 'text' || event.type === 'reasoning'
    ? { ...event, text: redactSecret(event.text, key) }
    : event;
}

/** The same error without the key; a cause that holds the key is dropped. */
function redactError(error: AppError, key: NamedSecret | undefined): AppError {
  const message = redactSecret(error.message, key);
  const causeLeaks = key !== undefined && inspect(error.cause, { depth: 6 }).includes(key.value);
  if (message === error.message && !causeLeaks) return error;
  return new AppError(error.code, message, {
    ...(error.path && { path: error.path }),
    ...(error.retryAfter !== undefined && { retryAfter: error.retryAfter }),
    ...(!causeLeaks && error.cause !== undefined && { cause: error.cause }),
  });
}
