// What a Chat Completions stream says: words, reasoning, calls, usage, the end, and the turn to be sent back. Servers add to
// OpenAI's shape and leave things out of it, so nothing is taken for granted.
import type { AnswerOutcome } from '@parley/spec';
import type { ChatCompletionChunk } from 'openai/resources/chat/completions/completions';
import type { ModelEvent } from '../../provider.ts';
import { VendorFault, type WireReader } from '../call-over-wire.ts';
import { readInput, toArguments, type TurnWriter } from '../turn-writer.ts';
import type { ChatServer } from './chat-server.ts';
import { createNullDropper } from './drop-nulls.ts';
import { createCallDeltas } from './read-call-deltas.ts';
import { arrayAt, countAt, fieldAt, isObject, textAt } from '../read-fields.ts';
import { createThinkingSplitter } from './split-thinking.ts';
import { toId } from './to-chat-body.ts';

/** Reads one turn; `optional` names the fields that strict mode makes null (see `toStrictSchema`). */
export function createReader(
  server: ChatServer,
  turn: TurnWriter,
  optional: ReadonlySet<string>,
): WireReader<ChatCompletionChunk> {
  const { reasoningFields, thinkTags, echoFields = [] } = server;
  const splitter = thinkTags ? createThinkingSplitter() : undefined;
  const dropper = createNullDropper(optional);
  const deltas = createCallDeltas(turn);
  const thoughts = { text: '', details: [] as object[] };
  let spoken = '';
  let outcome: AnswerOutcome | undefined;
  let refused = false;

  const say = (text: string): ModelEvent[] => {
    spoken += text;
    return turn.say(dropper.push(text));
  };
  const readText = (text: string): ModelEvent[] => {
    if (text === '') return [];
    if (!splitter) return say(text);
    return splitter.push(text).flatMap((event) => (event.type === 'text' ? say(event.text) : [event]));
  };
  const endText = (): ModelEvent[] => {
    const rest = (splitter?.end() ?? []).flatMap((event) => (event.type === 'text' ? say(event.text) : [event]));
    return [...rest, ...turn.say(dropper.end())];
  };
  const readDelta = (delta: object): ModelEvent[] => {
    const events: ModelEvent[] = [];
    const thought = reasoningFields.map((name) => textAt(delta, name)).find((text) => text !== '');
    if (thought !== undefined) events.push({ type: 'reasoning', text: thought });
    thoughts.text += textAt(delta, 'reasoning_content');
    for (const detail of arrayAt(delta, 'reasoning_details').filter(isObject)) addDetail(thoughts.details, detail);
    const content = fieldAt(delta, 'content');
    if (typeof content === 'string') events.push(...readText(content));
    else if (Array.isArray(content)) {
      for (const part of content.filter(isObject)) {
        if (fieldAt(part, 'type') === 'thinking') events.push(...readThinking(part));
        else events.push(...readText(textAt(part, 'text')));
      }
    }
    const refusal = textAt(delta, 'refusal');
    if (refusal !== '') {
      refused = true;
      events.push(...turn.say(refusal));
    }
    return [...events, ...deltas.read(arrayAt(delta, 'tool_calls'))];
  };

  return {
    read(chunk) {
      const events: ModelEvent[] = [];
      const counts: unknown = chunk.usage;
      const choices: unknown = chunk.choices;
      if (!Array.isArray(choices) && !isObject(counts)) throw new TypeError('neither choices nor usage');
      const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
      if (isObject(choice)) {
        const delta = fieldAt(choice, 'delta');
        if (isObject(delta)) events.push(...readDelta(delta));
        const reason = fieldAt(choice, 'finish_reason');
        if (typeof reason === 'string' && reason !== '') {
          events.push(...endText());
          outcome = refused ? 'refusal' : toOutcome(reason);
        }
      }
      if (isObject(counts)) events.push(readUsage(counts, server.tellsCost ?? false));
      return events;
    },
    outcome: () => outcome,
    echo: () => ({
      role: 'assistant',
      content: spoken === '' ? null : spoken,
      tool_calls: turn.calls().map((call) => ({
        id: toId(server, call.id),
        type: 'function',
        function: { name: call.tool, arguments: asObjectText(call.json) },
        ...deltas.extras(call),
      })),
      ...(echoFields.includes('reasoning_content') && { reasoning_content: thoughts.text }),
      ...(echoFields.includes('reasoning_details') &&
        thoughts.details.length > 0 && { reasoning_details: thoughts.details }),
    }),
  };
}

/** Templates of models read arguments as an object and break on anything else. */
function asObjectText(json: string): string {
  const input = readInput(json);
  const whole = toArguments(input);
  return whole === input && json.trim() !== '' ? json : JSON.stringify(whole);
}

/** Pieces of one detail have one index; their texts go together, and what a later piece knows better replaces the earlier. */
function addDetail(details: object[], piece: object): void {
  const index = fieldAt(piece, 'index');
  const at = details.findIndex(
    (known) =>
      index !== undefined && fieldAt(known, 'index') === index && textAt(known, 'type') === textAt(piece, 'type'),
  );
  const known = details[at];
  if (!known) {
    details.push(piece);
    return;
  }
  const joined = ['text', 'summary', 'data'].filter((name) => textAt(known, name) !== '' && textAt(piece, name) !== '');
  details[at] = {
    ...known,
    ...Object.fromEntries(Object.entries(piece).filter(([, value]) => value !== null && value !== '')),
    ...Object.fromEntries(joined.map((name) => [name, textAt(known, name) + textAt(piece, name)])),
  };
}

/** Mistral's thinking part: its own text, or a list of parts with text. */
function readThinking(part: object): ModelEvent[] {
  const inner = fieldAt(part, 'thinking');
  const text =
    typeof inner === 'string'
      ? inner
      : arrayAt(part, 'thinking')
          .filter(isObject)
          .map((piece) => textAt(piece, 'text'))
          .join('');
  return text === '' ? [] : [{ type: 'reasoning', text }];
}

function readUsage(counts: object, tellsCost: boolean): ModelEvent {
  const input = countAt(counts, 'prompt_tokens');
  const written = countAt(counts, 'completion_tokens');
  // Some servers (xAI) count reasoning apart from the answer, and show it only in the total.
  const output = Math.max(written, countAt(counts, 'total_tokens') - input);
  const details = fieldAt(counts, 'prompt_tokens_details');
  // DeepSeek has a field of its own beside OpenAI's shape.
  const cached = (isObject(details) && countAt(details, 'cached_tokens')) || countAt(counts, 'prompt_cache_hit_tokens');
  const stored = isObject(details) ? countAt(details, 'cache_write_tokens') : 0;
  const usage = {
    inputTokens: input,
    outputTokens: output,
    ...(cached > 0 && { cachedInputTokens: cached }),
    ...(stored > 0 && { cacheWriteTokens: stored }),
  };
  const cost = tellsCost ? fieldAt(counts, 'cost') : undefined;
  return { type: 'usage', usage, ...(typeof cost === 'number' && cost >= 0 && { usd: cost }) };
}

function toOutcome(reason: string): AnswerOutcome {
  switch (reason) {
    case 'stop':
    case 'eos':
    case 'end_turn':
    case 'tool_calls':
    case 'function_call':
      return 'complete';
    case 'content_filter':
      return 'filtered';
    case 'error':
    case 'abort':
      throw new VendorFault({ status: 500, words: '' });
    case 'insufficient_system_resource':
      throw new VendorFault({ status: 503, words: '' });
    default:
      return 'length';
  }
}
