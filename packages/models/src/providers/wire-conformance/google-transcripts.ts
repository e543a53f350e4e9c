// Google's Gemini API (generateContent), as it streams.
import { googleProvider } from '../google/google.ts';
import { googleTools } from './google-tool-transcripts.ts';
import type { VendorTranscripts } from './vendor-transcripts.ts';

const sse = (...chunks: readonly object[]) => chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join('');
const chunk = (text: string, more: object = {}, usage: object = { promptTokenCount: 8, totalTokenCount: 8 }) => ({
  candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0, ...more }],
  usageMetadata: usage,
  modelVersion: 'gemini-3.8-flash',
  responseId: 'r1',
});
const counted = (outputTokens: number) => ({ type: 'usage', usage: { inputTokens: 8, outputTokens } }) as const;
const used = (candidates: number) => ({
  promptTokenCount: 8,
  candidatesTokenCount: candidates,
  totalTokenCount: 8 + candidates,
});
const fault = (code: number, status: string, message: string, details: readonly object[] = []) =>
  JSON.stringify({ error: { code, message, status, details } });
const json = { 'content-type': 'application/json; charset=UTF-8' };

export const googleTranscripts: VendorTranscripts = {
  provider: googleProvider,
  model: 'gemini-3.8-flash',
  baseUrl: (origin) => `${origin}/v1beta`,
  asked: {
    path: '/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse',
    keyHeader: 'x-goog-api-key',
    body: {
      systemInstruction: { parts: [{ text: 'You are a lawyer.' }], role: 'user' },
      generationConfig: { thinkingConfig: { includeThoughts: true } },
      contents: [
        { role: 'user', parts: [{ text: 'First?' }] },
        { role: 'model', parts: [{ text: 'Well.' }] },
        { role: 'user', parts: [{ text: 'Go on.' }] },
      ],
    },
  },
  askedUnknown: {
    body: { generationConfig: { maxOutputTokens: 77 }, contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] },
  },
  whole: {
    reply: {
      body: `data: {"candidates": [{"content": {"parts": [{"text": "Let me see.","thought": true}],"role": "model"},"index": 0}],"usageMetadata": {"promptTokenCount": 8,"totalTokenCount": 20,"thoughtsTokenCount": 12},"modelVersion": "gemini-3.8-flash","responseId": "r0"}\r
\r
data: {"candidates": [{"content": {"parts": [{"text": "Größe: 東京 "}],"role": "model"},"index": 0}],"usageMetadata": {"promptTokenCount": 8,"candidatesTokenCount": 5,"totalTokenCount": 25,"thoughtsTokenCount": 12},"modelVersion": "gemini-3.8-flash","responseId": "r0"}\r
\r
data: {"candidates": [{"content": {"parts": [{"text": "👩‍🔬 ok","thoughtSignature": "CiQB"}],"role": "model"},"finishReason": "STOP","index": 0}],"usageMetadata": {"promptTokenCount": 8,"candidatesTokenCount": 9,"totalTokenCount": 29,"thoughtsTokenCount": 12},"modelVersion": "gemini-3.8-flash","responseId": "r0"}\r
\r
`,
    },
    events: [
      { type: 'reasoning', text: 'Let me see.' },
      counted(12),
      { type: 'text', text: 'Größe: 東京 ' },
      counted(17),
      { type: 'text', text: '👩‍🔬 ok' },
      counted(21),
      { type: 'finish', outcome: 'complete' },
    ],
  },
  speak: (words) => sse(...words.map((word) => chunk(word)), chunk('', { finishReason: 'STOP' }, used(words.length))),
  outcomes: [
    {
      name: 'a blocked question',
      reply: {
        body: sse({
          promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
          usageMetadata: used(0),
          modelVersion: 'gemini-3.8-flash',
        }),
      },
      events: [counted(0), { type: 'finish', outcome: 'filtered' }],
    },
    {
      name: 'cut short by the limit',
      reply: { body: sse(chunk('It is', { finishReason: 'MAX_TOKENS' }, used(2))) },
      events: [{ type: 'text', text: 'It is' }, counted(2), { type: 'finish', outcome: 'length' }],
    },
    {
      name: 'a filtered answer',
      reply: {
        body: sse(chunk('It is'), { candidates: [{ finishReason: 'SAFETY', index: 0 }], usageMetadata: used(2) }),
      },
      events: [{ type: 'text', text: 'It is' }, counted(0), counted(2), { type: 'finish', outcome: 'filtered' }],
    },
    {
      name: 'nothing said',
      reply: { body: sse(chunk('', { finishReason: 'STOP' }, used(0))) },
      events: [counted(0), { type: 'finish', outcome: 'empty' }],
    },
  ],
  listed: {
    path: '/v1beta/models?pageSize=1000',
    body: '{"models":[{"name":"models/gemini-3.8-flash","displayName":"Gemini 3.8 Flash","inputTokenLimit":1048576,"outputTokenLimit":65536,"supportedGenerationMethods":["generateContent","countTokens"]},{"name":"models/gemini-embedding-2","supportedGenerationMethods":["embedContent"]}]}',
    models: [{ id: 'gemini-3.8-flash', contextWindow: 1_048_576 }],
  },
  half: sse(chunk('Half of')),
  faults: [
    {
      name: 'a wrong key',
      reply: {
        status: 400,
        headers: json,
        body: fault(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
          { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID', domain: 'googleapis.com' },
        ]),
      },
      code: 'provider/bad-key',
    },
    {
      name: 'a key without the right',
      reply: { status: 403, headers: json, body: fault(403, 'PERMISSION_DENIED', 'Permission denied.') },
      code: 'provider/bad-key',
    },
    {
      name: 'the day used up',
      reply: {
        status: 429,
        headers: json,
        body: fault(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota.', [
          {
            '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
            violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }],
          },
        ]),
      },
      code: 'limit/quota',
    },
    {
      name: 'too much text',
      reply: {
        status: 400,
        headers: json,
        body: fault(
          400,
          'INVALID_ARGUMENT',
          'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
        ),
      },
      code: 'limit/context',
    },
    {
      name: 'an unknown model',
      reply: { status: 404, headers: json, body: fault(404, 'NOT_FOUND', 'models/nonesuch is not found.') },
      code: 'provider/refused-request',
    },
    {
      name: 'a pause asked for in the body',
      reply: {
        status: 429,
        headers: json,
        body: fault(429, 'RESOURCE_EXHAUSTED', 'Too many requests.', [
          { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '7.5s' },
        ]),
      },
      code: 'limit/rate',
      retryAfter: 7_500,
    },
    {
      name: 'a pause asked for in the headers',
      reply: {
        status: 429,
        headers: { ...json, 'retry-after': '7' },
        body: fault(429, 'RESOURCE_EXHAUSTED', 'Too many requests.'),
      },
      code: 'limit/rate',
      retryAfter: 7_000,
    },
    {
      name: 'overload',
      reply: { status: 503, headers: json, body: fault(503, 'UNAVAILABLE', 'The model is overloaded.') },
      code: 'provider/overloaded',
    },
    {
      name: 'a failure',
      reply: { status: 500, headers: json, body: fault(500, 'INTERNAL', 'An internal error has occurred.') },
      code: 'provider/unreachable',
    },
    {
      name: 'overload told inside the stream',
      reply: { body: `${sse(chunk('Half of'))}data: ${fault(503, 'UNAVAILABLE', 'The model is overloaded.')}\r\n\r\n` },
      code: 'provider/overloaded',
    },
  ],
  tools: googleTools,
};
