// OpenAI's Responses API, as it streams.
import { openaiProvider } from '../openai/openai.ts';
import { openaiTools } from './openai-tool-transcripts.ts';
import type { VendorTranscripts } from './vendor-transcripts.ts';

const sse = (...events: readonly ({ readonly type: string } & Record<string, unknown>)[]) =>
  events
    .map((event, index) => `event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number: index })}\n\n`)
    .join('');
const response = (status: string, more: object = {}) => ({
  id: 'resp_01',
  object: 'response',
  created_at: 1_790_000_000,
  status,
  error: null,
  incomplete_details: null,
  model: 'gpt-6.1-sol',
  output: [],
  usage: null,
  ...more,
});
const usage = (outputTokens: number) => ({
  input_tokens: 90,
  input_tokens_details: { cached_tokens: 64, cache_write_tokens: 0 },
  output_tokens: outputTokens,
  output_tokens_details: { reasoning_tokens: 3 },
  total_tokens: 90 + outputTokens,
});
const created = { type: 'response.created', response: response('in_progress') };
const progress = { type: 'response.in_progress', response: response('in_progress') };
const text = (delta: string) => ({
  type: 'response.output_text.delta',
  item_id: 'msg_01',
  output_index: 1,
  content_index: 0,
  delta,
  logprobs: [],
});
const counted = (outputTokens: number) =>
  ({ type: 'usage', usage: { inputTokens: 90, cachedInputTokens: 64, outputTokens } }) as const;
const fault = (code: string | null, message: string, type = 'invalid_request_error', param: string | null = null) =>
  JSON.stringify({ error: { message, type, param, code } });
const json = { 'content-type': 'application/json' };

