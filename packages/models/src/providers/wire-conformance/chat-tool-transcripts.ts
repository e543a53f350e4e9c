// Tools and answers in a form, as servers that speak Chat Completions stream and take them.
import type { ModelEvent, ShapeHold } from '../../provider.ts';
import { chunk, counted, done, lastly, sse } from './chat-chunks.ts';
import type { ChatHold, Manners } from './chat-manners.ts';
import { bothCalls, call, schemas, type StructuredCase, told, type ToolTranscripts, waits } from './tool-cases.ts';
import type { TranscriptReply } from './transcript-server.ts';

const piece = (index: number, json: string, more: object = {}, work: object = {}) =>
  chunk({ tool_calls: [{ index, ...more, function: { ...work, arguments: json } }] });
const begin = (index: number, id: string, name: string, json = '') =>
  piece(index, json, { id, type: 'function' }, { name });
const ended = (reason: string) => [chunk({}, reason), lastly(30)];
const reply = (...chunks: readonly object[]): TranscriptReply => ({ body: sse(...chunks) + done });
const refusal = (message: string, status = 400): TranscriptReply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code: null } }),
});
const toolCall = (id: string, name: string, json: string) => ({
  id,
  type: 'function',
  function: { name, arguments: json },
});
const sum = '{"sum":"2+2"}';
const word = '{"word":"Größe"}';
const tools = [
  { type: 'function', function: { name: 'calculate', description: 'Works out a sum.', parameters: schemas.sum } },
  { type: 'function', function: { name: 'look_up', description: 'Looks a word up.', parameters: schemas.word } },
];
const answering = [
  { type: 'function', function: { name: 'answer', description: 'The whole answer.', parameters: schemas.answer } },
];

/** What a server says to the way of asking that it does not take. */
const refusals: Readonly<Record<ChatHold, TranscriptReply>> = {
  schema: refusal('This response_format type is unavailable now'),
  demanded: refusal('Thinking mode does not support this tool_choice'),
  tool: refusal('"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'),
  json: refusal("'response_format.type' must be 'text'"),
  none: refusal('Everything else is wrong too.'),
};

