// The contract between the coordination layer and whoever answers: one request shape, one stream of events.
import type { AnswerOutcome, Document, Fault, Passage, Usage } from '@parley/spec';

export interface Message {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** The same task, unrendered: what local readers work from. Providers that take prompts ignore it. */
export interface Material {
  readonly question: string;
  readonly domain: string;
  readonly documents: readonly Document[];
  /** How many passages a reader should quote at most. */
  readonly passageLimit: number;
}

export interface GenerateRequest {
  readonly family: string;
  /** A model id; empty for the family's default. */
  readonly model: string;
  readonly system: string;
  readonly messages: readonly Message[];
  readonly material: Material;
  /** Absent: the model's own maximum. */
  readonly maxOutputTokens?: number;
}

export type ModelEvent =
  | { readonly type: 'text'; readonly text: string }
  /** Kept apart from the answer; never shown as answer text. */
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'passage'; readonly passage: Passage }
  /** Totals of the call so far; the last one counts. */
  | { readonly type: 'usage'; readonly usage: Usage }
  /** The call failed and is made again; everything streamed before is void. `attempt` is the number of the new attempt. */
  | { readonly type: 'retry'; readonly attempt: number; readonly delay: number; readonly fault: Fault }
  /** Always last. A stream without it is a failure, never a short answer. */
  | { readonly type: 'finish'; readonly outcome: AnswerOutcome };

export interface ProviderCall {
  readonly signal: AbortSignal;
  /** Present when the provider needs a key. */
  readonly apiKey?: string;
  /** Overrides the SDK's default address. */
  readonly baseUrl?: string;
  readonly fetch?: typeof fetch;
  /** Told of every sign of life on the line; also of those that are no event, such as a model that thinks in silence. */
  readonly heard?: () => void;
}

export interface Provider {
  /**
   * One attempt at one call. Throws AppError only; makes no retries of its own. When the signal aborts it stops
   * the request on the wire and throws `internal/cancelled`.
   */
  generate(request: GenerateRequest, call: ProviderCall): AsyncIterable<ModelEvent>;
  /** The ids of the models it offers now, in its own names. Absent where there is nothing to ask. Throws AppError only. */
  listModels?(call: ProviderCall): Promise<readonly string[]>;
  /**
   * Asks what only a good key is told, given what `listModels` told. Absent where the list itself is shown to a good key only.
   * Throws AppError only.
   */
  proveKey?(call: ProviderCall, models: readonly string[]): Promise<void>;
}

/** A key a provider needs: its name is also the environment variable that can hold it. */
export interface SecretSpec {
  readonly name: string;
  readonly title: string;
  /** Where a person gets one. */
  readonly page: string;
  /** It also speaks without one. */
  readonly optional?: true;
}

export interface ProviderDefinition {
  readonly id: string;
  readonly title: string;
  readonly secret?: SecretSpec;
  /** Environment variable that overrides the address. */
  readonly baseUrlVariable?: string;
  /** Where it is called when no other address is set, for people to see; absent when only its SDK knows. */
  readonly baseUrl?: string;
  /** It has no address of its own: it speaks only after a person has given one. */
  readonly needsAddress?: true;
  /** A server on this machine: it can speak when it answers at `baseUrl`. */
  readonly local?: true;
  /** Loads the SDK or engine; called once, at the first call. */
  load(): Promise<Provider>;
}

/** Typed identity. */
export function defineProvider(definition: ProviderDefinition): ProviderDefinition {
  return definition;
}
