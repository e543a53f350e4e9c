// What Anthropic's stream says: words, thinking, calls, usage, the end, and the turn as it must be sent back.
import type {
  ContentBlockParam,
  RawContentBlockDelta,
  RawContentBlockStartEvent,
  RawMessageStreamEvent,
} from '@anthropic-ai/sdk/resources/messages';
import { addUsage, type AnswerOutcome, type Usage } from '@parley/spec';
import type { ModelEvent } from '../../provider.ts';
import type { WireReader } from '../call-over-wire.ts';
import { readInput, toArguments, type TurnWriter } from '../turn-writer.ts';

export interface AnthropicReader extends WireReader<RawMessageStreamEvent> {
  /** It stopped to be asked to go on, with what it said so far. */
  paused(): boolean;
  echo(): ContentBlockParam[];
}

/** Reads one turn, which may come in several messages when the model pauses. */
export function createReader(turn: TurnWriter): AnthropicReader {
  const blocks: ContentBlockParam[] = [];
  let begin = 0;
  let stop: string | null = null;
  let before: Usage | undefined;
  let now: Usage = { inputTokens: 0, outputTokens: 0 };
  const usage = (): ModelEvent => ({ type: 'usage', usage: addUsage(before, now) ?? now });

  const startBlock = (key: number, block: RawContentBlockStartEvent['content_block']): ModelEvent[] => {
    switch (block.type) {
      case 'text':
        blocks[key] = { type: 'text', text: block.text };
        return turn.say(block.text);
      case 'thinking':
        blocks[key] = { type: 'thinking', thinking: block.thinking, signature: block.signature };
        return block.thinking === '' ? [] : [{ type: 'reasoning', text: block.thinking }];
      case 'redacted_thinking':
        blocks[key] = { type: 'redacted_thinking', data: block.data };
        return [];
      case 'tool_use': {
        const begun = turn.call(key, { id: block.id, tool: block.name });
        blocks[key] = { type: 'tool_use', id: turn.heard(key)?.id ?? block.id, name: block.name, input: {} };
        const whole = typeof block.input === 'object' && block.input !== null ? Object.keys(block.input).length : 0;
        return whole === 0 ? begun : [...begun, ...turn.argue(key, JSON.stringify(block.input))];
      }
      default:
        return [];
    }
  };
  const readDelta = (key: number, delta: RawContentBlockDelta): ModelEvent[] => {
    const block = blocks[key];
    switch (delta.type) {
      case 'text_delta':
        if (block?.type === 'text') block.text += delta.text;
        return turn.say(delta.text);
      case 'thinking_delta':
        if (block?.type === 'thinking') block.thinking += delta.thinking;
        return [{ type: 'reasoning', text: delta.thinking }];
      case 'signature_delta':
        if (block?.type === 'thinking') block.signature = delta.signature;
        return [];
      case 'input_json_delta':
        return turn.argue(key, delta.partial_json);
      default:
        return [];
    }
  };

  return {
    read(event) {
      switch (event.type) {
        case 'message_start':
          begin = blocks.length;
          stop = null;
          before = addUsage(before, now);
          now = {
            ...(readCounts(event.message.usage) ?? { inputTokens: 0 }),
            outputTokens: event.message.usage.output_tokens,
          };
          return [usage()];
        case 'content_block_start':
          return startBlock(begin + event.index, event.content_block);
        case 'content_block_delta':
          return readDelta(begin + event.index, event.delta);
        case 'message_delta':
          stop = event.delta.stop_reason;
          now = { ...(readCounts(event.usage) ?? now), outputTokens: event.usage.output_tokens };
          return [usage()];
        default:
          return [];
      }
    },
    outcome: () => (stop === null ? undefined : toOutcome(stop)),
    paused: () => stop === 'pause_turn',
    echo: () =>
      blocks.flatMap((block, key): ContentBlockParam[] => {
        if (block.type === 'tool_use') {
          const json = turn.heard(key)?.json ?? '';
          return [{ ...block, input: toArguments(readInput(json)) }];
        }
        // The API takes no empty text, also where it wrote one.
        return block.type === 'text' && block.text.trim() === '' ? [] : [block];
      }),
  };
}

/** Anthropic counts what it read from and wrote to its cache apart from `input_tokens`; a call's input is all three. */
function readCounts(usage: {
  readonly input_tokens: number | null;
  readonly cache_read_input_tokens?: number | null;
  readonly cache_creation_input_tokens?: number | null;
}): Omit<Usage, 'outputTokens'> | undefined {
  if (typeof usage.input_tokens !== 'number') return undefined;
  const [read, written] = [usage.cache_read_input_tokens ?? 0, usage.cache_creation_input_tokens ?? 0];
  return {
    inputTokens: usage.input_tokens + read + written,
    ...(read > 0 && { cachedInputTokens: read }),
    ...(written > 0 && { cacheWriteTokens: written }),
  };
}

function toOutcome(stop: string): AnswerOutcome {
  if (stop === 'refusal') return 'refusal';
  return stop === 'end_turn' || stop === 'stop_sequence' || stop === 'tool_use' ? 'complete' : 'length';
}
