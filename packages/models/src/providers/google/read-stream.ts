// What Gemini's stream says: words, thoughts, calls, usage, the end, and the parts to be sent back with their signatures.
import type { GenerateContentResponse, Part } from '@google/genai';
import type { AnswerOutcome } from '@parley/spec';
import type { ModelEvent } from '../../provider.ts';
import type { WireReader } from '../call-over-wire.ts';
import type { TurnWriter } from '../turn-writer.ts';

/** Reads one turn. */
export function createReader(turn: TurnWriter): WireReader<GenerateContentResponse> {
  const parts: Part[] = [];
  let outcome: AnswerOutcome | undefined;

  const readPart = (part: Part): ModelEvent[] => {
    addPart(parts, part);
    const { text, thought, functionCall } = part;
    const events: ModelEvent[] = [];
    if (text !== undefined && text !== '')
      events.push(...(thought ? [{ type: 'reasoning', text } as const] : turn.say(text)));
    if (functionCall) {
      const key = turn.calls().length;
      events.push(...turn.call(key, { id: functionCall.id, tool: functionCall.name }));
      events.push(...turn.argue(key, JSON.stringify(functionCall.args ?? {})));
    }
    return events;
  };

  return {
    read(chunk) {
      const candidate = chunk.candidates?.[0];
      const events = (candidate?.content?.parts ?? []).flatMap(readPart);
      const usage = chunk.usageMetadata;
      if (usage)
        events.push({
          type: 'usage',
          usage: {
            inputTokens: usage.promptTokenCount ?? 0,
            outputTokens: (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0),
            ...(usage.cachedContentTokenCount && { cachedInputTokens: usage.cachedContentTokenCount }),
          },
        });
      if (candidate?.finishReason) outcome = toOutcome(candidate.finishReason, turn.calls().length > 0);
      else if (chunk.promptFeedback?.blockReason) outcome = 'filtered';
      return events;
    },
    outcome: () => outcome,
    echo: () => parts,
  };
}

/** Texts that came in pieces go together; a part with a signature stays alone, as the signature is of that part. */
function addPart(parts: Part[], part: Part): void {
  const last = parts.at(-1);
  if (last && isPlainText(last) && isPlainText(part) && last.thought === part.thought)
    parts[parts.length - 1] = { ...last, text: `${last.text}${part.text}` };
  else if (!isPlainText(part) || part.text !== '') parts.push(part);
}

function isPlainText(part: Part): boolean {
  return part.text !== undefined && part.thoughtSignature === undefined;
}

/** Everything that is known to be no answer, from a filter to a picture that could not be drawn. */
const filters =
  /^(SAFETY|RECITATION|LANGUAGE|OTHER|BLOCKLIST|PROHIBITED_CONTENT|SPII|TOO_MANY_TOOL_CALLS|NO_IMAGE|IMAGE_\w+)$/;

function toOutcome(reason: string, hasCalls: boolean): AnswerOutcome {
  switch (reason) {
    case 'STOP':
      return 'complete';
    case 'MAX_TOKENS':
    case 'CONTINUATION':
      return 'length';
    case 'MALFORMED_RESPONSE':
    case 'MALFORMED_FUNCTION_CALL':
    case 'UNEXPECTED_TOOL_CALL':
      throw new Error(`finish reason ${reason}`);
    default:
      // A reason that is new here, beside calls that are whole, is how this server says that it waits for them.
      return hasCalls && !filters.test(reason) ? 'complete' : 'filtered';
  }
}
