// Anthropic's Messages API, as it streams.
import { anthropicProvider } from '../anthropic/anthropic.ts';
import { anthropicTools } from './anthropic-tool-transcripts.ts';
import type { VendorTranscripts } from './vendor-transcripts.ts';

const start = `event: message_start
data: {"type":"message_start","message":{"id":"msg_01","type":"message","role":"assistant","model":"claude-sonnet-5-5","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":12,"cache_creation_input_tokens":100,"cache_read_input_tokens":1000,"output_tokens":1}}}

`;
const textStart = `event: content_block_start
data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

event: ping
data: {"type": "ping"}

`;
const text = (words: string) => `event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":${JSON.stringify(words)}}}

`;
const end = (reason: string, tokens: number) => `event: content_block_stop
data: {"type":"content_block_stop","index":0}

event: message_delta
data: {"type":"message_delta","delta":{"stop_reason":"${reason}","stop_sequence":null},"usage":{"output_tokens":${tokens}}}

event: message_stop
data: {"type":"message_stop"}

`;
const fault = (type: string, message: string) =>
  JSON.stringify({ type: 'error', error: { type, message }, request_id: 'req_01' });
const json = { 'content-type': 'application/json' };
const usage = (outputTokens: number) =>
  ({
    type: 'usage',
    usage: { inputTokens: 1112, cachedInputTokens: 1000, cacheWriteTokens: 100, outputTokens },
  }) as const;

export const anthropicTranscripts: VendorTranscripts = {
  provider: anthropicProvider,
  model: 'claude-sonnet-5-5',
  baseUrl: (origin) => origin,
  asked: {
    path: '/v1/messages',
    keyHeader: 'authorization',
    body: {
      model: 'claude-sonnet-5-5',
      max_tokens: 128_000,
      stream: true,
      system: 'You are a lawyer.',
      thinking: { type: 'adaptive', display: 'summarized' },
      messages: [
        { role: 'user', content: 'First?' },
        { role: 'assistant', content: 'Well.' },
        { role: 'user', content: 'Go on.' },
      ],
    },
  },
  askedUnknown: {
    body: { model: 'tomorrow-1', max_tokens: 77, stream: true, messages: [{ role: 'user', content: 'Hi' }] },
  },
  whole: {
    reply: {
      body: `${start}event: content_block_start
data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Let me see."}}

event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EqQBCgIYAhIM"}}

event: content_block_stop
data: {"type":"content_block_stop","index":0}

event: content_block_start
data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

event: ping
data: {"type": "ping"}

event: content_block_delta
data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Größe: 東京 "}}

event: content_block_delta
data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"👩‍🔬 ok"}}

event: content_block_stop
data: {"type":"content_block_stop","index":1}

event: message_delta
data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"input_tokens":12,"cache_creation_input_tokens":100,"cache_read_input_tokens":1000,"output_tokens":42,"output_tokens_details":{"thinking_tokens":30}}}

event: message_stop
data: {"type":"message_stop"}

`,
    },
    events: [
      usage(1),
      { type: 'reasoning', text: 'Let me see.' },
      { type: 'text', text: 'Größe: 東京 ' },
      { type: 'text', text: '👩‍🔬 ok' },
      usage(42),
      { type: 'finish', outcome: 'complete' },
    ],
  },
  speak: (words) => `${start}${textStart}${words.map(text).join('')}${end('end_turn', words.length)}`,
  outcomes: [
    {
      name: 'a refusal',
      reply: { body: `${start}${textStart}${text('I will not.')}${end('refusal', 4)}` },
      events: [usage(1), { type: 'text', text: 'I will not.' }, usage(4), { type: 'finish', outcome: 'refusal' }],
    },
    {
      name: 'cut short by the limit',
      reply: { body: `${start}${textStart}${text('It is')}${end('max_tokens', 2)}` },
      events: [usage(1), { type: 'text', text: 'It is' }, usage(2), { type: 'finish', outcome: 'length' }],
    },
    {
      name: 'nothing said',
      reply: { body: `${start}${end('end_turn', 1)}` },
      events: [usage(1), usage(1), { type: 'finish', outcome: 'empty' }],
    },
  ],
  listed: {
    path: '/v1/models?limit=1000',
    body: '{"data":[{"type":"model","id":"claude-opus-5-5","display_name":"Claude Opus 5.5","created_at":"2026-09-01T00:00:00Z","max_input_tokens":1000000,"max_tokens":128000},{"type":"model","id":"claude-haiku-5-5","display_name":"Claude Haiku 5.5","created_at":"2026-10-01T00:00:00Z"}],"has_more":false,"first_id":"claude-opus-5-5","last_id":"claude-haiku-5-5"}',
    models: [{ id: 'claude-haiku-5-5' }, { id: 'claude-opus-5-5', contextWindow: 1_000_000 }],
  },
  half: `${start}${textStart}${text('Half of')}`,
  faults: [
    {
      name: 'a wrong key',
      reply: { status: 401, headers: json, body: fault('authentication_error', 'invalid x-api-key') },
      code: 'provider/bad-key',
    },
    {
      name: 'a key without the right',
      reply: { status: 403, headers: json, body: fault('permission_error', 'Your API key may not use this.') },
      code: 'provider/bad-key',
    },
    {
      name: 'no credit',
      reply: {
        status: 400,
        headers: json,
        body: fault('invalid_request_error', 'Your credit balance is too low to access the Anthropic API.'),
      },
      code: 'limit/quota',
    },
    {
      name: 'too much text',
      reply: {
        status: 400,
        headers: json,
        body: fault('invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum'),
      },
      code: 'limit/context',
    },
    {
      name: 'an unknown model',
      reply: { status: 404, headers: json, body: fault('not_found_error', 'model: nonesuch') },
      code: 'provider/refused-request',
    },
    {
      name: 'a pause asked for in seconds',
      reply: {
        status: 429,
        headers: { ...json, 'retry-after': '7' },
        body: fault('rate_limit_error', 'This request would exceed your rate limit.'),
      },
      code: 'limit/rate',
      retryAfter: 7_000,
    },
    {
      name: 'overload',
      reply: { status: 529, headers: json, body: fault('overloaded_error', 'Overloaded') },
      code: 'provider/overloaded',
    },
    {
      name: 'a failure',
      reply: { status: 500, headers: json, body: fault('api_error', 'Internal server error') },
      code: 'provider/unreachable',
    },
    {
      name: 'overload told inside the stream',
      reply: {
        body: `${start}${textStart}${text('Half of')}event: error\ndata: ${fault('overloaded_error', 'Overloaded')}\n\n`,
      },
      code: 'provider/overloaded',
    },
  ],
  tools: anthropicTools,
};
