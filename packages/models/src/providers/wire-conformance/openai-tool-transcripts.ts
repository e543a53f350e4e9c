// Tools and answers in a form, as OpenAI's Responses API streams and takes them.
import type { ModelEvent, ShapeHold } from '../../provider.ts';
import { bothCalls, call, schemas, told, type ToolTranscripts, waits } from './tool-cases.ts';

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
  usage: {
    input_tokens: 90,
    input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
    output_tokens: 30,
    output_tokens_details: { reasoning_tokens: 9 },
    total_tokens: 120,
  },
  ...more,
});
const created = { type: 'response.created', response: response('in_progress', { usage: null }) };
const completed = { type: 'response.completed', response: response('completed') };
const usage: ModelEvent = { type: 'usage', usage: { inputTokens: 90, outputTokens: 30 } };
const added = (output_index: number, item: object) => ({ type: 'response.output_item.added', output_index, item });
const done = (output_index: number, item: object) => ({ type: 'response.output_item.done', output_index, item });
const functionCall = (call_id: string, name: string, json: string) => ({
  id: `fc_${call_id}`,
  type: 'function_call',
  status: 'completed',
  arguments: json,
  call_id,
  name,
});
const called = (index: number, item: ReturnType<typeof functionCall>, ...deltas: readonly string[]) => [
  added(index, { ...item, status: 'in_progress', arguments: '' }),
  ...deltas.map((delta) => ({
    type: 'response.function_call_arguments.delta',
    item_id: item.id,
    output_index: index,
    delta,
  })),
  {
    type: 'response.function_call_arguments.done',
    item_id: item.id,
    output_index: index,
    arguments: item.arguments,
    name: item.name,
  },
  done(index, item),
];
const text = (output_index: number, delta: string) => ({
  type: 'response.output_text.delta',
  item_id: 'msg_01',
  output_index,
  content_index: 0,
  delta,
  logprobs: [],
});
const echo = (turn: unknown): ModelEvent => ({
  type: 'echo',
  echo: { provider: 'openai', model: 'gpt-6.1-sol', turn },
});
const refusal = (param: string, message: string) => ({
  status: 400,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ error: { message, type: 'invalid_request_error', param, code: 'unsupported_parameter' } }),
});

const reasoning = {
  id: 'rs_01',
  type: 'reasoning',
  summary: [{ type: 'summary_text', text: 'Two things.' }],
  encrypted_content: 'gAAAAABo+/secret==',
};
const message = {
  id: 'msg_01',
  type: 'message',
  status: 'completed',
  role: 'assistant',
  content: [{ type: 'output_text', text: 'Let me see.', annotations: [], logprobs: [] }],
};
const sum = functionCall('call_a', 'calculate', '{"sum":"2+2"}');
const word = functionCall('call_b', 'look_up', '{"word":"Größe"}');
const turn = [reasoning, message, sum, word];

const asked = {
  model: 'gpt-6.1-sol',
  stream: true,
  store: false,
  reasoning: { summary: 'auto' },
  input: [{ role: 'user', content: 'How big is 2+2?' }],
};
const withTools = {
  ...asked,
  include: ['reasoning.encrypted_content'],
  tools: [
    { type: 'function', name: 'calculate', description: 'Works out a sum.', parameters: schemas.sum, strict: false },
    { type: 'function', name: 'look_up', description: 'Looks a word up.', parameters: schemas.word, strict: false },
  ],
};
const results = [
  { type: 'function_call_output', call_id: 'call_a', output: '4' },
  { type: 'function_call_output', call_id: 'call_b', output: 'Error: There is no such word.' },
];
const format = {
  text: {
    format: {
      type: 'json_schema',
      name: 'answer',
      description: 'The whole answer.',
      schema: schemas.strictAnswer,
      strict: true,
    },
  },
};
const noSchema = refusal(
  'text.format',
  "Invalid parameter: 'text.format' of type 'json_schema' is not supported with this model.",
);
const noDemand = refusal('tools', 'Tools are not supported with this model.');
const noJson = refusal('text.format', "'text.format' of type 'json_object' is not supported with this model.");
const spoken = (shape: ShapeHold): readonly ModelEvent[] => [
  { type: 'text', text: '{"answer":' },
  { type: 'text', text: '"Four."}' },
  usage,
  { type: 'finish', outcome: 'complete', shape },
];
const json = { body: sse(created, text(0, '{"answer":'), text(0, '"Four."}'), completed) };

