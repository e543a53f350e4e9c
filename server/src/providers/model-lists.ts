// What providers say they offer: local servers, looked for on the known ports of this machine, and those with a key, asked when
// a person wants to know. Kept in memory only, so that checking or opening a mesh asks nobody.
import { type ProviderDefinition, readModelIds } from '@parley/models';
import { toFault } from '@parley/spec';
import type { Log } from '../http/log.ts';
import { isLoopback } from '../read-settings.ts';

/** Milliseconds a server on this machine has to answer. */
const localPatience = 300;
/** Milliseconds a provider has to tell its list. */
const remotePatience = 8_000;
/** No list of models is longer; whatever else answers on a port is not read to its end. */
const longestList = 4_000_000;

export interface LocalServer {
  /** The provider's id. */
  readonly id: string;
  readonly title: string;
  readonly address: string;
  readonly answers: boolean;
  readonly models: readonly string[];
}

export interface ModelLists {
  /** What a provider last listed; undefined when it did not, or, for a local server, does not answer. */
  listed(providerId: string): readonly string[] | undefined;
  /** Looks for local servers, all at once; takes no longer than the patience with one. */
  probeLocal(): Promise<LocalServer[]>;
  /** Asks providers that can be called for their lists; with `only`, that one alone. One that fails keeps its last list. */
  refresh(only?: string): Promise<void>;
}

interface ModelListsOptions {
  readonly definitions: readonly ProviderDefinition[];
  readSecret(name: string): Promise<string | undefined>;
  readBaseUrl(providerId: string): Promise<string | undefined>;
  readonly log: Log;
}

export function createModelLists({ definitions, readSecret, readBaseUrl, log }: ModelListsOptions): ModelLists {
  const lists = new Map<string, readonly string[]>();
  const store = (id: string, models: readonly string[] | undefined) => {
    if (models) lists.set(id, models);
    else lists.delete(id);
  };

  const probe = async ({ id, title, baseUrl }: ProviderDefinition): Promise<LocalServer> => {
    const address = (await readBaseUrl(id)) ?? baseUrl ?? '';
    const models = isOnThisMachine(address) ? await readLocalList(address) : undefined;
    store(id, models);
    return { id, title, address, answers: models !== undefined, models: models ?? [] };
  };

  const ask = async ({ id, title, secret, needsAddress, load }: ProviderDefinition): Promise<void> => {
    const apiKey = secret && (await readSecret(secret.name));
    const baseUrl = await readBaseUrl(id);
    if ((secret && !secret.optional && !apiKey) || (needsAddress && !baseUrl)) {
      store(id, undefined);
      return;
    }
    try {
      const provider = await load();
      const models = await provider.listModels?.({
        signal: AbortSignal.timeout(remotePatience),
        ...(apiKey && { apiKey }),
        ...(baseUrl && { baseUrl }),
      });
      if (models) store(id, models);
    } catch (error) {
      log.warn('A provider did not tell which models it offers.', { provider: title, reason: toFault(error).message });
    }
  };

  return {
    listed: (id) => lists.get(id),
    probeLocal: () => Promise.all(definitions.filter(({ local }) => local).map(probe)),
    async refresh(only) {
      const wanted = definitions.filter(({ id, local }) => !local && (only === undefined || id === only));
      await Promise.all(wanted.map(ask));
    },
  };
}

function isOnThisMachine(address: string): boolean {
  if (!URL.canParse(address)) return false;
  return isLoopback(new URL(address).hostname.replace(/^\[(.*)\]$/, '$1'));
}

/** Undefined when nobody answers in time, or what answers is no model server. */
async function readLocalList(address: string): Promise<readonly string[] | undefined> {
  try {
    const response = await fetch(`${address.replace(/\/+$/, '')}/models`, {
      signal: AbortSignal.timeout(localPatience),
      headers: { accept: 'application/json' },
      // Whoever answers here must not send us elsewhere.
      redirect: 'error',
    });
    if (!response.ok || !response.body) return undefined;
    return readModelIds(JSON.parse(await readShort(response.body)));
  } catch {
    return undefined;
  }
}

async function readShort(body: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of body) {
    text += decoder.decode(part, { stream: true });
    if (text.length > longestList) throw new RangeError('too long for a list of models');
  }
  return text + decoder.decode();
}
