// The gateway: the one door through which ops reach any model. Resolves family -> route, applies timeouts and retries.
import type { FamilyStatus, Spend, Usage } from '@parley/spec';
import type { GenerateRequest, ModelEvent } from './provider.ts';

/** US dollars for a call over a route now, by the provider's own id of the model; undefined when nobody knows the price. */
export type PriceOf = (provider: string, model: string, usage: Usage) => number | undefined;

/** One attempt that is about to be made. */
export interface PlannedAttempt {
  readonly family: string;
  /** The provider's id. */
  readonly provider: string;
  /** The provider's title. */
  readonly title: string;
  /** The provider's own id of the model. */
  readonly model: string;
  readonly request: GenerateRequest;
}

/** What came of an attempt. */
export interface AttemptEnd {
  /** As the provider reported it last; absent when it reported nothing. */
  readonly spend?: Spend;
  /** Whether anything of an answer came. */
  readonly answered: boolean;
  /** Whether the answer came to its end. */
  readonly finished: boolean;
  /** How long it took. */
  readonly milliseconds: number;
}

/** Leave to make one attempt. */
export interface CallPermit {
  /** The answer may be no longer than this. */
  readonly maxOutputTokens?: number;
  /** Called once, when the attempt is over; must not throw. */
  settle(end: AttemptEnd): Promise<void>;
}

export interface GenerateOptions {
  readonly signal: AbortSignal;
  /** The title of the step that asks, for who plays back what it was answered. */
  readonly title?: string;
  /** The name of the call within that step, for the same. */
  readonly call?: string;
  /** Asked before every attempt; the call ends with what it throws. May wait, and ends its wait when the signal aborts. */
  readonly admit?: (attempt: PlannedAttempt, signal: AbortSignal) => Promise<CallPermit>;
}

export interface ModelGateway {
  /** Every family with whether it can speak now. */
  families(): Promise<FamilyStatus[]>;
  /**
   * Streams one call, retried on passing faults before giving up. Throws AppError: `user/unknown-family`, `user/missing-key`,
   * `provider/*`, `limit/*`, or `internal/cancelled` when the signal aborts.
   */
  generate(request: GenerateRequest, options: GenerateOptions): AsyncIterable<ModelEvent>;
  /**
   * Tokens of a text as the family's own provider counts them, which costs nothing; undefined where nobody counts or the count
   * does not come in time. Throws `internal/cancelled` only.
   */
  countTokens?(
    text: string,
    choice: Pick<GenerateRequest, 'family' | 'model'>,
    options: { readonly signal: AbortSignal },
  ): Promise<number | undefined>;
}
