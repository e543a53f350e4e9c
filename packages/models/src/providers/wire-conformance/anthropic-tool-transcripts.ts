// Tools and answers in a form, as Anthropic's Messages API streams and takes them.
import type { ModelEvent } from '../../provider.ts';
import { bothCalls, call, schemas, told, type ToolTranscripts, waits } from './tool-cases.ts';

const sse = (...events: readonly ({ readonly type: string } & Record<string, unknown>)[]) =>
  events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
const start = {
  type: 'message_start',
  message: {
    id: 'msg_01',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-5-5',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 300, output_tokens: 1 },
  },
};
const block = (index: number, content_block: object, ...deltas: readonly object[]) => [
  { type: 'content_block_start', index, content_block },
  ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
  { type: 'content_block_stop', index },
];
const toolUse = (index: number, id: string, name: string, ...json: readonly string[]) =>
  block(
    index,
    { type: 'tool_use', id, name, input: {}, caller: { type: 'direct' } },
    ...json.map((partial_json) => ({ type: 'input_json_delta', partial_json })),
  );
const words = (index: number, ...texts: readonly string[]) =>
  block(index, { type: 'text', text: '', citations: null }, ...texts.map((text) => ({ type: 'text_delta', text })));
const end = (stop_reason: string) => [
  { type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 60 } },
  { type: 'message_stop' },
];
const usage = (outputTokens: number): ModelEvent => ({ type: 'usage', usage: { inputTokens: 300, outputTokens } });
const echo = (turn: unknown): ModelEvent => ({
  type: 'echo',
  echo: { provider: 'anthropic', model: 'claude-sonnet-5-5', turn },
});
const refusal = (message: string) => ({
  status: 400,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ type: 'error', error: { type: 'invalid_request_error', message }, request_id: 'req_01' }),
});

const thoughts = [
  { type: 'thinking', thinking: 'Two things.', signature: 'EqQBCgIYAhIM+/==' },
  { type: 'redacted_thinking', data: 'EmwKAhgBEgy3va3pzix=' },
];
const turn = [
  ...thoughts,
  { type: 'text', text: 'Let me see.' },
  { type: 'tool_use', id: 'toolu_01', name: 'calculate', input: { sum: '2+2' } },
  { type: 'tool_use', id: 'toolu_02', name: 'look_up', input: { word: 'Größe' } },
];
const tools = [
  { name: 'calculate', description: 'Works out a sum.', input_schema: schemas.sum },
  { name: 'look_up', description: 'Looks a word up.', input_schema: schemas.word },
];
const answering = { name: 'answer', description: 'The whole answer.', input_schema: schemas.answer };
const asked = {
  model: 'claude-sonnet-5-5',
  max_tokens: 128_000,
  stream: true,
  thinking: { type: 'adaptive', display: 'summarized' },
  messages: [{ role: 'user', content: 'How big is 2+2?' }],
};
const results = {
  role: 'user',
  content: [
    { type: 'tool_result', tool_use_id: 'toolu_01', content: '4' },
    { type: 'tool_result', tool_use_id: 'toolu_02', content: 'There is no such word.', is_error: true },
  ],
};
const noSchema = refusal('output_config.format: this model does not support structured outputs.');
const noTool = refusal('tools: tool use is not available for this model.');
const format = { format: { type: 'json_schema', schema: schemas.closedAnswer } };

