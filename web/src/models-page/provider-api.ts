// The providers' part of the HTTP API. A key goes to the server and never comes back.
import {
  localServerSchema,
  type LocalServerStatus,
  type ProviderCheck,
  providerCheckSchema,
  type ProviderLimits,
  type ProviderStatus,
  providerStatusSchema,
} from '@parley/spec';
import { z } from 'zod';
import { request } from '../api/api.ts';

const listBody = z.object({ providers: z.array(providerStatusSchema) });
const localBody = z.object({ servers: z.array(localServerSchema) });
const providerPath = (id: string, rest = ''): string => `/api/providers/${encodeURIComponent(id)}${rest}`;

export interface ProviderChange {
  readonly apiKey?: string;
  /** Null goes back to the provider's own address. */
  readonly baseUrl?: string | null;
  /** All of them: one that is absent is lifted. */
  readonly limits?: ProviderLimits;
}

export const providerApi = {
  async list(signal?: AbortSignal): Promise<ProviderStatus[]> {
    return (await request(listBody, '/api/providers', signal && { signal })).providers;
  },
  /** Looks for model servers on the machine that Parley runs on. */
  async local(signal?: AbortSignal): Promise<LocalServerStatus[]> {
    return (await request(localBody, '/api/providers/local', signal && { signal })).servers;
  },
  /** Has every connected provider asked which models it offers; the families know afterwards. */
  async refresh(): Promise<void> {
    await request(z.object({}), '/api/providers/refresh', { method: 'POST', json: {} });
  },
  update: (id: string, change: ProviderChange): Promise<ProviderStatus> =>
    request(providerStatusSchema, providerPath(id), { method: 'PUT', json: change }),
  /** Has the provider asked, now, whether what is saved for it is good. */
  test: (id: string, signal: AbortSignal): Promise<ProviderCheck> =>
    request(providerCheckSchema, providerPath(id, '/test'), { method: 'POST', json: {}, signal }),
  forgetKey: (id: string): Promise<ProviderStatus> =>
    request(providerStatusSchema, providerPath(id, '/key'), { method: 'DELETE' }),
};
