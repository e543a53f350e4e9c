// The providers' part of the HTTP API. A key goes to the server and never comes back.
import { type ProviderStatus, providerStatusSchema } from '@parley/spec';
import { z } from 'zod';
import { request } from '../api/api.ts';

const listBody = z.object({ providers: z.array(providerStatusSchema) });
const providerPath = (id: string, rest = ''): string => `/api/providers/${encodeURIComponent(id)}${rest}`;

export interface ProviderChange {
  readonly apiKey?: string;
  /** Null goes back to the provider's own address. */
  readonly baseUrl?: string | null;
}

export const providerApi = {
  async list(signal?: AbortSignal): Promise<ProviderStatus[]> {
    return (await request(listBody, '/api/providers', signal && { signal })).providers;
  },
  update: (id: string, change: ProviderChange): Promise<ProviderStatus> =>
    request(providerStatusSchema, providerPath(id), { method: 'PUT', json: change }),
  forgetKey: (id: string): Promise<ProviderStatus> =>
    request(providerStatusSchema, providerPath(id, '/key'), { method: 'DELETE' }),
};
