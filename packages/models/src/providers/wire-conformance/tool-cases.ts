// What every provider is asked about tools and about answers in a form, and what its transcripts must say. For tests only.
import type { AnswerOutcome, ToolCall } from '@parley/spec';
import type { GenerateRequest, Message, ModelEvent, OutputShape, ShapeHold, ToolSpec } from '../../provider.ts';
import type { TranscriptReply } from './transcript-server.ts';

const sumSchema = { type: 'object', properties: { sum: { type: 'string' } }, required: ['sum'] };
const wordSchema = { type: 'object', properties: { word: { type: 'string' } }, required: ['word'] };

/** The two tools, with a dialect line that servers need not know. */
export const twoTools: readonly ToolSpec[] = [
  {
    name: 'calculate',
    description: 'Works out a sum.',
    inputSchema: { $schema: 'https://json-schema.org/draft/2020-12/schema', ...sumSchema },
  },
  { name: 'look_up', description: 'Looks a word up.', inputSchema: wordSchema },
];

/** The form of the answer: one field must be there, one may. */
export const answerShape: OutputShape = {
  name: 'answer',
  description: 'The whole answer.',
  schema: {
    type: 'object',
    properties: { answer: { type: 'string' }, source: { type: 'string' } },
    required: ['answer'],
  },
};

/** The same schemas as they stand in bodies. */
export const schemas = {
  sum: sumSchema,
  word: wordSchema,
  answer: {
    type: 'object',
    properties: { answer: { type: 'string' }, source: { type: 'string' } },
    required: ['answer'],
  },
  closedAnswer: {
    type: 'object',
    properties: { answer: { type: 'string' }, source: { type: 'string' } },
    required: ['answer'],
    additionalProperties: false,
  },
  strictAnswer: {
    type: 'object',
    properties: { answer: { type: 'string' }, source: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
    required: ['answer', 'source'],
    additionalProperties: false,
  },
};

/** What a model is told of the form, where the wire does not say it all. */
export const told = {
  json: 'Your answer is one JSON value and nothing else: no words before or after it, no code fence. It follows this JSON Schema:\n{"type":"object","properties":{"answer":{"type":"string"},"source":{"type":"string"}},"required":["answer"]}',
  tool: 'Give your answer by calling `answer`, once, with all of it in the arguments.',
};

export const toolQuestion: Omit<GenerateRequest, 'model'> = {
  family: 'any',
  system: '',
  messages: [{ role: 'user', text: 'How big is 2+2?' }],
  material: { question: 'How big is 2+2?', domain: '', documents: [], passageLimit: 1 },
};

/** What came of the two calls: one did, one did not. */
export const resultsOf = ([first, second]: readonly ToolCall[]): Message => ({
  role: 'tool',
  results: [
    { id: first?.id ?? '', tool: 'calculate', ok: true, text: '4' },
    { id: second?.id ?? '', tool: 'look_up', ok: false, text: 'There is no such word.' },
  ],
});

/** A reply with calls and what they must become. */
export interface CalledCase {
  readonly name: string;
  readonly reply: TranscriptReply;
  readonly events: readonly ModelEvent[];
}

export interface StructuredCase {
  readonly hold: ShapeHold;
  /** What the server says to the firmer ways before it takes this one. */
  readonly refusals: readonly TranscriptReply[];
  /** The body that it takes. */
  readonly body: unknown;
  readonly reply: TranscriptReply;
  readonly events: readonly ModelEvent[];
}

export interface ToolTranscripts {
  /** The model that is asked, where it is not the usual one. */
  readonly model?: string;
  /** The body of the question with both tools. */
  readonly asked: unknown;
  /** One call; calls whose arguments cannot be read, whose ids are missing, and what else this wire knows. */
  readonly called: readonly CalledCase[];
  /** Reasoning, words, then two calls at once. */
  readonly parallel: CalledCase;
  /** The body that brings the results of `parallel`, with the provider's own turn unchanged in it. */
  readonly second: unknown;
  /** The same, when the turn is another model's. */
  readonly rebuilt: unknown;
  /** A call that nobody offered a tool for. */
  readonly uncalledFor: TranscriptReply;
  /** Calls in a turn that was cut short. */
  readonly cutShort: { readonly reply: TranscriptReply; readonly outcome: AnswerOutcome };
  /** The server says that the model has no tools. */
  readonly toolless: TranscriptReply;
  readonly structured: readonly StructuredCase[];
  /** The body of a question with tools and a form, and what is said of the form when the reply is `parallel`. */
  readonly both: { readonly body: unknown; readonly shape: ShapeHold };
}

export const call = (id: string, tool: string, input: ToolCall['input']): ModelEvent => ({
  type: 'tool-call',
  call: { id, tool, input },
});

export const waits: ModelEvent = { type: 'finish', outcome: 'tool-calls' };

/** The two calls of every `parallel`. */
export const bothCalls = (first: string, second: string): readonly ModelEvent[] => [
  call(first, 'calculate', { sum: '2+2' }),
  call(second, 'look_up', { word: 'Größe' }),
];
