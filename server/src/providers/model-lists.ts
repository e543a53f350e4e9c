// What providers say they offer: local servers, looked for on the known ports of this machine, and those with a key, asked when
// a person wants to know. Kept in memory only, so that checking or opening a mesh asks nobody.
import { type AskServer, type ListedModel, modelKey, type ProviderDefinition, readModelList } from '@parley/models';
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
  /** The windows that providers told for this model, whatever each of them calls it; empty when none did. */
  windowsOf(model: string): readonly number[];
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
  const lists = new Map<string, { readonly ids: readonly string[]; readonly windows: ReadonlyMap<string, number> }>();
  const store = (id: string, models: readonly ListedModel[] | undefined) => {
    if (models) lists.set(id, { ids: models.map((model) => model.id), windows: readWindows(models) });
    else lists.delete(id);
  };

  const probe = async ({ id, title, baseUrl, readWindows: measure }: ProviderDefinition): Promise<LocalServer> => {
    const address = (await readBaseUrl(id)) ?? baseUrl ?? '';
    const listed = isOnThisMachine(address) ? await readLocalList(address) : undefined;
    const models = listed && measure ? await measure(listed, askBeside(address)) : listed;
    store(id, models);
    return { id, title, address, answers: models !== undefined, models: (models ?? []).map((model) => model.id) };
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
    listed: (id) => lists.get(id)?.ids,
    windowsOf(model) {
      const key = modelKey(model);
      return [...lists.values()].flatMap(({ windows }) => windows.get(key) ?? []);
    },
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

/** The least window of each model, by its key. */
function readWindows(models: readonly ListedModel[]): ReadonlyMap<string, number> {
  const windows = new Map<string, number>();
  for (const { id, contextWindow } of models) {
    if (contextWindow === undefined) continue;
    const key = modelKey(id);
    windows.set(key, Math.min(contextWindow, windows.get(key) ?? contextWindow));
  }
  return windows;
}

/** Undefined when nobody answers in time, or what answers is no model server. */
async function readLocalList(address: string): Promise<readonly ListedModel[] | undefined> {
  try {
    return readModelList(await askLocal(`${address.replace(/\/+$/, '')}/models`));
  } catch {
    return undefined;
  }
}

/** Asks beside the address that speaks OpenAI's way, which ends with `/v1`. */
function askBeside(address: string): AskServer {
  const root = address.replace(/(\/v1)?\/*$/, '');
  return (path, body) => askLocal(`${root}${path}`, body).catch(() => undefined);
}

/** Throws when nobody answers in time, or what answers is no JSON. */
async function askLocal(address: string, body?: unknown): Promise<unknown> {
  const response = await fetch(address, {
    signal: AbortSignal.timeout(localPatience),
    headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    // Whoever answers here must not send us elsewhere.
    redirect: 'error',
  });
  if (!response.ok || !response.body) throw new TypeError(`status ${response.status}`);
  const answer: unknown = JSON.parse(await readShort(response.body));
  return answer;
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
