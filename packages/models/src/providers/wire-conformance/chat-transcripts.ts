// Chat Completions as compatible servers stream it: the manners they share, for each of them.
import type { ProviderDefinition } from '../../provider.ts';
import { compatibleProviders } from '../openai/compatible-providers.ts';
import { chunk, counted, done, lastly, sse } from './chat-chunks.ts';
import { chatManners, type Manners } from './chat-manners.ts';
import { chatTools } from './chat-tool-transcripts.ts';
import type { FaultCase, SpokenCase, VendorTranscripts } from './vendor-transcripts.ts';

const json = { 'content-type': 'application/json' };
const fault = (code: unknown, message: string, type = 'invalid_request_error') =>
  JSON.stringify({ error: { message, type, param: null, code } });

const sharedOutcomes: readonly (SpokenCase & { readonly name: string })[] = [
  {
    name: 'a refusal',
    reply: { body: sse(chunk({ role: 'assistant', refusal: 'I will not.' }), chunk({}, 'stop'), lastly(4)) + done },
    events: [{ type: 'text', text: 'I will not.' }, counted(4), { type: 'finish', outcome: 'refusal' }],
  },
  {
    name: 'cut short by the limit',
    reply: { body: sse(chunk({ content: 'It is' }), chunk({}, 'length'), lastly(2)) + done },
    events: [{ type: 'text', text: 'It is' }, counted(2), { type: 'finish', outcome: 'length' }],
  },
  {
    name: 'a filtered answer',
    reply: { body: sse(chunk({ content: '' }), chunk({}, 'content_filter'), lastly(1)) + done },
    events: [counted(1), { type: 'finish', outcome: 'filtered' }],
  },
  {
    name: 'nothing said',
    reply: { body: sse(chunk({ role: 'assistant', content: '' }), chunk({}, 'stop'), lastly(0)) + done },
    events: [counted(0), { type: 'finish', outcome: 'empty' }],
  },
  {
    name: 'a reason of the server’s own, without usage',
    reply: { body: sse(chunk({ content: 'So far' }), chunk({}, 'model_length')) + done },
    events: [
      { type: 'text', text: 'So far' },
      { type: 'finish', outcome: 'length' },
    ],
  },
];

const sharedFaults: readonly FaultCase[] = [
  {
    name: 'a wrong key',
    reply: { status: 401, headers: json, body: fault('invalid_api_key', 'Incorrect API key: canary-key-5d1f.') },
    code: 'provider/bad-key',
  },
  {
    name: 'no credit',
    reply: { status: 402, headers: json, body: fault('invalid_request_error', 'Insufficient Balance') },
    code: 'limit/quota',
  },
  {
    name: 'too much text, with a code',
    reply: { status: 400, headers: json, body: fault('context_length_exceeded', 'Your input is too long.') },
    code: 'limit/context',
  },
  {
    name: 'too much text, in words only',
    reply: { status: 400, headers: json, body: fault(400, "This model's maximum context length is 32768 tokens.") },
    code: 'limit/context',
  },
  {
    name: 'too much text, told beside the usual field',
    reply: {
      status: 422,
      headers: json,
      body: '{"object":"error","message":"Prompt is too long for this context window.","code":"3051"}',
    },
    code: 'limit/context',
  },
  {
    name: 'an unknown model',
    reply: { status: 404, headers: json, body: fault('model_not_found', 'No such model.') },
    code: 'provider/refused-request',
  },
  {
    name: 'a pause asked for in seconds',
    reply: { status: 429, headers: { ...json, 'retry-after': '8' }, body: fault('rate_limit_exceeded', 'Slow down.') },
    code: 'limit/rate',
    retryAfter: 8_000,
  },
  {
    name: 'overload',
    reply: { status: 503, headers: json, body: fault(503, 'No available model provider.') },
    code: 'provider/overloaded',
  },
  {
    name: 'a failure, without a word',
    reply: { status: 500, headers: json, body: '' },
    code: 'provider/unreachable',
  },
  {
    name: 'a failure told inside the stream',
    reply: {
      body: sse(
        chunk({ content: 'Half of' }),
        chunk({}, 'error', { error: { code: 502, message: 'Provider returned error' } }),
      ),
    },
    code: 'provider/unreachable',
  },
  {
    name: 'a limit told inside the stream',
    reply: { body: sse(chunk({ content: 'Half of' }), { error: { code: 429, message: 'Rate limit exceeded' } }) },
    code: 'limit/rate',
  },
  {
    name: 'an end for want of machines',
    reply: { body: sse(chunk({ content: 'Half of' }), chunk({}, 'insufficient_system_resource')) },
    code: 'provider/overloaded',
  },
];

function transcribe(manners: Manners): VendorTranscripts {
  const { id, model, path, system, limit, asksForUsage, whole } = manners;
  const streaming = { stream: true, ...(asksForUsage && { stream_options: { include_usage: true } }) };
  return {
    provider: find(id),
    model,
    baseUrl: (origin) => `${origin}${path}`,
    asked: {
      path: `${path}/chat/completions`,
      keyHeader: 'authorization',
      body: {
        model,
        ...streaming,
        messages: [
          { role: system, content: 'You are a lawyer.' },
          { role: 'user', content: 'First?' },
          { role: 'assistant', content: 'Well.' },
          { role: 'user', content: 'Go on.' },
        ],
      },
    },
    askedUnknown: {
      body: { model: 'tomorrow-1', ...streaming, [limit]: 77, messages: [{ role: 'user', content: 'Hi' }] },
    },
    whole,
    speak: (words) =>
      sse(...words.map((content) => chunk({ content })), chunk({}, 'stop'), lastly(words.length)) + done,
    outcomes: sharedOutcomes,
    listed: {
      path: `${path}/models`,
      body: '{"object":"list","data":[{"id":"model-b","object":"model","created":1790000000,"owned_by":"x"},{"id":"model-a","object":"model","created":1790000000,"owned_by":"x"}]}',
      models: [{ id: 'model-a' }, { id: 'model-b' }],
    },
    half: sse(chunk({ role: 'assistant', content: '' }), chunk({ content: 'Half of' })),
    faults: sharedFaults,
    tools: chatTools(manners),
  };
}

function find(id: string): ProviderDefinition {
  const provider = compatibleProviders.find((known) => known.id === id);
  if (!provider) throw new Error(`no provider ${id}`);
  return provider;
}

export const chatTranscripts: readonly VendorTranscripts[] = chatManners.map(transcribe);
