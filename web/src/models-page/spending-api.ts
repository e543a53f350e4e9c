// The spending part of the HTTP API: limits, and this month's account.
import { type Spending, spendingSchema, type SpendLimits } from '@parley/spec';
import { request } from '../api/api.ts';

export const spendingApi = {
  read: (signal?: AbortSignal): Promise<Spending> => request(spendingSchema, '/api/spending', signal && { signal }),
  setLimits: (limits: SpendLimits): Promise<Spending> =>
    request(spendingSchema, '/api/spending', { method: 'PUT', json: { limits } }),
};