export const openaiTools: ToolTranscripts = {
  asked: withTools,
  called: [
    {
      name: 'one call, without a word',
      reply: {
        body: sse(
          created,
          ...called(0, functionCall('call_1', 'calculate', '{"sum":"2+2"}'), '{"su', 'm":"2+2"}'),
          completed,
        ),
      },
      events: [
        usage,
        call('call_1', 'calculate', { sum: '2+2' }),
        echo([functionCall('call_1', 'calculate', '{"sum":"2+2"}')]),
        waits,
      ],
    },
    {
      name: 'arguments that come whole, and some that cannot be read',
      reply: {
        body: sse(
          created,
          ...called(0, functionCall('call_1', 'calculate', '{"sum":"1"}')),
          ...called(1, functionCall('call_2', 'look_up', '{"word": '), '{"word": '),
          completed,
        ),
      },
      events: [
        usage,
        call('call_1', 'calculate', { sum: '1' }),
        call('call_2', 'look_up', '{"word": '),
        echo([functionCall('call_1', 'calculate', '{"sum":"1"}'), functionCall('call_2', 'look_up', '{"word": ')]),
        waits,
      ],
    },
    {
      name: 'reasoning whose content did not come: it is left out, with the ids that would ask for it',
      reply: {
        body: sse(
          created,
          done(0, { id: 'rs_02', type: 'reasoning', summary: [] }),
          ...called(1, functionCall('call_1', 'calculate', '{}'), '{}'),
          completed,
        ),
      },
      events: [
        usage,
        call('call_1', 'calculate', {}),
        echo([{ type: 'function_call', status: 'completed', arguments: '{}', call_id: 'call_1', name: 'calculate' }]),
        waits,
      ],
    },
  ],
  parallel: {
    name: 'reasoning, words, then two calls that come mixed',
    reply: {
      body: sse(
        created,
        added(0, { id: 'rs_01', type: 'reasoning', summary: [] }),
        {
          type: 'response.reasoning_summary_text.delta',
          item_id: 'rs_01',
          output_index: 0,
          summary_index: 0,
          delta: 'Two things.',
        },
        done(0, reasoning),
        text(1, 'Let me '),
        text(1, 'see.'),
        done(1, message),
        ...called(2, sum, '{"sum":', '"2+2"}').slice(0, 2),
        added(3, { ...word, status: 'in_progress', arguments: '' }),
        ...called(2, sum, '{"sum":', '"2+2"}').slice(2),
        ...called(3, word, '{"word":"Größe"}').slice(1),
        completed,
      ),
    },
    events: [
      { type: 'reasoning', text: 'Two things.' },
      { type: 'text', text: 'Let me ' },
      { type: 'text', text: 'see.' },
      usage,
      ...bothCalls('call_a', 'call_b'),
      echo(turn),
      waits,
    ],
  },
  second: { ...withTools, input: [...asked.input, ...turn, ...results] },
  rebuilt: {
    ...withTools,
    input: [
      ...asked.input,
      { role: 'assistant', content: 'Let me see.' },
      { type: 'function_call', call_id: 'call_a', name: 'calculate', arguments: '{"sum":"2+2"}' },
      { type: 'function_call', call_id: 'call_b', name: 'look_up', arguments: '{"word":"Größe"}' },
      ...results,
    ],
  },
  uncalledFor: { body: sse(created, ...called(0, sum, '{"sum":"2+2"}'), completed) },
  cutShort: {
    reply: {
      body: sse(created, ...called(0, sum, '{"sum":').slice(0, 2), {
        type: 'response.incomplete',
        response: response('incomplete', { incomplete_details: { reason: 'max_output_tokens' } }),
      }),
    },
    outcome: 'length',
  },
  toolless: noDemand,
  structured: [
    {
      hold: 'schema',
      refusals: [],
      body: { ...asked, ...format },
      reply: { body: sse(created, text(0, '{"answer":'), text(0, '"Four.","source":nu'), text(0, 'll}'), completed) },
      // What was null may be left out, so it is.
      events: [
        { type: 'text', text: '{' },
        { type: 'text', text: '"answer":"Four."' },
        { type: 'text', text: '}' },
        usage,
        { type: 'finish', outcome: 'complete', shape: 'schema' },
      ],
    },
    {
      hold: 'tool',
      refusals: [noSchema],
      body: {
        ...asked,
        tools: [
          {
            type: 'function',
            name: 'answer',
            description: 'The whole answer.',
            parameters: schemas.answer,
            strict: false,
          },
        ],
        tool_choice: { type: 'function', name: 'answer' },
      },
      reply: {
        body: sse(created, ...called(0, functionCall('c', 'answer', ''), '{"answer":', '"Four."}'), completed),
      },
      events: spoken('tool'),
    },
    {
      hold: 'json',
      refusals: [noSchema, noDemand],
      body: { ...asked, instructions: told.json, text: { format: { type: 'json_object' } } },
      reply: json,
      events: spoken('json'),
    },
    {
      hold: 'none',
      refusals: [noSchema, noDemand, noJson],
      body: { ...asked, instructions: told.json },
      reply: json,
      events: spoken('none'),
    },
  ],
  both: { body: { ...withTools, ...format }, shape: 'schema' },
};
