// What the stream of OpenAI's Responses API says: words, reasoning, calls, usage, the end, and the items to be sent back.
import type { AnswerOutcome } from '@parley/spec';
import type { Response, ResponseOutputItem, ResponseStreamEvent } from 'openai/resources/responses/responses';
import type { ModelEvent } from '../../provider.ts';
import { VendorFault, type WireReader } from '../call-over-wire.ts';
import type { TurnWriter } from '../turn-writer.ts';
import { createNullDropper } from './drop-nulls.ts';
import { readOpenaiError } from './read-openai-error.ts';

/** Reads one turn; `optional` names the fields that strict mode makes null (see `toStrictSchema`). */
export function createReader(turn: TurnWriter, optional: ReadonlySet<string>): WireReader<ResponseStreamEvent> {
  const items: ResponseOutputItem[] = [];
  const dropper = createNullDropper(optional);
  let outcome: AnswerOutcome | undefined;
  let refused = false;

  const finish = ({ usage, incomplete_details: cause }: Response, whole: boolean): ModelEvent[] => {
    if (refused) outcome = 'refusal';
    else if (whole) outcome = 'complete';
    else outcome = cause?.reason === 'content_filter' ? 'filtered' : 'length';
    return [...turn.say(dropper.end()), ...(usage ? [readUsage(usage)] : [])];
  };
  const begin = (index: number, item: ResponseOutputItem): ModelEvent[] =>
    item.type === 'function_call' ? turn.call(index, { id: item.call_id, tool: item.name }) : [];

  return {
    read(event) {
      switch (event.type) {
        case 'response.output_text.delta':
          return turn.say(dropper.push(event.delta));
        case 'response.refusal.delta':
          refused = true;
          return turn.say(event.delta);
        case 'response.reasoning_summary_text.delta':
        case 'response.reasoning_text.delta':
          return [{ type: 'reasoning', text: event.delta }];
        case 'response.reasoning_summary_part.added':
          return event.summary_index > 0 ? [{ type: 'reasoning', text: '\n\n' }] : [];
        case 'response.output_item.added':
          return begin(event.output_index, event.item);
        case 'response.function_call_arguments.delta':
          return turn.argue(event.output_index, event.delta);
        case 'response.output_item.done': {
          const { item, output_index: index } = event;
          items.push(item);
          if (item.type !== 'function_call') return [];
          const begun = begin(index, item);
          // Arguments that did not come in pieces.
          return turn.heard(index)?.json === '' ? [...begun, ...turn.argue(index, item.arguments)] : begun;
        }
        case 'response.completed':
          return finish(event.response, event.response.status !== 'incomplete');
        case 'response.incomplete':
          return finish(event.response, false);
        case 'response.failed': {
          const told = event.response.error;
          throw new VendorFault(readOpenaiError(undefined, told?.code ?? 'server_error', told?.message ?? ''));
        }
        case 'error':
          throw new VendorFault(readOpenaiError(undefined, event.code ?? 'server_error', event.message));
        default:
          return [];
      }
    },
    outcome: () => outcome,
    echo: () => sendable(items),
  };
}

function readUsage(usage: NonNullable<Response['usage']>): ModelEvent {
  // Servers with OpenAI's manners leave them out.
  const details: Partial<typeof usage.input_tokens_details> | undefined = usage.input_tokens_details;
  const [cached, written] = [details?.cached_tokens ?? 0, details?.cache_write_tokens ?? 0];
  const counts = {
    inputTokens: usage.input_tokens,
    outputTokens: usage.output_tokens,
    ...(cached > 0 && { cachedInputTokens: cached }),
    ...(written > 0 && { cacheWriteTokens: written }),
  };
  return { type: 'usage', usage: counts };
}

/**
 * The items as they came. Reasoning that came without its content cannot be found again where nothing is stored, and the
 * ids of what followed it would ask for it: then it is left out, and they are sent without ids.
 */
function sendable(items: readonly ResponseOutputItem[]): unknown {
  const isLost = (item: ResponseOutputItem) => item.type === 'reasoning' && !item.encrypted_content;
  if (!items.some(isLost)) return items;
  return items.filter((item) => item.type !== 'reasoning').map(({ id: _, ...item }) => item);
}
