// How a reply can be held to its shape, from the firmest way to none, and stepping down when a server refuses one.
// Knows no vendor: which ways there are is told by the folder that asks.
import type { GenerateRequest, JsonSchema, OutputShape, ShapeHold, ToolSpec } from '../provider.ts';
import type { VendorError } from './wire-fault.ts';

/** A way to ask: a hold, where a call of the answering tool is demanded (`forced-tool`) or only asked for (`tool`). */
export type ShapeRung = 'schema' | 'forced-tool' | 'tool' | 'json' | 'none';

export function holdOf(rung: ShapeRung): ShapeHold {
  return rung === 'forced-tool' ? 'tool' : rung;
}

/** Which rungs a provider's models refused, for as long as the process lives. */
export interface RungMemory {
  /** The rungs worth asking with, best first; never empty, `none` is the last. */
  left(request: GenerateRequest, ladder: readonly ShapeRung[]): readonly ShapeRung[];
  refuse(request: GenerateRequest, rung: ShapeRung): void;
}

export function createRungMemory(): RungMemory {
  const refused = new Set<string>();
  const keyOf = ({ model, tools }: GenerateRequest, rung: ShapeRung) => JSON.stringify([model, hasAny(tools), rung]);
  return {
    left: (request, ladder) => [
      ...ladder.filter((rung) => rung !== 'none' && !refused.has(keyOf(request, rung))),
      'none',
    ],
    refuse(request, rung) {
      refused.add(keyOf(request, rung));
    },
  };
}

const aboutShape =
  /response.?format|responseformat|json.?schema|json.?mode|json.?object|structured.?output|output.?(config|format)|guided|grammar|response.?mime|mime.?type|schema|logits processor|requested parameters/i;
const aboutTools = /\btools?\b|tool.?(choice|use|calls?)|function.?call|\bfunctions?\b|requested parameters/i;
const aboutOneSchema = /invalid.{0,12}schema|schema.{0,40}(invalid|not valid|too (complex|large|deep|many))|compile/i;

/**
 * Whether a refusal is about the way of asking and not about the question: then the next rung may do. `always`: whatever
 * the schema. Servers have no code for this; what they say, and silence, is all there is.
 */
export function isAboutRung(told: VendorError, rung: ShapeRung): 'always' | 'this-time' | undefined {
  if (rung === 'none' || !mayBeAboutFields(told)) return undefined;
  const { words, status } = told;
  if (words.trim() === '') return status === 400 || status === 422 ? 'this-time' : undefined;
  if (!(holdOf(rung) === 'tool' ? aboutTools : aboutShape).test(words)) return undefined;
  return aboutOneSchema.test(words) ? 'this-time' : 'always';
}

/** Whether a refusal says that this model is not to be given tools. */
export function isAboutTools(told: VendorError): boolean {
  return mayBeAboutFields(told) && saysNoTools.test(told.words);
}

const saysNoTools =
  /not support\w*\s+(\w+\s+){0,4}(tools?|functions?)\b|(tools?|function)( use| calling| calls?| choice)?\W{1,3}(is|are)\s+(not|un)\s?(supported|available|enabled|allowed)|tool choice requires|tools param requires|support tool use|handle the requested parameters|(tool|function) (use|calling) is not/i;

/** llama.cpp says 500 and OpenRouter 404 where others say 400. */
function mayBeAboutFields({ status, kind }: VendorError): boolean {
  return kind === undefined && [400, 404, 422, 500, 501].includes(status);
}

/**
 * What the model is told of the shape in words: needed where the wire does not carry it, and good for small models where
 * it does. Empty for a demanded call, which says it all.
 */
export function shapeWords(output: OutputShape, rung: ShapeRung): string {
  if (rung === 'forced-tool') return '';
  if (rung === 'tool') return `Give your answer by calling \`${output.name}\`, once, with all of it in the arguments.`;
  return `Your answer is one JSON value and nothing else: no words before or after it, no code fence. It follows this JSON Schema:\n${JSON.stringify(output.schema)}`;
}

/** The tools of a request asked with this rung, with the one that takes the answer; `demanded` is one that must be called. */
export function offerTools(
  { tools = [], output }: GenerateRequest,
  rung: ShapeRung,
): { readonly tools: readonly ToolSpec[]; readonly demanded?: string } {
  if (!output || holdOf(rung) !== 'tool') return { tools };
  const { name, description, schema } = output;
  return {
    tools: [...tools, { name, description, inputSchema: schema }],
    ...(rung === 'forced-tool' && { demanded: name }),
  };
}

/** A schema without the line that says which dialect it is: some servers refuse what they do not know. */
export function withoutDialect({ $schema: _, ...schema }: JsonSchema): Record<string, unknown> {
  return schema;
}

/** The system text with these words after it. */
export function addWords(system: string, words: string): string {
  return [system, words].filter((part) => part !== '').join('\n\n');
}

export function hasAny<Item>(list: readonly Item[] | undefined): list is readonly Item[] {
  return list !== undefined && list.length > 0;
}
