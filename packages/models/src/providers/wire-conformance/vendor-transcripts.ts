// What each vendor's server says, written down literally after its reference, and what our events for it must be. For tests only.
import type { ErrorCode } from '@parley/spec';
import type { ListedModel, ModelEvent, ProviderDefinition } from '../../provider.ts';
import { anthropicTranscripts } from './anthropic-transcripts.ts';
import { chatTranscripts } from './chat-transcripts.ts';
import { googleTranscripts } from './google-transcripts.ts';
import { openaiTranscripts } from './openai-transcripts.ts';
import type { ToolTranscripts } from './tool-cases.ts';
import type { TranscriptReply } from './transcript-server.ts';

/** A reply and the events it must become. */
export interface SpokenCase {
  readonly reply: TranscriptReply;
  readonly events: readonly ModelEvent[];
}

/** A reply and the fault it must become. */
export interface FaultCase {
  readonly name: string;
  readonly reply: TranscriptReply;
  readonly code: ErrorCode;
  readonly retryAfter?: number;
}

export interface VendorTranscripts {
  readonly provider: ProviderDefinition;
  readonly model: string;
  baseUrl(origin: string): string;
  /** The path and body that the standard question must become, and the header that carries the key. */
  readonly asked: { readonly path: string; readonly body: unknown; readonly keyHeader: string };
  /** The same without a system text, for a model that is in no table, with its own limit of 77 tokens. */
  readonly askedUnknown: { readonly body: unknown };
  /** Reasoning, then an answer in several alphabets, then usage. */
  readonly whole: SpokenCase;
  /** The body of a whole answer that says these words, an event each. */
  speak(words: readonly string[]): string;
  /** Every way of ending that is no failure: cut short by the limit, empty, and how this vendor refuses or filters. */
  readonly outcomes: readonly (SpokenCase & { readonly name: string })[];
  /** The beginning of an answer, with the text "Half of". */
  readonly half: string;
  readonly faults: readonly FaultCase[];
  /** Where it is asked for its models, what it says, and the models that are read from it. */
  readonly listed: { readonly path: string; readonly body: string; readonly models: readonly ListedModel[] };
  readonly tools: ToolTranscripts;
}

export const vendorTranscripts: readonly VendorTranscripts[] = [
  anthropicTranscripts,
  openaiTranscripts,
  googleTranscripts,
  ...chatTranscripts,
];
