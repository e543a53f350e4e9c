// Models and keys without a server: keys and addresses from the environment, and from the product's own store once somebody
// opens it. It asks nobody by itself.
import {
  contextWindow,
  createModelGateway,
  createSecretRedactor,
  createTokenMeter,
  defaultProviders,
  families,
  type NamedSecret,
  type PriceOf,
  type RoutedGateway,
  type SecretRedactor,
  type TokenMeter,
} from '@parley/models';
import { priceOf } from '@parley/models/prices';
import { createLog, createModelLists, environmentSecrets, type Log, type ModelLists } from '@parley/server/local';
import { hasDatabase, productSettings } from '../product-folder.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Store } from './open-store.ts';

export interface Local extends AsyncDisposable {
  /** As it is now: another one once the store is open. */
  gateway(): RoutedGateway;
  readonly modelLists: ModelLists;
  readonly meter: TokenMeter;
  readonly priceOf: PriceOf;
  readonly secrets: SecretRedactor;
  readonly log: Log;
  readSecret(name: string): Promise<string | undefined>;
  readBaseUrl(providerId: string): Promise<string | undefined>;
  /** Opens what the product has stored, once; from then on its keys, limits and documents are used. Undefined when there is nothing. */
  openStore(): Promise<Store | undefined>;
  /** The store once it is open. */
  store(): Store | undefined;
}

/** Nothing is opened, started or asked by this alone. */
export function openLocal(terminal: Terminal): Local {
  const { environment } = terminal;
  const known = createSecretRedactor(environmentSecrets(environment));
  const secrets: SecretRedactor = {
    ...known,
    add(secret: NamedSecret) {
      known.add(secret);
      terminal.hide(secret);
    },
  };
  const log = createLog({
    redact: secrets.redact,
    write: (line) => {
      if (environment['PARLEY_DEBUG']) terminal.err.write(line);
    },
  });
  let store: Store | undefined;
  let opening: Promise<Store | undefined> | undefined;
  const given = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const readSecret = async (name: string) => (store ? store.providers.readSecret(name) : given(name));
  const readBaseUrl = async (id: string) => {
    if (store) return store.providers.readBaseUrl(id);
    const { baseUrlVariable } = defaultProviders.find((definition) => definition.id === id) ?? {};
    return baseUrlVariable === undefined ? undefined : given(baseUrlVariable);
  };
  const modelLists = createModelLists({ definitions: defaultProviders, readSecret, readBaseUrl, log });
  const priceInUsd: PriceOf = (provider, model, usage) => priceOf(provider, model, usage)?.amount;
  const createGateway = (): RoutedGateway => {
    const gates = store?.gates;
    return createModelGateway({
      families,
      providers: defaultProviders,
      readSecret,
      readBaseUrl,
      listedModels: (id) => modelLists.listed(id),
      priceOf: priceInUsd,
      secrets,
      ...(gates && { createGate: (definition, policy) => gates.createGate(definition, policy) }),
    });
  };
  let gateway = createGateway();

  const open = async (): Promise<Store | undefined> => {
    const settings = productSettings(terminal);
    if (!hasDatabase(settings)) return undefined;
    const { openStore } = await import('./open-store.ts');
    store = await openStore({ settings, environment, definitions: defaultProviders, secrets, log });
    gateway = createGateway();
    return store;
  };
  return {
    gateway: () => gateway,
    modelLists,
    meter: createTokenMeter((model) => contextWindow(model, modelLists.windowsOf(model))),
    priceOf: priceInUsd,
    secrets,
    log,
    readSecret,
    readBaseUrl,
    openStore: () => (opening ??= open()),
    store: () => store,
    async [Symbol.asyncDispose]() {
      await opening?.catch(() => undefined);
      await store?.close();
    },
  };
}