export const openaiTranscripts: VendorTranscripts = {
  provider: openaiProvider,
  model: 'gpt-6.1-sol',
  baseUrl: (origin) => `${origin}/v1`,
  asked: {
    path: '/v1/responses',
    keyHeader: 'authorization',
    body: {
      model: 'gpt-6.1-sol',
      stream: true,
      store: false,
      instructions: 'You are a lawyer.',
      reasoning: { summary: 'auto' },
      input: [
        { role: 'user', content: 'First?' },
        { role: 'assistant', content: 'Well.' },
        { role: 'user', content: 'Go on.' },
      ],
    },
  },
  askedUnknown: {
    body: {
      model: 'tomorrow-1',
      stream: true,
      store: false,
      max_output_tokens: 77,
      input: [{ role: 'user', content: 'Hi' }],
    },
  },
  whole: {
    reply: {
      body: `event: response.created
data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_02","object":"response","created_at":1790000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"gpt-6.1-sol","output":[],"usage":null}}

event: response.output_item.added
data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"rs_01","type":"reasoning","summary":[]}}

event: response.reasoning_summary_part.added
data: {"type":"response.reasoning_summary_part.added","sequence_number":2,"item_id":"rs_01","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}}

event: response.reasoning_summary_text.delta
data: {"type":"response.reasoning_summary_text.delta","sequence_number":3,"item_id":"rs_01","output_index":0,"summary_index":0,"delta":"Let me see."}

event: response.reasoning_summary_text.done
data: {"type":"response.reasoning_summary_text.done","sequence_number":4,"item_id":"rs_01","output_index":0,"summary_index":0,"text":"Let me see."}

event: response.output_item.added
data: {"type":"response.output_item.added","sequence_number":5,"output_index":1,"item":{"id":"msg_01","type":"message","status":"in_progress","role":"assistant","content":[]}}

event: response.content_part.added
data: {"type":"response.content_part.added","sequence_number":6,"item_id":"msg_01","output_index":1,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}

event: response.output_text.delta
data: {"type":"response.output_text.delta","sequence_number":7,"item_id":"msg_01","output_index":1,"content_index":0,"delta":"Größe: 東京 ","logprobs":[]}

event: response.output_text.delta
data: {"type":"response.output_text.delta","sequence_number":8,"item_id":"msg_01","output_index":1,"content_index":0,"delta":"👩‍🔬 ok","logprobs":[]}

event: response.output_text.done
data: {"type":"response.output_text.done","sequence_number":9,"item_id":"msg_01","output_index":1,"content_index":0,"text":"Größe: 東京 👩‍🔬 ok","logprobs":[]}

event: response.completed
data: {"type":"response.completed","sequence_number":10,"response":{"id":"resp_02","object":"response","created_at":1790000000,"status":"completed","error":null,"incomplete_details":null,"model":"gpt-6.1-sol","output":[],"usage":{"input_tokens":90,"input_tokens_details":{"cached_tokens":64,"cache_write_tokens":0},"output_tokens":21,"output_tokens_details":{"reasoning_tokens":9},"total_tokens":111}}}

`,
    },
    events: [
      { type: 'reasoning', text: 'Let me see.' },
      { type: 'text', text: 'Größe: 東京 ' },
      { type: 'text', text: '👩‍🔬 ok' },
      counted(21),
      { type: 'finish', outcome: 'complete' },
    ],
  },
  speak: (words) =>
    sse(created, progress, ...words.map(text), {
      type: 'response.completed',
      response: response('completed', { usage: usage(words.length) }),
    }),
  outcomes: [
    {
      name: 'a refusal',
      reply: {
        body: sse(
          created,
          progress,
          {
            type: 'response.refusal.delta',
            item_id: 'msg_01',
            output_index: 0,
            content_index: 0,
            delta: 'I will not.',
          },
          { type: 'response.completed', response: response('completed', { usage: usage(4) }) },
        ),
      },
      events: [{ type: 'text', text: 'I will not.' }, counted(4), { type: 'finish', outcome: 'refusal' }],
    },
    {
      name: 'cut short by the limit',
      reply: {
        body: sse(created, text('It is'), {
          type: 'response.incomplete',
          response: response('incomplete', { incomplete_details: { reason: 'max_output_tokens' }, usage: usage(2) }),
        }),
      },
      events: [{ type: 'text', text: 'It is' }, counted(2), { type: 'finish', outcome: 'length' }],
    },
    {
      name: 'a filtered answer',
      reply: {
        body: sse(created, {
          type: 'response.incomplete',
          response: response('incomplete', { incomplete_details: { reason: 'content_filter' }, usage: usage(1) }),
        }),
      },
      events: [counted(1), { type: 'finish', outcome: 'filtered' }],
    },
    {
      name: 'nothing said',
      reply: {
        body: sse(created, { type: 'response.completed', response: response('completed', { usage: usage(0) }) }),
      },
      events: [counted(0), { type: 'finish', outcome: 'empty' }],
    },
  ],
  listed: {
    path: '/v1/models',
    body: '{"object":"list","data":[{"id":"model-b","object":"model","created":1790000000,"owned_by":"x"},{"id":"model-a","object":"model","created":1790000000,"owned_by":"x"}]}',
    models: [{ id: 'model-a' }, { id: 'model-b' }],
  },
  half: sse(created, progress, text('Half of')),
  faults: [
    {
      name: 'a wrong key',
      reply: {
        status: 401,
        headers: json,
        body: fault('invalid_api_key', 'Incorrect API key provided: canary-key-5d1f.'),
      },
      code: 'provider/bad-key',
    },
    {
      name: 'no credit',
      reply: {
        status: 429,
        headers: json,
        body: fault('insufficient_quota', 'You exceeded your current quota.', 'insufficient_quota'),
      },
      code: 'limit/quota',
    },
    {
      name: 'too much text',
      reply: {
        status: 400,
        headers: json,
        body: fault('context_length_exceeded', 'Your input exceeds the context window of this model.'),
      },
      code: 'limit/context',
    },
    {
      name: 'an unknown model',
      reply: { status: 404, headers: json, body: fault('model_not_found', 'The model `nonesuch` does not exist.') },
      code: 'provider/refused-request',
    },
    {
      name: 'a pause asked for in milliseconds',
      reply: {
        status: 429,
        headers: { ...json, 'retry-after': '8', 'retry-after-ms': '7040' },
        body: fault('rate_limit_exceeded', 'Rate limit reached.', 'tokens'),
      },
      code: 'limit/rate',
      retryAfter: 7_040,
    },
    {
      name: 'overload',
      reply: { status: 503, headers: json, body: fault('slow_down', 'Slow down.') },
      code: 'provider/overloaded',
    },
    {
      name: 'a failure',
      reply: { status: 500, headers: json, body: fault(null, 'The server had an error.', 'server_error') },
      code: 'provider/unreachable',
    },
    {
      name: 'a failure told inside the stream',
      reply: {
        body: sse(created, text('Half of'), {
          type: 'response.failed',
          response: response('failed', { error: { code: 'server_error', message: 'Something went wrong.' } }),
        }),
      },
      code: 'provider/unreachable',
    },
    {
      name: 'an error event inside the stream',
      reply: { body: sse(created, { type: 'error', code: 'rate_limit_exceeded', message: 'Too fast.', param: null }) },
      code: 'limit/rate',
    },
  ],
  tools: openaiTools,
};
