// A request in the words of Chat Completions, as this server wants them. Makes no call.
import type {
  ChatCompletionAssistantMessageParam,
  ChatCompletionCreateParamsStreaming,
  ChatCompletionFunctionTool,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions/completions';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { modelFacts } from '../../model-facts.ts';
import type { GenerateRequest, Message, ToolSpec } from '../../provider.ts';
import { readEcho } from '../read-echo.ts';
import { addWords, hasAny, offerTools, shapeWords, type ShapeRung, withoutDialect } from '../shape-rung.ts';
import { callsOf, toArguments } from '../turn-writer.ts';
import type { ChatServer } from './chat-server.ts';
import { toStrictSchema } from './to-strict-schema.ts';

/** What this server can hold the model with, as far as both are known. */
export function ladderOf(
  { rungs, schemaWithTools }: ChatServer,
  { model, tools }: GenerateRequest,
): readonly ShapeRung[] {
  if (hasAny(tools)) return schemaWithTools ? ['schema', 'none'] : ['none'];
  const demand = modelFacts(model).tools;
  if (demand !== 'unforced') return rungs;
  return rungs.filter((rung) => rung !== 'forced-tool' || !rungs.includes('tool')).map((rung) => soften(rung));
}

function soften(rung: ShapeRung): ShapeRung {
  return rung === 'forced-tool' ? 'tool' : rung;
}

/** The body. */
export function toChatBody(
  server: ChatServer,
  request: GenerateRequest,
  rung: ShapeRung,
): ChatCompletionCreateParamsStreaming {
  const { limitField, systemRole, usage, insist } = server;
  const { output } = request;
  // Many of these servers overlook a field they do not know, so the shape is told in words too.
  const system = addWords(request.system, output ? shapeWords(output, rung) : '');
  const { tools, demanded } = offerTools(request, rung);
  return {
    model: request.model,
    stream: true,
    ...(usage === 'asked' && { stream_options: { include_usage: true } }),
    ...(request.maxOutputTokens !== undefined && { [limitField]: request.maxOutputTokens }),
    messages: [
      ...(system === '' ? [] : [{ role: systemRole, content: system }]),
      ...request.messages.flatMap((message) => toMessages(server, message, request)),
    ],
    ...(tools.length > 0 && { tools: tools.map(toTool) }),
    ...(demanded !== undefined && { tool_choice: { type: 'function', function: { name: demanded } } }),
    ...toFormat(server, request, rung),
    ...((tools.length > 0 || rung === 'schema') && insist),
  };
}

function toFormat(
  { strictSchema }: ChatServer,
  { output }: GenerateRequest,
  rung: ShapeRung,
): Pick<ChatCompletionCreateParamsStreaming, 'response_format'> | undefined {
  if (!output || (rung !== 'schema' && rung !== 'json')) return undefined;
  if (rung === 'json') return { response_format: { type: 'json_object' } };
  const { name, description } = output;
  const strict = strictSchema && toStrictSchema(output.schema);
  const held = strict ? { schema: strict.schema, strict: strict.strict } : { schema: withoutDialect(output.schema) };
  return { response_format: { type: 'json_schema', json_schema: { name, description, ...held } } };
}

function toTool({ name, description, inputSchema }: ToolSpec): ChatCompletionFunctionTool {
  return { type: 'function', function: { name, description, parameters: withoutDialect(inputSchema) } };
}

function toMessages(server: ChatServer, message: Message, request: GenerateRequest): ChatCompletionMessageParam[] {
  if (message.role === 'tool')
    return message.results.map(({ id, ok, text }) => ({
      role: 'tool',
      tool_call_id: toId(server, id),
      content: ok ? text : `Error: ${text}`,
    }));
  const calls = callsOf(message);
  if (calls.length === 0) return [{ role: message.role, content: message.text }];
  const echo = readEcho(message, server.id, request);
  if (isTurn(echo)) return [echo];
  return [
    {
      role: 'assistant',
      content: message.text === '' ? null : message.text,
      tool_calls: calls.map(({ id, tool, input }) => ({
        id: toId(server, id),
        type: 'function',
        function: { name: tool, arguments: JSON.stringify(toArguments(input)) },
      })),
      // A turn of another host has no thoughts to send back; without the field it would be refused.
      ...(server.echoFields?.includes('reasoning_content') && { reasoning_content: '' }),
    },
  ];
}

/** What our own reader wrote down. */
function isTurn(turn: unknown): turn is ChatCompletionAssistantMessageParam {
  return typeof turn === 'object' && turn !== null && 'tool_calls' in turn;
}

/** The same id for the same id, in letters that the server takes. */
export function toId({ nineLetterIds }: ChatServer, id: string): string {
  if (!nineLetterIds || /^[a-zA-Z0-9]{9}$/.test(id)) return id;
  return bytesToHex(sha256(utf8ToBytes(id))).slice(0, 9);
}
