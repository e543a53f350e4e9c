// GPT over OpenAI's official SDK (Responses API). Everything that knows this vendor's wire is in this folder.
import type { APIError, OpenAI } from 'openai';
import type { ResponseCreateParamsStreaming, ResponseStreamEvent } from 'openai/resources/responses/responses';
import { defineProvider } from '../../provider.ts';
import { callOverWire } from '../call-over-wire.ts';
import { createRungMemory } from '../shape-rung.ts';
import { ownHeaders } from '../own-headers.ts';
import { listOpenaiModels } from './list-openai-models.ts';
import { readApiError } from './read-openai-error.ts';
import { createReader } from './read-responses-stream.ts';
import { ladderOf, toResponsesBody } from './to-responses-body.ts';
import { toStrictSchema } from './to-strict-schema.ts';

const secret = {
  name: 'OPENAI_API_KEY',
  title: 'OpenAI API key',
  page: 'https://platform.openai.com/api-keys',
};

/** Serves GPT. */
export const openaiProvider = defineProvider({
  id: 'openai',
  title: 'OpenAI',
  secret,
  baseUrlVariable: 'OPENAI_BASE_URL',
  async load() {
    const { OpenAI, APIError } = await import('openai');
    const memory = createRungMemory();
    const asApiError = (error: unknown) => (error instanceof APIError ? error : undefined);
    return {
      generate: (request, call) =>
        callOverWire(
          {
            id: 'openai',
            title: 'OpenAI',
            secret,
            memory,
            ladder: ladderOf(request),
            async open({ apiKey, baseUrl, fetch, signal }, rung, turn) {
              const client = new OpenAI({
                apiKey,
                fetch,
                maxRetries: 0,
                logLevel: 'off',
                defaultHeaders: ownHeaders('OPENAI_CUSTOM_HEADERS', apiKey),
                ...(baseUrl !== undefined && { baseURL: baseUrl }),
              });
              const optional =
                request.output && rung === 'schema'
                  ? toStrictSchema(request.output.schema).optional
                  : new Set<string>();
              return {
                reader: createReader(turn, optional),
                events: await ask(client, toResponsesBody(request, rung), signal, asApiError),
              };
            },
            readError: (error) => (error instanceof APIError ? readApiError(error) : undefined),
          },
          request,
          call,
        ),
      listModels: (call) => listOpenaiModels({ OpenAI, APIError }, { title: 'OpenAI', secret }, call),
    };
  },
});

/**
 * Some accounts may not see summaries of reasoning, and models that do not reason have none to send back: then the question
 * is put again without asking for it.
 */
async function ask(
  client: OpenAI,
  body: ResponseCreateParamsStreaming,
  signal: AbortSignal,
  asApiError: (error: unknown) => APIError | undefined,
): Promise<AsyncIterable<ResponseStreamEvent>> {
  try {
    return await client.responses.create(body, { signal });
  } catch (error) {
    const told = asApiError(error);
    const { reasoning, include, ...plain } = body;
    if (told?.status !== 400) throw error;
    if (include !== undefined && (told.param?.startsWith('include') || /encrypted content/i.test(told.message)))
      return ask(client, { ...plain, ...(reasoning && { reasoning }) }, signal, asApiError);
    if (reasoning !== undefined && told.param?.startsWith('reasoning'))
      return ask(client, { ...plain, ...(include && { include }) }, signal, asApiError);
    throw error;
  }
}
