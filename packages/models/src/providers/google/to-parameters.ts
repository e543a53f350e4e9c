// A request in the words of Google's Gen AI SDK. Makes no call.
import type {
  Content,
  FunctionCallingConfigMode,
  GenerateContentConfig,
  GenerateContentParameters,
  Part,
} from '@google/genai';
import { modelFacts } from '../../model-facts.ts';
import type { GenerateRequest, Message, OutputShape } from '../../provider.ts';
import { readEcho } from '../read-echo.ts';
import { addWords, hasAny, offerTools, shapeWords, type ShapeRung, withoutDialect } from '../shape-rung.ts';
import { callsOf, toArguments } from '../turn-writer.ts';

/**
 * What Google documents for calls that its model did not make itself and that have no signature: without one, models from
 * Gemini 3 on refuse the request (ai.google.dev/gemini-api/docs/thought-signatures, FAQ).
 */
const noSignature = 'skip_thought_signature_validator';

/** Models before Gemini 3 and Gemma: no signatures are demanded, and no schema goes together with tools. */
function isOld(model: string): boolean {
  return /^(models\/)?(gemini-[12]\b|gemma)/.test(model);
}

/** What a model can be held with. */
export function ladderOf({ model, tools }: GenerateRequest): readonly ShapeRung[] {
  if (hasAny(tools)) return isOld(model) ? ['none'] : ['schema', 'none'];
  return ['schema', 'forced-tool', 'json', 'none'];
}

/** The parameters; `any` is the SDK's word for a demanded call. */
export function toParameters(
  request: GenerateRequest,
  rung: ShapeRung,
  any: FunctionCallingConfigMode,
  abortSignal: AbortSignal,
): GenerateContentParameters {
  const { model, output, maxOutputTokens } = request;
  const system = addWords(request.system, output && rung !== 'schema' ? shapeWords(output, rung) : '');
  return {
    model,
    contents: request.messages.map((message, index) => toContent(message, index, request)),
    config: {
      abortSignal,
      ...(system !== '' && { systemInstruction: system }),
      ...(maxOutputTokens !== undefined && { maxOutputTokens }),
      ...(modelFacts(model).summarisesReasoning && { thinkingConfig: { includeThoughts: true } }),
      ...toFormat(output, rung),
      ...toTools(request, rung, any),
    },
  };
}

function toFormat(output: OutputShape | undefined, rung: ShapeRung): GenerateContentConfig | undefined {
  if (!output || (rung !== 'schema' && rung !== 'json')) return undefined;
  const responseMimeType = 'application/json';
  return rung === 'json'
    ? { responseMimeType }
    : { responseMimeType, responseJsonSchema: withoutDialect(output.schema) };
}

function toTools(
  request: GenerateRequest,
  rung: ShapeRung,
  any: FunctionCallingConfigMode,
): GenerateContentConfig | undefined {
  const { tools, demanded } = offerTools(request, rung);
  if (tools.length === 0) return undefined;
  const functionDeclarations = tools.map(({ name, description, inputSchema }) => {
    return { name, description, parametersJsonSchema: withoutDialect(inputSchema) };
  });
  return {
    tools: [{ functionDeclarations }],
    ...(demanded !== undefined && {
      toolConfig: { functionCallingConfig: { mode: any, allowedFunctionNames: [demanded] } },
    }),
  };
}

function toContent(message: Message, index: number, request: GenerateRequest): Content {
  if (message.role === 'tool') {
    const asked = partsOf(readEcho(request.messages[index - 1] ?? message, 'google', request));
    // A call that came without an id is answered without one, by its place.
    const ids = asked && new Set(asked.flatMap(({ functionCall }) => functionCall?.id ?? []));
    return {
      role: 'user',
      parts: message.results.map(({ id, tool, ok, text }) => ({
        functionResponse: {
          ...((!ids || ids.has(id)) && { id }),
          name: tool,
          response: ok ? { output: text } : { error: text },
        },
      })),
    };
  }
  if (message.role === 'user') return { role: 'user', parts: [{ text: message.text }] };
  const parts = partsOf(readEcho(message, 'google', request));
  if (parts) return { role: 'model', parts: [...parts] };
  const calls = callsOf(message);
  return {
    role: 'model',
    parts: [
      ...(message.text === '' && calls.length > 0 ? [] : [{ text: message.text }]),
      ...calls.map(
        ({ id, tool, input }, place): Part => ({
          functionCall: { id, name: tool, args: toArguments(input) },
          // Of calls made at once only the first carries a signature.
          ...(place === 0 && !isOld(request.model) && { thoughtSignature: noSignature }),
        }),
      ),
    ],
  };
}

/** What our own reader wrote down. */
function partsOf(turn: unknown): readonly Part[] | undefined {
  return isParts(turn) ? turn : undefined;
}

function isParts(turn: unknown): turn is readonly Part[] {
  return Array.isArray(turn);
}