export const anthropicTools: ToolTranscripts = {
  asked: { ...asked, tools },
  called: [
    {
      name: 'one call, without a word',
      reply: {
        body: sse(start, ...toolUse(0, 'toolu_07', 'calculate', '', '{"su', 'm": "2+', '2"}'), ...end('tool_use')),
      },
      events: [
        usage(1),
        usage(60),
        call('toolu_07', 'calculate', { sum: '2+2' }),
        echo([{ type: 'tool_use', id: 'toolu_07', name: 'calculate', input: { sum: '2+2' } }]),
        waits,
      ],
    },
    {
      name: 'a call without arguments, and one whose arguments cannot be read',
      reply: {
        body: sse(
          start,
          ...toolUse(0, 'toolu_08', 'calculate'),
          ...toolUse(1, 'toolu_09', 'look_up', '{"word": '),
          ...end('tool_use'),
        ),
      },
      events: [
        usage(1),
        usage(60),
        call('toolu_08', 'calculate', {}),
        call('toolu_09', 'look_up', '{"word": '),
        echo([
          { type: 'tool_use', id: 'toolu_08', name: 'calculate', input: {} },
          { type: 'tool_use', id: 'toolu_09', name: 'look_up', input: { input: '{"word": ' } },
        ]),
        waits,
      ],
    },
  ],
  parallel: {
    name: 'reasoning, words, then two calls',
    reply: {
      body: sse(
        start,
        ...block(
          0,
          { type: 'thinking', thinking: '', signature: '' },
          { type: 'thinking_delta', thinking: 'Two ' },
          { type: 'thinking_delta', thinking: 'things.' },
          { type: 'signature_delta', signature: 'EqQBCgIYAhIM+/==' },
        ),
        ...block(1, { type: 'redacted_thinking', data: 'EmwKAhgBEgy3va3pzix=' }),
        ...words(2, 'Let me ', 'see.'),
        ...toolUse(3, 'toolu_01', 'calculate', '{"sum":', '"2+2"}'),
        ...toolUse(4, 'toolu_02', 'look_up', '{"word":"Größe"}'),
        ...end('tool_use'),
      ),
    },
    events: [
      usage(1),
      { type: 'reasoning', text: 'Two ' },
      { type: 'reasoning', text: 'things.' },
      { type: 'text', text: 'Let me ' },
      { type: 'text', text: 'see.' },
      usage(60),
      ...bothCalls('toolu_01', 'toolu_02'),
      echo(turn),
      waits,
    ],
  },
  second: { ...asked, tools, messages: [...asked.messages, { role: 'assistant', content: turn }, results] },
  rebuilt: {
    ...asked,
    tools,
    messages: [...asked.messages, { role: 'assistant', content: turn.slice(thoughts.length) }, results],
  },
  uncalledFor: { body: sse(start, ...toolUse(0, 'toolu_01', 'calculate', '{}'), ...end('tool_use')) },
  cutShort: {
    reply: { body: sse(start, ...toolUse(0, 'toolu_01', 'calculate', '{"sum":"2'), ...end('max_tokens')) },
    outcome: 'length',
  },
  toolless: noTool,
  structured: [
    {
      hold: 'schema',
      refusals: [],
      body: { ...asked, output_config: format },
      reply: { body: sse(start, ...words(0, '{"answer":', '"Four."}'), ...end('end_turn')) },
      events: [
        usage(1),
        { type: 'text', text: '{"answer":' },
        { type: 'text', text: '"Four."}' },
        usage(60),
        { type: 'finish', outcome: 'complete', shape: 'schema' },
      ],
    },
    {
      hold: 'tool',
      refusals: [noSchema],
      body: { ...asked, system: told.tool, tools: [answering] },
      reply: {
        body: sse(
          start,
          ...words(0, 'Here it is.'),
          ...toolUse(1, 'toolu_01', 'answer', '{"answer":', '"Four."}'),
          ...end('tool_use'),
        ),
      },
      events: [
        usage(1),
        { type: 'reasoning', text: 'Here it is.' },
        { type: 'text', text: '{"answer":' },
        { type: 'text', text: '"Four."}' },
        usage(60),
        { type: 'finish', outcome: 'complete', shape: 'tool' },
      ],
    },
    {
      hold: 'none',
      refusals: [noSchema, noTool],
      body: { ...asked, system: told.json },
      reply: { body: sse(start, ...words(0, '{"answer":"Four."}'), ...end('end_turn')) },
      events: [
        usage(1),
        { type: 'text', text: '{"answer":"Four."}' },
        usage(60),
        { type: 'finish', outcome: 'complete', shape: 'none' },
      ],
    },
  ],
  both: { body: { ...asked, tools, output_config: format }, shape: 'schema' },
};

/** A model that pauses: what it says first, what it must be sent, and what it says then. */
export const anthropicPause = {
  replies: [
    { body: sse(start, ...words(0, 'First '), ...end('pause_turn')) },
    { body: sse(start, ...words(0, 'then.'), ...end('end_turn')) },
  ],
  bodies: [
    asked,
    { ...asked, messages: [...asked.messages, { role: 'assistant', content: [{ type: 'text', text: 'First ' }] }] },
  ],
  events: [
    usage(1),
    { type: 'text', text: 'First ' },
    usage(60),
    { type: 'usage', usage: { inputTokens: 600, outputTokens: 61 } },
    { type: 'text', text: 'then.' },
    { type: 'usage', usage: { inputTokens: 600, outputTokens: 120 } },
    { type: 'finish', outcome: 'complete' },
  ],
};