/** The transcripts of one server. */
export function chatTools(manners: Manners): ToolTranscripts {
  const { id: provider, model, system: role, asksForUsage, holds, strict, insists, wantsBack, nineLetterIds } = manners;
  const question = { role: 'user', content: 'How big is 2+2?' };
  const ask = (more: object = {}, system?: string) => ({
    model,
    stream: true,
    ...(asksForUsage && { stream_options: { include_usage: true } }),
    messages: [...(system === undefined ? [] : [{ role, content: system }]), question],
    ...more,
  });
  const withTools = { tools, ...insists };
  const echo = (...calls: readonly object[]): ModelEvent => ({
    type: 'echo',
    echo: { provider, model, turn: turn(null, '', calls) },
  });
  const turn = (content: string | null, thought: string, calls: readonly object[]) => ({
    role: 'assistant',
    content,
    tool_calls: calls,
    ...(wantsBack === 'reasoning_content' && { reasoning_content: thought }),
    ...(wantsBack === 'reasoning_details' &&
      thought !== '' && {
        reasoning_details: [
          { type: 'reasoning.text', text: thought, format: 'anthropic-claude-v1', index: 0, signature: 'Sig+/==' },
          { type: 'reasoning.encrypted', data: 'opaque', index: 1 },
        ],
      }),
  });
  // Ids as Mistral makes them; others make longer ones.
  const [first, second] = nineLetterIds ? ['D681PevKs', 'yP2aCkRtQ'] : ['call_a1', 'call_b2'];
  const both = [toolCall(first, 'calculate', sum), toolCall(second, 'look_up', word)];
  const thinking = (text: string, details: readonly object[]) =>
    chunk({
      role: 'assistant',
      content: null,
      reasoning_content: text,
      ...(wantsBack === 'reasoning_details' && { reasoning_details: details }),
    });
  const bring = (assistant: object) => ({
    ...ask(withTools),
    messages: [
      question,
      assistant,
      { role: 'tool', tool_call_id: first, content: '4' },
      { role: 'tool', tool_call_id: second, content: 'Error: There is no such word.' },
    ],
  });
  const schema = strict ? { schema: schemas.strictAnswer, strict: true } : { schema: schemas.answer };
  const format = {
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'answer', description: 'The whole answer.', ...schema },
    },
  };
  const bodies: Readonly<Record<ChatHold, object>> = {
    schema: ask({ ...format, ...insists }, told.json),
    demanded: ask({ tools: answering, tool_choice: { type: 'function', function: { name: 'answer' } }, ...insists }),
    tool: ask({ tools: answering, ...insists }, told.tool),
    json: ask({ response_format: { type: 'json_object' } }, told.json),
    none: ask({}, told.json),
  };
  const structure = (hold: ChatHold, index: number): StructuredCase => ({
    hold: hold === 'demanded' ? 'tool' : hold,
    refusals: holds.slice(0, index).map((firmer) => refusals[firmer]),
    body: bodies[hold],
    ...answer(hold, strict === true),
  });

  return {
    asked: ask(withTools),
    called: [
      {
        name: 'one call, without a word, that ends with the usual reason',
        reply: reply(begin(0, first, 'calculate'), piece(0, '{"sum":'), piece(0, '"2+2"}'), ...ended('stop')),
        events: [counted(30), call(first, 'calculate', { sum: '2+2' }), echo(toolCall(first, 'calculate', sum)), waits],
      },
      {
        name: 'calls without ids, the second with a broken argument',
        reply: reply(
          piece(0, '', { type: 'function' }, { name: 'calculate' }),
          piece(1, '{"word": ', { type: 'function' }, { name: 'look_up' }),
          ...ended('tool_calls'),
        ),
        events: [
          counted(30),
          call('call00001', 'calculate', {}),
          call('call00002', 'look_up', '{"word": '),
          echo(
            toolCall('call00001', 'calculate', '{}'),
            toolCall('call00002', 'look_up', JSON.stringify({ input: '{"word": ' })),
          ),
          waits,
        ],
      },
      {
        name: 'calls that all claim the same place, with fields of the server’s own',
        reply: reply(
          chunk({
            tool_calls: [
              {
                ...toolCall(first, 'calculate', sum),
                index: 0,
                extra_content: { google: { thought_signature: 'Sig' } },
              },
            ],
          }),
          chunk({ tool_calls: [{ ...toolCall(second, 'look_up', word), index: 0 }] }),
          ...ended('tool_calls'),
        ),
        events: [
          counted(30),
          ...bothCalls(first, second),
          echo(
            {
              ...toolCall(first, 'calculate', sum),
              extra_content: { google: { thought_signature: 'Sig' } },
            },
            toolCall(second, 'look_up', word),
          ),
          waits,
        ],
      },
      {
        name: 'two calls in one piece, without a place',
        reply: reply(
          chunk({ tool_calls: [toolCall(first, 'calculate', sum), toolCall(second, 'look_up', word)] }),
          ...ended('tool_calls'),
        ),
        events: [counted(30), ...bothCalls(first, second), echo(...both), waits],
      },
    ],
    parallel: {
      name: 'reasoning, words, then two calls whose pieces come mixed',
      reply: reply(
        thinking('Two ', [{ type: 'reasoning.text', text: 'Two ', format: 'anthropic-claude-v1', index: 0 }]),
        thinking('things.', [
          { type: 'reasoning.text', text: 'things.', format: null, index: 0 },
          { type: 'reasoning.text', text: '', signature: 'Sig+/==', index: 0 },
          { type: 'reasoning.encrypted', data: 'opaque', index: 1 },
        ]),
        chunk({ content: 'Let me ' }),
        chunk({ content: 'see.' }),
        begin(0, first, 'calculate', '{"sum":'),
        begin(1, second, 'look_up'),
        piece(0, '"2+2"}'),
        piece(1, '{"word":'),
        piece(1, '"Größe"}'),
        ...ended('tool_calls'),
      ),
      events: [
        { type: 'reasoning', text: 'Two ' },
        { type: 'reasoning', text: 'things.' },
        { type: 'text', text: 'Let me ' },
        { type: 'text', text: 'see.' },
        counted(30),
        ...bothCalls(first, second),
        { type: 'echo', echo: { provider, model, turn: turn('Let me see.', 'Two things.', both) } },
        waits,
      ],
    },
    second: bring(turn('Let me see.', 'Two things.', both)),
    rebuilt: bring({
      role: 'assistant',
      content: 'Let me see.',
      tool_calls: both,
      ...(wantsBack === 'reasoning_content' && { reasoning_content: '' }),
    }),
    uncalledFor: reply(begin(0, first, 'calculate', sum), ...ended('tool_calls')),
    cutShort: { reply: reply(begin(0, first, 'calculate', '{"sum":'), ...ended('length')), outcome: 'length' },
    toolless: refusal('registry.ollama.ai/library/gemma:2b does not support tools'),
    structured: holds.map(structure),
    both: manners.schemaWithTools
      ? { body: ask({ ...withTools, ...format }, told.json), shape: 'schema' }
      : { body: ask(withTools, told.json), shape: 'none' },
  };
}

function answer(hold: ChatHold, strict: boolean): Pick<StructuredCase, 'reply' | 'events'> {
  const finish = (shape: ShapeHold): ModelEvent => ({ type: 'finish', outcome: 'complete', shape });
  const pieces: readonly ModelEvent[] = [
    { type: 'text', text: '{"answer":' },
    { type: 'text', text: '"Four."}' },
  ];
  if (hold === 'demanded')
    return {
      reply: reply(begin(0, 'call_a1', 'answer'), piece(0, '{"answer":'), piece(0, '"Four."}'), ...ended('stop')),
      events: [...pieces, counted(30), finish('tool')],
    };
  // Asked only, the model may write instead of calling: then nothing held it.
  if (hold === 'tool')
    return {
      reply: reply(chunk({ content: '{"answer":' }), chunk({ content: '"Four."}' }), ...ended('stop')),
      events: [counted(30), { type: 'text', text: '{"answer":"Four."}' }, finish('none')],
    };
  if (hold === 'schema' && strict)
    return {
      reply: reply(chunk({ content: '{"source":null, "answer"' }), chunk({ content: ':"Four."}' }), ...ended('stop')),
      events: [
        { type: 'text', text: '{' },
        { type: 'text', text: ' "answer":"Four."}' },
        counted(30),
        finish('schema'),
      ],
    };
  return {
    reply: reply(chunk({ content: '{"answer":' }), chunk({ content: '"Four."}' }), ...ended('stop')),
    events: [...pieces, counted(30), finish(hold)],
  };
}
