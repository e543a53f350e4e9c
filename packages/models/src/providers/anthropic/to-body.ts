// A request in the words of Anthropic's Messages API. Makes no call.
import type {
  ContentBlockParam,
  MessageCreateParamsStreaming,
  MessageParam,
} from '@anthropic-ai/sdk/resources/messages';
import { modelFacts } from '../../model-facts.ts';
import type { GenerateRequest, JsonSchema, Message, ToolSpec } from '../../provider.ts';
import { readEcho } from '../read-echo.ts';
import { addWords, hasAny, offerTools, shapeWords, type ShapeRung, withoutDialect } from '../shape-rung.ts';
import { callsOf, toArguments } from '../turn-writer.ts';

/** The API demands a limit; every Claude model since version 4 takes this one. */
const safeMaxTokens = 32_000;

/** What a Claude model can be held with: the newest refuse a demanded call, and every thinking one does. */
export function ladderOf({ model, tools }: GenerateRequest): readonly ShapeRung[] {
  if (hasAny(tools)) return ['schema', 'none'];
  return ['schema', modelFacts(model).tools === 'forced' ? 'forced-tool' : 'tool', 'none'];
}

/** The body; `toSchema` is the SDK's own way of making a schema acceptable. */
export function toBody(
  request: GenerateRequest,
  rung: ShapeRung,
  toSchema: (schema: JsonSchema) => Record<string, unknown>,
): MessageCreateParamsStreaming {
  const { model, output, maxOutputTokens } = request;
  const facts = modelFacts(model);
  const words = output && rung !== 'schema' ? shapeWords(output, rung) : '';
  const system = addWords(request.system, words);
  const { tools: offered, demanded } = offerTools(request, rung);
  const tools = [...offered, ...oldTools(request, offered)];
  return {
    model,
    max_tokens: maxOutputTokens ?? facts.maxOutputTokens ?? safeMaxTokens,
    stream: true,
    ...(system !== '' && { system }),
    messages: request.messages.map((message) => toMessage(message, request)),
    ...(facts.summarisesReasoning && { thinking: { type: 'adaptive', display: 'summarized' } }),
    ...(tools.length > 0 && { tools: tools.map(toTool) }),
    ...(demanded !== undefined && { tool_choice: { type: 'tool', name: demanded } }),
    ...(offered.length === 0 && tools.length > 0 && { tool_choice: { type: 'none' } }),
    ...(output &&
      rung === 'schema' && {
        output_config: { format: { type: 'json_schema', schema: convert(output.schema, toSchema) } },
      }),
  };
}

/** The API refuses a conversation with calls of tools that it is not told of, also when no more calls are wanted. */
function oldTools({ messages }: GenerateRequest, offered: readonly ToolSpec[]): readonly ToolSpec[] {
  const called = new Set(messages.flatMap(callsOf).map(({ tool }) => tool));
  const gone = called.difference(new Set(offered.map(({ name }) => name)));
  return [...gone].map((name) => ({ name, description: 'No longer there.', inputSchema: { type: 'object' } }));
}

/** The SDK throws for a schema that says nothing of a type; the API then says itself what it thinks of it. */
function convert(
  schema: JsonSchema,
  toSchema: (schema: JsonSchema) => Record<string, unknown>,
): Record<string, unknown> {
  try {
    return toSchema(schema);
  } catch {
    return withoutDialect(schema);
  }
}

function toTool({ name, description, inputSchema }: ToolSpec) {
  return { name, description, input_schema: { ...withoutDialect(inputSchema), type: 'object' as const } };
}

function toMessage(message: Message, request: GenerateRequest): MessageParam {
  if (message.role === 'tool')
    return {
      role: 'user',
      content: message.results.map(({ id, ok, text }) => ({
        type: 'tool_result',
        tool_use_id: toId(id),
        content: text,
        ...(!ok && { is_error: true }),
      })),
    };
  const echo = readEcho(message, 'anthropic', request);
  if (isContent(echo)) return { role: 'assistant', content: echo };
  const calls = callsOf(message);
  if (calls.length === 0) return { role: message.role, content: message.text };
  return {
    role: 'assistant',
    content: [
      ...(message.text === '' ? [] : [{ type: 'text' as const, text: message.text }]),
      ...calls.map(({ id, tool, input }) => {
        return { type: 'tool_use' as const, id: toId(id), name: tool, input: toArguments(input) };
      }),
    ],
  };
}

/** What our own reader wrote down. */
function isContent(turn: unknown): turn is ContentBlockParam[] {
  return Array.isArray(turn);
}

/** Ids of other vendors may hold what this API refuses. */
function toId(id: string): string {
  return id.replaceAll(/[^a-zA-Z0-9_-]/g, '_');
}
