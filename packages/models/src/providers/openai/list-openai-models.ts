// The models that a server with OpenAI's manners offers now. Part of the SDK's folder; the SDK is handed in, already loaded.
import type { APIError, OpenAI } from 'openai';
import type { ListedModel, ProviderCall, SecretSpec } from '../../provider.ts';
import { askOverWire } from '../call-over-wire.ts';
import { ownHeaders } from '../own-headers.ts';
import { readModelList } from '../read-model-list.ts';
import { readApiError } from './read-openai-error.ts';

export interface Sdk {
  readonly OpenAI: typeof OpenAI;
  readonly APIError: typeof APIError;
}

export interface Asked {
  readonly title: string;
  readonly secret?: SecretSpec | undefined;
  /** Used when the call names no other. */
  readonly baseUrl?: string | undefined;
}

/** What an OpenAI client is built with: nothing of it may come from the environment of this process. */
export function clientOptions(wire: {
  readonly apiKey: string;
  readonly baseUrl: string | undefined;
  readonly fetch: typeof fetch;
}) {
  return {
    // Without one the SDK would take OpenAI's from the environment and send it to whoever is asked; this one is not sent.
    apiKey: wire.apiKey === '' ? 'none' : wire.apiKey,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    defaultHeaders: ownHeaders('OPENAI_CUSTOM_HEADERS', wire.apiKey),
    fetch: wire.fetch,
    maxRetries: 0,
    logLevel: 'off',
    ...(wire.baseUrl !== undefined && { baseURL: wire.baseUrl }),
  } as const;
}

/** Its models, sorted by id; one page, as every compatible server gives it. Throws AppError only. */
export function listOpenaiModels(
  { OpenAI, APIError }: Sdk,
  { title, secret, baseUrl }: Asked,
  call: ProviderCall,
): Promise<readonly ListedModel[]> {
  return askOverWire(
    {
      title,
      secret,
      async ask(wire) {
        const client = new OpenAI(clientOptions({ ...wire, baseUrl: wire.baseUrl ?? baseUrl }));
        // Not `models.list`, which takes whatever comes for a list without entries.
        return readModelList(await client.get<unknown>('/models', { signal: wire.signal }));
      },
      readError: (error) => (error instanceof APIError ? readApiError(error) : undefined),
    },
    call,
  );
}
