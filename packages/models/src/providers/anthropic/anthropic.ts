// Claude over Anthropic's official SDK (Messages API). Everything that knows this vendor's wire is in this folder.
import type { MessageCreateParamsStreaming } from '@anthropic-ai/sdk/resources/messages';
import { defineProvider } from '../../provider.ts';
import { askOverWire, callOverWire, type Wire } from '../call-over-wire.ts';
import { ownHeaders } from '../own-headers.ts';
import { readCount } from '../read-count.ts';
import { readModelList } from '../read-model-list.ts';
import { createRungMemory } from '../shape-rung.ts';
import { readAnthropicError } from './read-anthropic-error.ts';
import { createReader } from './read-stream.ts';
import { ladderOf, toBody } from './to-body.ts';

const secret = {
  name: 'ANTHROPIC_API_KEY',
  title: 'Anthropic API key',
  page: 'https://platform.claude.com/settings/keys',
};

/** How often a model that pauses is asked to go on within one turn. */
const pauses = 5;

/** Serves Claude. */
export const anthropicProvider = defineProvider({
  id: 'anthropic',
  title: 'Anthropic',
  secret,
  baseUrlVariable: 'ANTHROPIC_BASE_URL',
  async load() {
    const { Anthropic, APIError } = await import('@anthropic-ai/sdk');
    const { transformJSONSchema } = await import('@anthropic-ai/sdk/lib/transform-json-schema');
    const createClient = ({ apiKey, baseUrl, fetch }: Wire) =>
      new Anthropic({
        apiKey,
        fetch,
        maxRetries: 0,
        logLevel: 'off',
        defaultHeaders: ownHeaders('ANTHROPIC_CUSTOM_HEADERS', apiKey),
        ...(baseUrl !== undefined && { baseURL: baseUrl }),
      });
    const vendor = {
      id: 'anthropic',
      title: 'Anthropic',
      secret,
      readError: (error: unknown) =>
        error instanceof APIError ? readAnthropicError(error.status, error.type, error.apiMessage ?? '') : undefined,
    };
    const memory = createRungMemory();
    return {
      generate: (request, call) =>
        callOverWire(
          {
            ...vendor,
            memory,
            ladder: ladderOf(request),
            async open(wire, rung, turn) {
              const client = createClient(wire);
              const reader = createReader(turn);
              const body = toBody(request, rung, transformJSONSchema);
              const ask = (next: MessageCreateParamsStreaming) => client.messages.create(next, { signal: wire.signal });
              let times = 0;
              return {
                reader,
                events: await ask(body),
                // A model that paused is sent what it said so far and goes on from there, as the API asks.
                async goOn() {
                  if (!reader.paused() || times === pauses) return undefined;
                  times += 1;
                  return ask({ ...body, messages: [...body.messages, { role: 'assistant', content: reader.echo() }] });
                },
              };
            },
          },
          request,
          call,
        ),
      listModels: (call) =>
        askOverWire(
          {
            ...vendor,
            async ask(wire) {
              const { signal } = wire;
              return readModelList(await createClient(wire).get<unknown>('/v1/models?limit=1000', { signal }));
            },
          },
          call,
        ),
      countTokens: (model, content, call) =>
        askOverWire(
          {
            ...vendor,
            async ask(wire) {
              const { signal } = wire;
              const body = { model, messages: [{ role: 'user' as const, content }] };
              return readCount((await createClient(wire).messages.countTokens(body, { signal })).input_tokens);
            },
          },
          call,
        ),
    };
  },
});
