// Chat Completions over OpenAI's official SDK, for every server that speaks it. What differs between servers is data
// (ChatServer); nothing here asks for one of them by name.
import type { AnswerOutcome } from '@parley/spec';
import type {
  ChatCompletionChunk,
  ChatCompletionCreateParamsStreaming,
} from 'openai/resources/chat/completions/completions';
import {
  defineProvider,
  type GenerateRequest,
  type ModelEvent,
  type Provider,
  type ProviderDefinition,
} from '../../provider.ts';
import { callOverWire, VendorFault, type WireReader } from '../call-over-wire.ts';
import { clientOptions, listOpenaiModels } from './list-openai-models.ts';
import { readApiError } from './read-openai-error.ts';
import { proveOpenaiKey } from './prove-key.ts';
import { createThinkingSplitter } from './split-thinking.ts';
import { wrapErrorBody } from './wrap-error-body.ts';

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
  /** It may hand on raw text, with the thinking between `<think>` tags. */
  readonly thinkTags?: true;
  /** Where a key is told about itself: the proof of a key where everybody may see the list of models. */
  readonly keyPath?: string;
}

/** The provider for a server. */
export function createChatProvider(server: ChatServer): ProviderDefinition {
  const { title, secret, baseUrl } = server;
  return defineProvider({
    ...server,
    async load() {
      const { OpenAI, APIError } = await import('openai');
      const generate: Provider['generate'] = (request, call) =>
        callOverWire(
          {
            title,
            secret,
            reader: createReader(server),
            open: ({ signal, ...wire }) =>
              new OpenAI(
                clientOptions({ ...wire, baseUrl: wire.baseUrl ?? baseUrl, fetch: wrapErrorBody(wire.fetch) }),
              ).chat.completions.create(toBody(server, request), { signal }),
            readError: (error) => (error instanceof APIError ? readApiError(error) : undefined),
          },
          call,
        );
      return {
        generate,
        listModels: (call) => listOpenaiModels({ OpenAI, APIError }, { title, secret, baseUrl }, call),
        proveKey: (call, models) => proveOpenaiKey({ OpenAI, APIError }, server, call, models, generate),
      };
    },
  });
}

function toBody(server: ChatServer, request: GenerateRequest): ChatCompletionCreateParamsStreaming {
  const { limitField, systemRole, usage } = server;
  return {
    model: request.model,
    stream: true,
    ...(usage === 'asked' && { stream_options: { include_usage: true } }),
    ...(request.maxOutputTokens !== undefined && { [limitField]: request.maxOutputTokens }),
    messages: [
      ...(request.system === '' ? [] : [{ role: systemRole, content: request.system }]),
      ...request.messages.map(({ role, text }) => ({ role, content: text })),
    ],
  };
}

function createReader({ reasoningFields, thinkTags }: ChatServer): WireReader<ChatCompletionChunk> {
  const splitter = thinkTags ? createThinkingSplitter() : undefined;
  let outcome: AnswerOutcome | undefined;
  let refused = false;

  const readText = (text: string): ModelEvent[] => {
    if (text === '') return [];
    return splitter ? splitter.push(text) : [{ type: 'text', text }];
  };
  const readDelta = (delta: object): ModelEvent[] => {
    const events: ModelEvent[] = [];
    const thought = reasoningFields.map((name) => textAt(delta, name)).find((text) => text !== '');
    if (thought !== undefined) events.push({ type: 'reasoning', text: thought });
    const content = fieldAt(delta, 'content');
    if (typeof content === 'string') events.push(...readText(content));
    else if (Array.isArray(content)) {
      for (const part of content.filter(isObject)) {
        if (fieldAt(part, 'type') === 'thinking') events.push(...readThinking(part));
        else events.push(...readText(textAt(part, 'text')));
      }
    }
    const refusal = textAt(delta, 'refusal');
    if (refusal !== '') {
      refused = true;
      events.push({ type: 'text', text: refusal });
    }
    return events;
  };

  return {
    read(chunk) {
      const events: ModelEvent[] = [];
      const counts: unknown = chunk.usage;
      const choices: unknown = chunk.choices;
      if (!Array.isArray(choices) && !isObject(counts)) throw new TypeError('neither choices nor usage');
      const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
      if (isObject(choice)) {
        const delta = fieldAt(choice, 'delta');
        if (isObject(delta)) events.push(...readDelta(delta));
        const reason = fieldAt(choice, 'finish_reason');
        if (typeof reason === 'string' && reason !== '') {
          events.push(...(splitter?.end() ?? []));
          outcome = refused ? 'refusal' : toOutcome(reason);
        }
      }
      if (isObject(counts)) events.push(readUsage(counts));
      return events;
    },
    outcome: () => outcome,
  };
}

/** Mistral's thinking part: its own text, or a list of parts with text. */
function readThinking(part: object): ModelEvent[] {
  const inner = fieldAt(part, 'thinking');
  const text =
    typeof inner === 'string'
      ? inner
      : (Array.isArray(inner) ? inner : [])
          .filter(isObject)
          .map((piece) => textAt(piece, 'text'))
          .join('');
  return text === '' ? [] : [{ type: 'reasoning', text }];
}

function readUsage(counts: object): ModelEvent {
  const input = countAt(counts, 'prompt_tokens');
  const written = countAt(counts, 'completion_tokens');
  // Some servers (xAI) count reasoning apart from the answer, and show it only in the total.
  const output = Math.max(written, countAt(counts, 'total_tokens') - input);
  return { type: 'usage', usage: { inputTokens: input, outputTokens: output } };
}

function toOutcome(reason: string): AnswerOutcome {
  switch (reason) {
    case 'stop':
    case 'eos':
    case 'end_turn':
    case 'tool_calls':
    case 'function_call':
      return 'complete';
    case 'content_filter':
      return 'filtered';
    case 'error':
    case 'abort':
      throw new VendorFault({ status: 500, words: '' });
    case 'insufficient_system_resource':
      throw new VendorFault({ status: 503, words: '' });
    default:
      return 'length';
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** What a server added to OpenAI's shape is in no type. */
function fieldAt(value: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

function textAt(value: object, name: string): string {
  const text = fieldAt(value, name);
  return typeof text === 'string' ? text : '';
}

function countAt(value: object, name: string): number {
  const count = fieldAt(value, name);
  return typeof count === 'number' && Number.isInteger(count) && count > 0 ? count : 0;
}
