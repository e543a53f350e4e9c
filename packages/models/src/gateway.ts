// The gateway: the one door through which ops reach any model. Resolves family -> route, applies timeouts and retries.
import type { FamilyStatus } from '@parley/spec';
import type { GenerateRequest, ModelEvent } from './provider.ts';

export interface ModelGateway {
  /** Every family with whether it can speak now. */
  families(): Promise<FamilyStatus[]>;
  /**
   * Streams one call, retried on passing faults before giving up. Throws AppError: `user/unknown-family`, `user/missing-key`,
   * `provider/*`, `limit/*`, or `internal/cancelled` when the signal aborts.
   */
  generate(request: GenerateRequest, options: { readonly signal: AbortSignal }): AsyncIterable<ModelEvent>;
}
