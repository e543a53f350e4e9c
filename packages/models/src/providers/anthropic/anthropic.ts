// Claude over Anthropic's official SDK (Messages API). Everything that knows this vendor's wire is in this folder.
import type { MessageCreateParamsStreaming, RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages';
import type { AnswerOutcome } from '@parley/spec';
import { modelFacts } from '../../model-facts.ts';
import { defineProvider, type GenerateRequest, type ModelEvent } from '../../provider.ts';
import { askOverWire, callOverWire, type Wire, type WireReader } from '../call-over-wire.ts';
import { ownHeaders } from '../own-headers.ts';
import { readModelIds } from '../read-model-ids.ts';
import type { VendorError } from '../wire-fault.ts';

const secret = {
  name: 'ANTHROPIC_API_KEY',
  title: 'Anthropic API key',
  page: 'https://platform.claude.com/settings/keys',
};

/** The API demands a limit; every Claude model since version 4 takes this one. */
const safeMaxTokens = 32_000;

/** Serves Claude. */
export const anthropicProvider = defineProvider({
  id: 'anthropic',
  title: 'Anthropic',
  secret,
  baseUrlVariable: 'ANTHROPIC_BASE_URL',
  async load() {
    const { Anthropic, APIError } = await import('@anthropic-ai/sdk');
    const createClient = ({ apiKey, baseUrl, fetch }: Wire) =>
      new Anthropic({
        apiKey,
        fetch,
        maxRetries: 0,
        logLevel: 'off',
        defaultHeaders: ownHeaders(process.env['ANTHROPIC_CUSTOM_HEADERS'], apiKey),
        ...(baseUrl !== undefined && { baseURL: baseUrl }),
      });
    const vendor = {
      title: 'Anthropic',
      secret,
      readError: (error: unknown) =>
        error instanceof APIError ? readError(error.status, error.type, error.apiMessage ?? '') : undefined,
    };
    return {
      generate: (request, call) =>
        callOverWire(
          {
            ...vendor,
            reader: createReader(),
            open: (wire) => createClient(wire).messages.create(toBody(request), { signal: wire.signal }),
          },
          call,
        ),
      listModels: (call) =>
        askOverWire(
          {
            ...vendor,
            async ask(wire) {
              const { signal } = wire;
              return readModelIds(await createClient(wire).get<unknown>('/v1/models?limit=1000', { signal }));
            },
          },
          call,
        ),
    };
  },
});

function toBody(request: GenerateRequest): MessageCreateParamsStreaming {
  const facts = modelFacts(request.model);
  return {
    model: request.model,
    max_tokens: request.maxOutputTokens ?? facts.maxOutputTokens ?? safeMaxTokens,
    stream: true,
    ...(request.system !== '' && { system: request.system }),
    messages: request.messages.map(({ role, text }) => ({ role, content: text })),
    ...(facts.summarisesReasoning && { thinking: { type: 'adaptive', display: 'summarized' } }),
  };
}

function createReader(): WireReader<RawMessageStreamEvent> {
  let inputTokens = 0;
  let stop: string | null = null;
  const usage = (outputTokens: number): ModelEvent => ({ type: 'usage', usage: { inputTokens, outputTokens } });
  return {
    read(event) {
      switch (event.type) {
        case 'message_start':
          inputTokens = sumInput(event.message.usage) ?? 0;
          return [usage(event.message.usage.output_tokens)];
        case 'content_block_start':
          return event.content_block.type === 'text' && event.content_block.text !== ''
            ? [{ type: 'text', text: event.content_block.text }]
            : [];
        case 'content_block_delta':
          if (event.delta.type === 'text_delta') return [{ type: 'text', text: event.delta.text }];
          if (event.delta.type === 'thinking_delta') return [{ type: 'reasoning', text: event.delta.thinking }];
          return [];
        case 'message_delta':
          stop = event.delta.stop_reason;
          inputTokens = sumInput(event.usage) ?? inputTokens;
          return [usage(event.usage.output_tokens)];
        default:
          return [];
      }
    },
    outcome: () => (stop === null ? undefined : toOutcome(stop)),
  };
}

/** Anthropic counts what it read from and wrote to its cache apart from `input_tokens`; a call's input is all three. */
function sumInput(usage: {
  readonly input_tokens: number | null;
  readonly cache_read_input_tokens?: number | null;
  readonly cache_creation_input_tokens?: number | null;
}): number | undefined {
  if (typeof usage.input_tokens !== 'number') return undefined;
  return usage.input_tokens + (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0);
}

function toOutcome(stop: string): AnswerOutcome {
  if (stop === 'refusal') return 'refusal';
  return stop === 'end_turn' || stop === 'stop_sequence' || stop === 'tool_use' ? 'complete' : 'length';
}

/** The status an error sent inside a stream stands for. */
const statusOfType: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

function readError(status: number | undefined, type: string | null, words: string): VendorError | undefined {
  const known = status ?? (type === null ? undefined : statusOfType[type]);
  if (known === undefined) return undefined;
  if (known === 400 && /prompt is too long|context (window|limit)/i.test(words))
    return { status: known, kind: 'context', words };
  if (known === 400 && /credit balance/i.test(words)) return { status: known, kind: 'quota', words };
  return { status: known, words };
}
