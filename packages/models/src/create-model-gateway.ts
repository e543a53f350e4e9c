// The gateway over any set of families and providers: finds the route and tries again.
// Knows no vendor; where keys and addresses are kept is the host's business.
import { AppError, type Spend, toFault } from '@parley/spec';
import { attemptCall, type OpenedRoute, type Timeouts, toAppError, type UsageEvent } from './attempt-call.ts';
import type { FamilyDefinition } from './family-definition.ts';
import type { AttemptEnd, GenerateOptions, ModelGateway, PriceOf } from './gateway.ts';
import { messageText } from './message-text.ts';
import { OneByOne } from './one-by-one.ts';
import { describeFamily, noKey, type PlannedRoute, planRoutes, type ProviderState } from './plan-routes.ts';
import type { GatePolicy } from './gate-book.ts';
import { createMemoryKeeper, createProviderGate, type ProviderGate } from './provider-gate.ts';
import type { GenerateRequest, ModelEvent, Provider, ProviderDefinition } from './provider.ts';
import { cancelled } from './providers/wire-fault.ts';
import { redactRequest } from './redact-call.ts';
import { createSecretRedactor, type NamedSecret, type SecretRedactor } from './secret-redactor.ts';
import { sleep } from './wait.ts';
import { explainNoRoute, isOfTheRoute, tellOtherRoute } from './route-faults.ts';

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
  /** The models a provider last listed, from memory; undefined when it did not, as for a local server that is not running. */
  listedModels?(providerId: string): readonly string[] | undefined;
  /** Absent: nobody counts what calls cost. */
  readonly priceOf?: PriceOf;
  readonly timeouts?: Partial<Timeouts>;
  readonly retries?: Partial<RetryPolicy>;
  /** For each provider; a local server answers fewer calls at once. */
  readonly gate?: Partial<GatePolicy>;
  /** Makes the door to a provider, once for each; the default counts the calls of this process only. */
  createGate?(provider: ProviderDefinition, policy: GatePolicy): ProviderGate;
  /** The secrets that must appear nowhere; a key is made known to it before it is used. Default: the keys of its own calls. */
  readonly secrets?: SecretRedactor;
  /** 0 (inclusive) to 1 (exclusive); spreads the attempts of many agents that failed together. */
  readonly random?: () => number;
  readonly fetch?: typeof fetch;
}

/** Milliseconds for a provider's own count of a prompt. */
const countPatience = 10_000;

/** How many calls a server on one machine is given at once: more would only wait there, against their time. */
const localConcurrency = 2;

/** The gateway that knows the ways to its families. */
export interface RoutedGateway extends ModelGateway {
  /** The ways a call would take now, preferred first; `model` is empty for the default. None for an unknown family. */
  routes(family: string, model: string): Promise<readonly PlannedRoute[]>;
}

