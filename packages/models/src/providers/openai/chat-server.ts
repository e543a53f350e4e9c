// What must be known of a server that speaks Chat Completions: the manners in which such servers differ, as data.
import type { ProviderDefinition } from '../../provider.ts';
import type { ShapeRung } from '../shape-rung.ts';

/** A server with OpenAI's manners, and where its manners differ. */
export interface ChatServer extends Omit<ProviderDefinition, 'load' | 'baseUrlVariable'> {
  readonly baseUrlVariable: string;
  /** What it calls the limit of an answer's length. */
  readonly limitField: 'max_tokens' | 'max_completion_tokens';
  /** The role of the system text. */
  readonly systemRole: 'system' | 'developer';
  /** Where it puts reasoning: the first of these fields that holds text. Thinking in content parts is read from all. */
  readonly reasoningFields: readonly string[];
  /** Whether it must be asked for usage, or tells it anyway (and may refuse the question). */
  readonly usage: 'asked' | 'told';
  /** Its usage says what the call costs, in US dollars. */
  readonly tellsCost?: true;
  /** Where a key is told about itself: the proof of a key where everybody may see the list of models. */
  readonly keyPath?: string;
  /** It may hand on raw text, with the thinking between `<think>` tags. */
  readonly thinkTags?: true;
  /** How it can hold a model to a shape, the firmest first; a model that takes less is found out when it is asked. */
  readonly rungs: readonly ShapeRung[];
  /** It holds to a schema in a request with tools as well. */
  readonly schemaWithTools?: true;
  /** It takes a schema in strict mode. */
  readonly strictSchema?: true;
  /** Sent beside a schema or tools, so that it does not pass the request to a host that would overlook them. */
  readonly insist?: Readonly<Record<string, unknown>>;
  /** Fields of an assistant's turn with calls that it wants back: text, or a list that it streams piece by piece. */
  readonly echoFields?: readonly ('reasoning_content' | 'reasoning_details')[];
  /** It takes only ids of calls that are nine letters and digits. */
  readonly nineLetterIds?: true;
}
