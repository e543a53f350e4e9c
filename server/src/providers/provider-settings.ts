// Keys and addresses of providers: the environment first, then what a person entered. Values leave only towards the gateway.
import type { NamedSecret, ProviderDefinition } from '@parley/models';
import { AppError, type ProviderLimits, type ProviderStatus } from '@parley/spec';
import { eq } from 'drizzle-orm';
import type { Database } from '../database/connect.ts';
import { readTogether } from '../database/read-together.ts';
import type { SharedGates } from '../gates/shared-gates.ts';
import { providerSettings } from '../database/schema.ts';
import { lastFour, type Vault } from '../vault/vault.ts';

export interface ProviderChange {
  readonly apiKey?: string | undefined;
  /** Null goes back to the provider's own address. */
  readonly baseUrl?: string | null | undefined;
  /** All of them: a limit that is absent is lifted. */
  readonly limits?: ProviderLimits | undefined;
}

export interface ProviderSettings {
  list(): Promise<ProviderStatus[]>;
  /** Undefined for an unknown provider; `user/bad-request` when it takes no key or no address. */
  update(id: string, change: ProviderChange): Promise<ProviderStatus | undefined>;
  /** Undefined for an unknown provider. Forgets a stored key; one from the environment stays. */
  forgetKey(id: string): Promise<ProviderStatus | undefined>;
  /** The value of a secret by its name, for a call that is about to be made. */
  readSecret(name: string): Promise<string | undefined>;
  /** The address that replaces a provider's own. */
  readBaseUrl(providerId: string): Promise<string | undefined>;
}

interface ProviderSettingsOptions {
  readonly db: Database;
  readonly vault: Vault;
  readonly definitions: readonly ProviderDefinition[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Told of every secret before anybody else gets it, so that a redactor knows it. */
  readonly onSecret: (secret: NamedSecret) => void;
  readonly gates: Pick<SharedGates, 'limits' | 'setLimits' | 'forgive'>;
}

export function createProviderSettings(options: ProviderSettingsOptions): ProviderSettings {
  const { db, vault, definitions, onSecret, gates } = options;
  const fromEnvironment = (name: string | undefined): string | undefined =>
    (name === undefined ? undefined : options.environment[name]?.trim()) || undefined;
  const find = (id: string) => definitions.find((definition) => definition.id === id);

  const readKey = async (name: string): Promise<{ value: string; source: 'environment' | 'vault' } | undefined> => {
    const given = fromEnvironment(name);
    const value = given ?? (await vault.read(name));
    if (value === undefined) return undefined;
    onSecret({ name, value });
    return { value, source: given === undefined ? 'vault' : 'environment' };
  };

  const readLimits = readTogether(() => gates.limits());
  const readStored = readTogether(async () => db.select().from(providerSettings));
  const readAddress = async (definition: ProviderDefinition): Promise<ProviderStatus['baseUrl']> => {
    const { id, baseUrlVariable, baseUrl } = definition;
    if (baseUrlVariable === undefined) return undefined;
    const own = baseUrl !== undefined && { own: baseUrl };
    const given = fromEnvironment(baseUrlVariable);
    if (given !== undefined) return { value: given, source: 'environment', ...own };
    const row = (await readStored()).find(({ provider }) => provider === id);
    return row ? { value: row.baseUrl, source: 'settings', ...own } : { source: 'default', ...own };
  };

  const describe = async (definition: ProviderDefinition): Promise<ProviderStatus> => {
    const { id, title, secret, needsAddress, local } = definition;
    const key = secret && (await readKey(secret.name));
    const shown = key && lastFour(key.value);
    const [baseUrl, limits] = await Promise.all([readAddress(definition), readLimits()]);
    const limited = limits.get(id);
    return {
      id,
      title,
      ...(secret && {
        key: {
          name: secret.name,
          title: secret.title,
          page: secret.page,
          source: key?.source ?? 'none',
          ...(shown && { lastFour: shown }),
          ...(secret.optional && { optional: true }),
        },
      }),
      ...(baseUrl && { baseUrl }),
      ...(needsAddress && { needsAddress }),
      ...(local && { local }),
      ...(limited && Object.keys(limited).length > 0 && { limits: limited }),
    };
  };

  return {
    list: () => Promise.all(definitions.map(describe)),
    async update(id, { apiKey, baseUrl, limits }) {
      const definition = find(id);
      if (!definition) return undefined;
      if (apiKey !== undefined && !definition.secret) throw refuse(`${definition.title} needs no key.`);
      if (baseUrl !== undefined && definition.baseUrlVariable === undefined) {
        throw refuse(`The address of ${definition.title} cannot be changed.`);
      }
      if (apiKey !== undefined && definition.secret) {
        onSecret({ name: definition.secret.name, value: apiKey });
        await vault.write(definition.secret.name, apiKey);
      }
      if (baseUrl === null) await db.delete(providerSettings).where(eq(providerSettings.provider, id));
      else if (baseUrl !== undefined) {
        await db
          .insert(providerSettings)
          .values({ provider: id, baseUrl })
          .onConflictDoUpdate({ target: providerSettings.provider, set: { baseUrl } });
      }
      if (limits) await gates.setLimits(id, limits);
      // What was learned of the provider was learned with another key or at another address.
      if (apiKey !== undefined || baseUrl !== undefined) await gates.forgive(id);
      return describe(definition);
    },
    async forgetKey(id) {
      const definition = find(id);
      if (!definition) return undefined;
      if (definition.secret) await vault.remove(definition.secret.name);
      return describe(definition);
    },
    async readSecret(name) {
      return (await readKey(name))?.value;
    },
    async readBaseUrl(providerId) {
      const definition = find(providerId);
      return definition && (await readAddress(definition))?.value;
    },
  };
}

function refuse(what: string): AppError {
  return new AppError('user/bad-request', `${what} Nothing was changed.`);
}
