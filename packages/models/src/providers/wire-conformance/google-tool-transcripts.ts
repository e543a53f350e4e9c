// Tools and answers in a form, as Google's Gemini API streams and takes them.
import type { ModelEvent } from '../../provider.ts';
import { bothCalls, call, schemas, told, type ToolTranscripts, waits } from './tool-cases.ts';

const sse = (...chunks: readonly object[]) => chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join('');
const chunk = (parts: readonly object[], more: object = {}) => ({
  candidates: [{ content: { parts, role: 'model' }, index: 0, ...more }],
  modelVersion: 'gemini-3.8-flash',
  responseId: 'r1',
});
const last = (parts: readonly object[], finishReason = 'STOP') => ({
  ...chunk(parts, { finishReason }),
  usageMetadata: { promptTokenCount: 8, candidatesTokenCount: 5, thoughtsTokenCount: 12, totalTokenCount: 25 },
});
const usage: ModelEvent = { type: 'usage', usage: { inputTokens: 8, outputTokens: 17 } };
const echo = (turn: unknown): ModelEvent => ({
  type: 'echo',
  echo: { provider: 'google', model: 'gemini-3.8-flash', turn },
});
const refusal = (message: string) => ({
  status: 400,
  headers: { 'content-type': 'application/json; charset=UTF-8' },
  body: JSON.stringify({ error: { code: 400, message, status: 'INVALID_ARGUMENT', details: [] } }),
});

const thought = { text: 'Two things.', thought: true };
const sum = { functionCall: { name: 'calculate', args: { sum: '2+2' }, id: 'fc_1' }, thoughtSignature: 'CiQB+sig/1==' };
const word = { functionCall: { name: 'look_up', args: { word: 'Größe' } } };
const generationConfig = { thinkingConfig: { includeThoughts: true } };
const question = { role: 'user', parts: [{ text: 'How big is 2+2?' }] };
const asked = { contents: [question], generationConfig };
const tools = [
  {
    functionDeclarations: [
      { name: 'calculate', description: 'Works out a sum.', parametersJsonSchema: schemas.sum },
      { name: 'look_up', description: 'Looks a word up.', parametersJsonSchema: schemas.word },
    ],
  },
];
const answering = [
  {
    functionDeclarations: [{ name: 'answer', description: 'The whole answer.', parametersJsonSchema: schemas.answer }],
  },
];
const demanded = { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['answer'] } };
const results = (first: object, second: object) => ({
  role: 'user',
  parts: [
    { functionResponse: { ...first, name: 'calculate', response: { output: '4' } } },
    { functionResponse: { ...second, name: 'look_up', response: { error: 'There is no such word.' } } },
  ],
});
const format = { responseMimeType: 'application/json', responseJsonSchema: schemas.answer };
const system = (text: string) => ({ systemInstruction: { parts: [{ text }], role: 'user' } });
const noSchema = refusal('Unknown name "responseJsonSchema" at \'generation_config\': Cannot find field.');
const noDemand = refusal('Function calling mode ANY is not supported for this model.');
const noJson = refusal('JSON mode is not enabled for this model.');
const spoken = (shape: 'schema' | 'json' | 'none'): readonly ModelEvent[] => [
  { type: 'text', text: '{"answer":' },
  { type: 'text', text: '"Four."}' },
  usage,
  { type: 'finish', outcome: 'complete', shape },
];
const json = { body: sse(chunk([{ text: '{"answer":' }]), last([{ text: '"Four."}' }])) };

export const googleTools: ToolTranscripts = {
  asked: { ...asked, tools },
  called: [
    {
      name: 'one call with a signature, without an id, then an empty last piece',
      reply: {
        body: sse(
          chunk([{ functionCall: { name: 'calculate', args: { sum: '2+2' } }, thoughtSignature: 'Sig1' }]),
          last([{ text: '' }]),
        ),
      },
      events: [
        usage,
        call('call00001', 'calculate', { sum: '2+2' }),
        echo([{ functionCall: { name: 'calculate', args: { sum: '2+2' } }, thoughtSignature: 'Sig1' }]),
        waits,
      ],
    },
    {
      name: 'a call without arguments, and a signature that comes after it alone',
      reply: {
        body: sse(
          chunk([{ functionCall: { name: 'calculate', id: 'a' } }]),
          last([{ text: '', thoughtSignature: 'Sig2' }]),
        ),
      },
      events: [
        usage,
        call('a', 'calculate', {}),
        echo([{ functionCall: { name: 'calculate', id: 'a' } }, { text: '', thoughtSignature: 'Sig2' }]),
        waits,
      ],
    },
  ],
  parallel: {
    name: 'reasoning, words, then two calls, one without an id',
    reply: {
      body: sse(
        chunk([{ text: 'Two ', thought: true }]),
        chunk([{ text: 'things.', thought: true }]),
        chunk([{ text: 'Let me ' }]),
        chunk([{ text: 'see.' }]),
        chunk([sum]),
        last([word]),
      ),
    },
    events: [
      { type: 'reasoning', text: 'Two ' },
      { type: 'reasoning', text: 'things.' },
      { type: 'text', text: 'Let me ' },
      { type: 'text', text: 'see.' },
      usage,
      ...bothCalls('fc_1', 'call00002'),
      echo([thought, { text: 'Let me see.' }, sum, word]),
      waits,
    ],
  },
  second: {
    ...asked,
    tools,
    contents: [
      question,
      { role: 'model', parts: [thought, { text: 'Let me see.' }, sum, word] },
      results({ id: 'fc_1' }, {}),
    ],
  },
  rebuilt: {
    ...asked,
    tools,
    contents: [
      question,
      {
        role: 'model',
        parts: [
          { text: 'Let me see.' },
          { functionCall: sum.functionCall, thoughtSignature: 'skip_thought_signature_validator' },
          { functionCall: { ...word.functionCall, id: 'call00002' } },
        ],
      },
      results({ id: 'fc_1' }, { id: 'call00002' }),
    ],
  },
  uncalledFor: { body: sse(last([sum])) },
  cutShort: { reply: { body: sse(chunk([sum]), last([], 'MAX_TOKENS')) }, outcome: 'length' },
  toolless: refusal('Function calling is not enabled for models/gemma-3-4b-it'),
  structured: [
    {
      hold: 'schema',
      refusals: [],
      body: { ...asked, generationConfig: { ...generationConfig, ...format } },
      reply: json,
      events: spoken('schema'),
    },
    {
      hold: 'tool',
      refusals: [noSchema],
      body: { ...asked, tools: answering, toolConfig: demanded },
      reply: {
        body: sse(last([{ functionCall: { name: 'answer', args: { answer: 'Four.' } }, thoughtSignature: 'S' }])),
      },
      events: [
        { type: 'text', text: '{"answer":"Four."}' },
        usage,
        { type: 'finish', outcome: 'complete', shape: 'tool' },
      ],
    },
    {
      hold: 'json',
      refusals: [noSchema, noDemand],
      body: {
        ...asked,
        ...system(told.json),
        generationConfig: { ...generationConfig, responseMimeType: 'application/json' },
      },
      reply: json,
      events: spoken('json'),
    },
    {
      hold: 'none',
      refusals: [noSchema, noDemand, noJson],
      body: { ...asked, ...system(told.json) },
      reply: json,
      events: spoken('none'),
    },
  ],
  both: { body: { ...asked, tools, generationConfig: { ...generationConfig, ...format } }, shape: 'schema' },
};
