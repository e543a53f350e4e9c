// The contract between the coordination layer and whoever answers: one request shape, one stream of events.
import type { AnswerOutcome, Document, Fault, Passage, Spend, ToolCall, ToolResult, Usage } from '@parley/spec';

/** A JSON Schema (draft 2020-12) of an object. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A tool as a model is told of it. */
export interface ToolSpec {
  /** Letters, digits, `_` and `-`, at most 64, beginning with a letter. */
  readonly name: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
}

/** The form an answer must have: one JSON value. */
export interface OutputShape {
  /** Like the name of a tool. */
  readonly name: string;
  readonly description: string;
  readonly schema: JsonSchema;
}

/**
 * A turn of a model in its provider's own form, with its signatures, to be sent back unchanged in the same conversation.
 * Only the provider that made it can read it; another route of the family ignores it.
 */
export interface Echo {
  readonly provider: string;
  readonly model: string;
  /** JSON. */
  readonly turn: unknown;
}

export type Message =
  | { readonly role: 'user'; readonly text: string }
  | {
      readonly role: 'assistant';
      readonly text: string;
      readonly toolCalls?: readonly ToolCall[];
      readonly echo?: Echo;
    }
  /** The results of all calls of the assistant turn before it, in the order of the calls. */
  | { readonly role: 'tool'; readonly results: readonly ToolResult[] };

/** Why a model's turn ended: an answer's outcome, or that it waits for the results of its calls. */
export type TurnOutcome = AnswerOutcome | 'tool-calls';

/**
 * How a reply was held to its shape: by a schema, by a call of a tool whose arguments are the reply (they are streamed as
 * text), by being told to write JSON, or not at all. Where the wire does not carry the shape, the provider tells the model
 * of it in words.
 */
export type ShapeHold = 'schema' | 'tool' | 'json' | 'none';

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
  /** Tools the model may call; it may call several at once. */
  readonly tools?: readonly ToolSpec[];
  /** The reply must be one JSON value of this shape, and its text is that value. */
  readonly output?: OutputShape;
}

export type ModelEvent =
  | { readonly type: 'text'; readonly text: string }
  /** Kept apart from the answer; never shown as answer text. */
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'passage'; readonly passage: Passage }
  /** Whole, once its arguments are; in the order the model gave them. The id is made up where the provider has none. */
  | { readonly type: 'tool-call'; readonly call: ToolCall }
  /** The turn as it must be sent back with the results of its calls; before `finish`, and only when there are calls. */
  | { readonly type: 'echo'; readonly echo: Echo }
  /**
   * Totals of this attempt so far; the last one counts. `usd` is what the provider itself says it takes, in US dollars;
   * `spend` is the gateway's: who used it and what it cost.
   */
  | { readonly type: 'usage'; readonly usage: Usage; readonly usd?: number; readonly spend?: Spend }
  /** The call failed and is made again; everything streamed before is void. `attempt` is the number of the new attempt. */
  | { readonly type: 'retry'; readonly attempt: number; readonly delay: number; readonly fault: Fault }
  /** Always last. A stream without it is a failure, never a short answer. `shape` is there when an output was asked for. */
  | { readonly type: 'finish'; readonly outcome: TurnOutcome; readonly shape?: ShapeHold };

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
  /** The models it offers now, sorted by id. Absent where there is nothing to ask. Throws AppError only. */
  listModels?(call: ProviderCall): Promise<readonly ListedModel[]>;
  /** Tokens of a text for this model, as the provider itself counts them. Absent where there is nobody to ask. Throws AppError only. */
  countTokens?(model: string, text: string, call: ProviderCall): Promise<number>;
  /**
   * Asks what only a good key is told, given what `listModels` told. Absent where the list itself is shown to a good key only.
   * Throws AppError only.
   */
  proveKey?(call: ProviderCall, models: readonly string[]): Promise<void>;
}

/** A model as a provider lists it. */
export interface ListedModel {
  /** In the provider's own words. */
  readonly id: string;
  /** Tokens that this provider holds for it at once, prompt and answer together; absent when it does not say. */
  readonly contextWindow?: number;
}

/** Asks a server for JSON at a path beside its `/v1`, with a body by POST; undefined when it has nothing to say there. */
export type AskServer = (path: string, body?: unknown) => Promise<unknown>;

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
  /** The same models with what the server really holds of each; asked in its own words, without its SDK. */
  readWindows?(models: readonly ListedModel[], ask: AskServer): Promise<readonly ListedModel[]>;
  /** Loads the SDK or engine; called once, at the first call. */
  load(): Promise<Provider>;
}

/** Typed identity. */
export function defineProvider(definition: ProviderDefinition): ProviderDefinition {
  return definition;
}