/** Makes the gateway. Throws `internal/bug` at once when a family names a provider that is not there. */
export function createModelGateway(options: ModelGatewayOptions): RoutedGateway {
  const timeouts: Timeouts = { firstEvent: 90_000, idle: 90_000, total: 600_000, ...options.timeouts };
  const retries: RetryPolicy = { count: 2, firstDelay: 1_000, longestDelay: 60_000, ...options.retries };
  const random = options.random ?? Math.random;
  const families = new Map(options.families.map((family) => [family.id, family]));
  const definitions = new Map(options.providers.map((definition) => [definition.id, definition]));
  options.families.forEach((family) => refuseLostRoutes(family, definitions));
  const secrets = options.secrets ?? createSecretRedactor();
  const means = { timeouts, secrets, fetch: options.fetch };
  const gates = new Map<string, ProviderGate>();
  const loaded = new Map<string, Promise<Provider>>();

  const gateOf = (definition: ProviderDefinition): ProviderGate => {
    const { id, title, local } = definition;
    const known = gates.get(id);
    if (known) return known;
    const policy = { concurrency: local ? localConcurrency : 16, failures: 6, rest: 20_000, ...options.gate };
    const now = () => performance.now();
    const gate =
      options.createGate?.(definition, policy) ??
      createProviderGate(
        title,
        createMemoryKeeper(() => policy, now),
        now,
      );
    gates.set(id, gate);
    return gate;
  };

  const readState = async (definition: ProviderDefinition): Promise<ProviderState> => {
    const { id, title, secret, needsAddress, local } = definition;
    const models = options.listedModels?.(id);
    const known = { title, ...(models && { models }), ...(local && models && { complete: true }) };
    if (secret && !secret.optional && !(await readKey(definition))) return { ...known, needs: 'key' };
    if (needsAddress && !(await options.readBaseUrl(id))) return { ...known, needs: 'address' };
    // A server whose address a person gave is believed to run: only those on the known ports are looked for.
    if (local && !models && !(await options.readBaseUrl(id))) return { ...known, needs: 'server' };
    return known;
  };

  /** What is known now of these providers. */
  const readStates = async (ids: Iterable<string>): Promise<ReadonlyMap<string, ProviderState>> => {
    const wanted = [...new Set(ids)].flatMap((id) => definitions.get(id) ?? []);
    return new Map(
      await Promise.all(wanted.map(async (definition) => [definition.id, await readState(definition)] as const)),
    );
  };

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
    if (!secret || !value) return undefined;
    const key = { name: secret.name, value };
    secrets.add(key);
    return key;
  };

  /** What a call needs before its time begins to run: loading an SDK is not the provider being slow. */
  const prepare = async (definition: ProviderDefinition, family: FamilyDefinition) => {
    try {
      const key = await readKey(definition);
      if (definition.secret && !definition.secret.optional && !key)
        throw new AppError('user/missing-key', noKey(family), { path: ['family'] });
      return { key, baseUrl: await options.readBaseUrl(definition.id), provider: await load(definition) };
    } catch (error) {
      throw toAppError(error);
    }
  };

  /** One attempt over one route, from its place at the provider's door, which it has when this resolves, to its last event. */
  const speak = async (
    route: PlannedRoute,
    family: FamilyDefinition,
    asked: GenerateRequest,
    { signal, admit }: GenerateOptions,
    clock: { deadline: number },
  ): Promise<AsyncGenerator<readonly ModelEvent[], undefined>> => {
    const definition = definitions.get(route.provider);
    if (!definition) throw new AppError('internal/bug', `There is no provider "${route.provider}".`);
    const { key, baseUrl, provider } = await prepare(definition, family);
    const since = performance.now();
    const own = { family: family.id, ...route };
    const permit = await admit?.({ ...own, title: definition.title, request: asked }, signal);
    const settle = async (end: AttemptEnd) => permit?.settle(end);
    const { maxOutputTokens } = permit ?? {};
    const wanted = { ...asked, model: route.model, ...(maxOutputTokens !== undefined && { maxOutputTokens }) };
    const request = redactRequest(wanted, secrets);
    let leave: OpenedRoute['leave'];
    try {
      leave = await gateOf(definition).enter(signal, guessTokens(request));
    } catch (error) {
      await settle({ answered: false, finished: false, milliseconds: 0 });
      throw error;
    }
    // Time in the queue is nobody's slowness.
    clock.deadline += performance.now() - since;
    const opened = { provider, title: definition.title, key, baseUrl, leave, settle };
    return attemptCall({ ...opened, price: (event) => priceUsage(event, own) }, request, signal, clock, means);
  };

  /** The event with who used it and what it cost, where somebody counts. */
  const priceUsage = (event: UsageEvent, route: Pick<Spend, 'family' | 'provider' | 'model'>): UsageEvent => {
    if (!options.priceOf) return event;
    const usd = event.usd ?? options.priceOf(route.provider, route.model, event.usage);
    return { ...event, spend: { ...route, ...event.usage, ...(usd !== undefined && { usd }) } };
  };

  async function* generate(
    asked: GenerateRequest,
    how: GenerateOptions,
  ): AsyncGenerator<readonly ModelEvent[], undefined> {
    const { signal } = how;
    if (signal.aborted) throw cancelled(signal.reason);
    const family = families.get(asked.family);
    if (!family)
      throw new AppError(
        'user/unknown-family',
        `There is no model family called "${asked.family}". Choose one in the agent's settings.`,
        { path: ['family'] },
      );
    const states = await readStates(family.routes.map(({ provider }) => provider));
    const { routes, model } = planRoutes(family, asked.model, states);
    const clock = { deadline: performance.now() + timeouts.total };
    const titleOf = (route: PlannedRoute) => definitions.get(route.provider)?.title ?? route.provider;

    let number = 1;
    for (const [index, route] of routes.entries()) {
      const next = routes[index + 1];
      for (let tries = 1; ; tries++) {
        let fault: AppError;
        try {
          yield* await speak(route, family, asked, how, clock);
          return;
        } catch (error) {
          fault = toAppError(error);
        }
        // A provider that is left alone is waited for only when there is no other way to the family.
        const rest = gates.get(route.provider)?.restsFor() ?? 0;
        const spent = tries > retries.count || (next !== undefined && rest > 0);
        const wait = fault.retryable && !spent ? delayBefore(tries + 1, fault, retries, random()) : undefined;
        const delay = wait === undefined ? undefined : Math.max(wait, rest);
        number += 1;
        if (delay !== undefined && performance.now() + delay < clock.deadline) {
          yield [{ type: 'retry', attempt: number, delay, fault: toFault(fault) }];
          await sleep(delay, signal).catch((reason: unknown) => {
            throw cancelled(reason);
          });
          continue;
        }
        if (!next || !isOfTheRoute(fault) || performance.now() >= clock.deadline) throw fault;
        yield [{ type: 'retry', attempt: number, delay: 0, fault: tellOtherRoute(fault, family, titleOf(next)) }];
        break;
      }
    }
    if (routes.length === 0) throw explainNoRoute(family, model, [...states.values()]);
  }

  return {
    async families() {
      const states = await readStates(options.families.flatMap(({ routes }) => routes.map(({ provider }) => provider)));
      return options.families.map((family) => describeFamily(family, states, options.priceOf));
    },

    async routes(id, model) {
      const family = families.get(id);
      if (!family) return [];
      return planRoutes(family, model, await readStates(family.routes.map(({ provider }) => provider))).routes;
    },

    async countTokens(text, { family: id, model }, { signal }) {
      const family = families.get(id);
      const [route] = family ? await this.routes(id, model) : [];
      const definition = route && definitions.get(route.provider);
      if (!family || !route || !definition) return undefined;
      const patience = AbortSignal.any([signal, AbortSignal.timeout(countPatience)]);
      try {
        const { key, baseUrl, provider } = await prepare(definition, family);
        const call = {
          signal: patience,
          ...(options.fetch && { fetch: options.fetch }),
          ...(key && { apiKey: key.value }),
          ...(baseUrl && { baseUrl }),
        };
        return await provider.countTokens?.(route.model, secrets.redact(text), call);
      } catch (error) {
        if (signal.aborted) throw cancelled(error);
        // The estimate has to do, and the call itself will tell what is wrong.
        return undefined;
      }
    },

    generate: (asked, how) => new OneByOne(generate(asked, how), how.signal),
  };
}

function refuseLostRoutes(
  { id, routes }: FamilyDefinition,
  definitions: ReadonlyMap<string, ProviderDefinition>,
): void {
  const lost = routes.find(({ provider }) => !definitions.has(provider));
  if (lost || routes.length === 0)
    throw new AppError(
      'internal/bug',
      `The family "${id}" names the provider "${lost?.provider ?? ''}", which is not there.`,
    );
}

/** Milliseconds to wait, whole; undefined when the provider asks for more than we wait. */
function delayBefore(attempt: number, fault: AppError, policy: RetryPolicy, random: number): number | undefined {
  const own = Math.min(policy.firstDelay * 2 ** (attempt - 2), policy.longestDelay) * (0.5 + random / 2);
  if (fault.retryAfter === undefined) return Math.round(own);
  return fault.retryAfter > policy.longestDelay ? undefined : Math.round(fault.retryAfter + own * random);
}

/** A rough guess at what a call reads, for the limits of its provider; what it really used is counted at its end. */
function guessTokens({ system, messages }: GenerateRequest): number {
  return Math.ceil(messages.reduce((sum, message) => sum + messageText(message).length, system.length) / 4);
}
