// GPT over OpenAI's official SDK (Responses API). Everything that knows this vendor's wire is in this folder.
import type { AnswerOutcome } from '@parley/spec';
import type { OpenAI } from 'openai';
import type {
  Response,
  ResponseCreateParamsStreaming,
  ResponseStreamEvent,
} from 'openai/resources/responses/responses';
import { modelFacts } from '../../model-facts.ts';
import { defineProvider, type GenerateRequest, type ModelEvent } from '../../provider.ts';
import { callOverWire, VendorFault, type WireReader } from '../call-over-wire.ts';
import { ownHeaders } from '../own-headers.ts';
import { listOpenaiModels } from './list-openai-models.ts';
import { readApiError, readOpenaiError } from './read-openai-error.ts';

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
    return {
      generate: (request, call) =>
        callOverWire(
          {
            title: 'OpenAI',
            secret,
            reader: createReader(),
            open: ({ apiKey, baseUrl, fetch, signal }) =>
              ask(
                new OpenAI({
                  apiKey,
                  fetch,
                  maxRetries: 0,
                  logLevel: 'off',
                  defaultHeaders: ownHeaders(process.env['OPENAI_CUSTOM_HEADERS'], apiKey),
                  ...(baseUrl !== undefined && { baseURL: baseUrl }),
                }),
                toBody(request),
                signal,
                (error) =>
                  error instanceof APIError && error.status === 400 && (error.param ?? '').startsWith('reasoning'),
              ),
            readError: (error) => (error instanceof APIError ? readApiError(error) : undefined),
          },
          call,
        ),
      listModels: (call) => listOpenaiModels({ OpenAI, APIError }, { title: 'OpenAI', secret }, call),
    };
  },
});

/** Some accounts may not see summaries of reasoning: then the question is put again without asking for one. */
async function ask(
  client: OpenAI,
  body: ResponseCreateParamsStreaming,
  signal: AbortSignal,
  isAboutReasoning: (error: unknown) => boolean,
): Promise<AsyncIterable<ResponseStreamEvent>> {
  try {
    return await client.responses.create(body, { signal });
  } catch (error) {
    if (body.reasoning === undefined || !isAboutReasoning(error)) throw error;
    const { reasoning: _, ...plain } = body;
    return client.responses.create(plain, { signal });
  }
}

function toBody(request: GenerateRequest): ResponseCreateParamsStreaming {
  return {
    model: request.model,
    stream: true,
    // Nothing of a mesh stays on the vendor's side beyond the call.
    store: false,
    ...(request.system !== '' && { instructions: request.system }),
    input: request.messages.map(({ role, text }) => ({ role, content: text })),
    ...(request.maxOutputTokens !== undefined && { max_output_tokens: request.maxOutputTokens }),
    ...(modelFacts(request.model).summarisesReasoning && { reasoning: { summary: 'auto' } }),
  };
}

function createReader(): WireReader<ResponseStreamEvent> {
  let outcome: AnswerOutcome | undefined;
  let refused = false;
  const finish = ({ usage, incomplete_details: cause }: Response, whole: boolean): ModelEvent[] => {
    if (refused) outcome = 'refusal';
    else if (whole) outcome = 'complete';
    else outcome = cause?.reason === 'content_filter' ? 'filtered' : 'length';
    return usage
      ? [{ type: 'usage', usage: { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens } }]
      : [];
  };
  return {
    read(event) {
      switch (event.type) {
        case 'response.output_text.delta':
          return [{ type: 'text', text: event.delta }];
        case 'response.refusal.delta':
          refused = true;
          return [{ type: 'text', text: event.delta }];
        case 'response.reasoning_summary_text.delta':
        case 'response.reasoning_text.delta':
          return [{ type: 'reasoning', text: event.delta }];
        case 'response.reasoning_summary_part.added':
          return event.summary_index > 0 ? [{ type: 'reasoning', text: '\n\n' }] : [];
        case 'response.completed':
          return finish(event.response, event.response.status !== 'incomplete');
        case 'response.incomplete':
          return finish(event.response, false);
        case 'response.failed': {
          const told = event.response.error;
          throw new VendorFault(readOpenaiError(undefined, told?.code ?? 'server_error', told?.message ?? ''));
        }
        case 'error':
          throw new VendorFault(readOpenaiError(undefined, event.code ?? 'server_error', event.message));
        default:
          return [];
      }
    },
    outcome: () => outcome,
  };
}
