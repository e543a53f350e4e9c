// One turn of a model while it is heard: puts calls together from their pieces, makes up ids, and tells an answer that is
// given as a call from the words before it. Knows no vendor.
import type { AnswerOutcome, ToolCall } from '@parley/spec';
import type { GenerateRequest, Message, ModelEvent, ShapeHold, TurnOutcome } from '../provider.ts';
import { hasAny, holdOf, type ShapeRung } from './shape-rung.ts';

/** A call as far as it was heard. */
export interface HeardCall {
  readonly id: string;
  readonly tool: string;
  /** Its arguments as they came: JSON, if the model kept to it. */
  readonly json: string;
}

/** What is left to be told when the model has stopped. */
interface TurnEnd {
  /** Words held back until now, then the calls. */
  readonly events: readonly ModelEvent[];
  readonly outcome: TurnOutcome;
  readonly shape?: ShapeHold;
}

/** What tells the calls of one turn apart on the wire. */
export type CallKey = string | number;

export interface TurnWriter {
  /** Words of the answer. */
  say(text: string): ModelEvent[];
  /** A call begins, or more is known of it. */
  call(key: CallKey, known: { readonly id?: string | undefined; readonly tool?: string | undefined }): ModelEvent[];
  /** The next piece of a call's arguments. */
  argue(key: CallKey, json: string): ModelEvent[];
  /** A call that was begun, with its final id; undefined when there is none. */
  heard(key: CallKey): HeardCall | undefined;
  /** All calls, in the order in which they began. */
  calls(): readonly HeardCall[];
  /** Calls count only in a turn that ended as it should: one that was cut short may lack half an argument. */
  end(outcome: AnswerOutcome): TurnEnd;
}

interface OpenCall {
  id: string;
  tool: string;
  json: string;
}

/** A writer for the answer to `request`, when it was asked with `rung`. */
export function createTurnWriter(request: GenerateRequest, rung: ShapeRung): TurnWriter {
  const { tools, output } = request;
  const answering = output && holdOf(rung) === 'tool' ? output.name : undefined;
  const usedIds = new Set(request.messages.flatMap(callsOf).map(({ id }) => id));
  const open = new Map<CallKey, OpenCall>();
  let answerKey: CallKey | undefined;
  let held = '';

  const nameCall = (id: string | undefined): string => {
    let name = id ?? '';
    // Nine letters and digits: the one form that every API takes.
    for (let number = usedIds.size + 1; name === '' || usedIds.has(name); number++)
      name = `call${String(number).padStart(5, '0')}`;
    usedIds.add(name);
    return name;
  };
  const releaseAsReasoning = (): ModelEvent[] => {
    const text = held;
    held = '';
    return text.trim() === '' ? [] : [{ type: 'reasoning', text }];
  };

  return {
    say(text) {
      if (text === '') return [];
      if (answering === undefined) return [{ type: 'text', text }];
      // Whether these words are the answer shows only when a call comes, or none.
      if (answerKey === undefined) {
        held += text;
        return [];
      }
      return [{ type: 'reasoning', text }];
    },
    call(key, { id, tool }) {
      const known = open.get(key);
      if (known) {
        if (known.tool === '' && tool !== undefined) known.tool = tool;
        return [];
      }
      open.set(key, { id: nameCall(id), tool: tool ?? '', json: '' });
      if (answering === undefined || tool !== answering || answerKey !== undefined) return [];
      answerKey = key;
      return releaseAsReasoning();
    },
    argue(key, json) {
      const call = open.get(key);
      if (!call || json === '') return [];
      call.json += json;
      return key === answerKey ? [{ type: 'text', text: json }] : [];
    },
    heard: (key) => open.get(key),
    calls: () => [...open.values()],
    end(outcome) {
      const spoken: ModelEvent[] = held === '' ? [] : [{ type: 'text', text: held }];
      const shape = output && (answering !== undefined && answerKey === undefined ? 'none' : holdOf(rung));
      const told = shape ? { shape } : {};
      if (!hasAny(tools) || open.size === 0 || outcome !== 'complete') return { events: spoken, outcome, ...told };
      const calls = [...open.values()].map(({ id, tool, json }): ModelEvent => {
        return { type: 'tool-call', call: { id, tool, input: readInput(json) } };
      });
      return { events: [...spoken, ...calls], outcome: 'tool-calls', ...told };
    },
  };
}

/** Arguments as JSON; nothing stands for none, and what is no JSON stays text. */
export function readInput(json: string): ToolCall['input'] {
  if (json.trim() === '') return {};
  try {
    const value: ToolCall['input'] = JSON.parse(json);
    return value;
  } catch {
    return json;
  }
}

/** Arguments as APIs demand them back: an object, also where the model wrote something else. */
export function toArguments(input: ToolCall['input']): Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? input : { input };
}

/** The calls of an assistant's turn. */
export function callsOf(message: Message): readonly ToolCall[] {
  return message.role === 'assistant' ? (message.toolCalls ?? []) : [];
}
