// A request in the words of OpenAI's Responses API. Makes no call.
import type {
  FunctionTool,
  ResponseCreateParamsStreaming,
  ResponseInputItem,
} from 'openai/resources/responses/responses';
import { modelFacts } from '../../model-facts.ts';
import type { GenerateRequest, Message, ToolSpec } from '../../provider.ts';
import { readEcho } from '../read-echo.ts';
import { addWords, hasAny, offerTools, shapeWords, type ShapeRung, withoutDialect } from '../shape-rung.ts';
import { callsOf, toArguments } from '../turn-writer.ts';
import { toStrictSchema } from './to-strict-schema.ts';

/** What the API can hold a model with. */
export function ladderOf({ tools }: GenerateRequest): readonly ShapeRung[] {
  return hasAny(tools) ? ['schema', 'none'] : ['schema', 'forced-tool', 'json', 'none'];
}

/** The body. */
export function toResponsesBody(request: GenerateRequest, rung: ShapeRung): ResponseCreateParamsStreaming {
  const { model, output } = request;
  const system = addWords(request.system, output && rung !== 'schema' ? shapeWords(output, rung) : '');
  const { tools, demanded } = offerTools(request, rung);
  return {
    model,
    stream: true,
    // Nothing of a mesh stays on the vendor's side beyond the call.
    store: false,
    ...(system !== '' && { instructions: system }),
    input: request.messages.flatMap((message) => toItems(message, request)),
    ...(request.maxOutputTokens !== undefined && { max_output_tokens: request.maxOutputTokens }),
    ...(modelFacts(model).summarisesReasoning && { reasoning: { summary: 'auto' } }),
    ...(tools.length > 0 && { tools: tools.map(toTool) }),
    // What is not stored there must be sent back from here.
    ...(hasAny(request.tools) && { include: ['reasoning.encrypted_content'] }),
    ...(demanded !== undefined && { tool_choice: { type: 'function', name: demanded } }),
    ...toFormat(request, rung),
  };
}

function toFormat(
  { output }: GenerateRequest,
  rung: ShapeRung,
): Pick<ResponseCreateParamsStreaming, 'text'> | undefined {
  if (!output || (rung !== 'schema' && rung !== 'json')) return undefined;
  if (rung === 'json') return { text: { format: { type: 'json_object' } } };
  const { schema, strict } = toStrictSchema(output.schema);
  const { name, description } = output;
  return { text: { format: { type: 'json_schema', name, description, schema, strict } } };
}

function toTool({ name, description, inputSchema }: ToolSpec): FunctionTool {
  // The API's own default would demand a strict schema.
  return { type: 'function', name, description, parameters: withoutDialect(inputSchema), strict: false };
}

function toItems(message: Message, request: GenerateRequest): ResponseInputItem[] {
  if (message.role === 'tool')
    return message.results.map(({ id, ok, text }) => ({
      type: 'function_call_output',
      call_id: id,
      output: ok ? text : `Error: ${text}`,
    }));
  const echo = readEcho(message, 'openai', request);
  if (isItems(echo)) return echo;
  const calls = callsOf(message);
  return [
    ...(message.text === '' && calls.length > 0 ? [] : [{ role: message.role, content: message.text }]),
    ...calls.map(({ id, tool, input }) => {
      return { type: 'function_call' as const, call_id: id, name: tool, arguments: JSON.stringify(toArguments(input)) };
    }),
  ];
}

/** What our own reader wrote down. */
function isItems(turn: unknown): turn is ResponseInputItem[] {
  return Array.isArray(turn);
}
