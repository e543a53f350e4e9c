// condenseMaterial: long texts are condensed in parts by the same family that will answer, each part a journalled call of its own.
import type { Document, Voice } from '@parley/spec';
import { callModel, type CallResult } from '../call-model.ts';
import type { OpContext } from '../op.ts';
import { writeCondensePrompt } from '../prompt.ts';
import type { MeasuredUnit } from './count-units.ts';
import type { Piece } from './material-pieces.ts';

interface CondenseTask {
  readonly voice: Voice;
  readonly question: string;
  readonly domain: string;
  readonly material: readonly Document[];
  readonly units: readonly MeasuredUnit[];
  /** Local tokens that the material may have in the end. */
  readonly room: number;
  /** Local tokens that one prompt may have. */
  readonly budget: number;
  frame(source: number): number;
}

/** A stretch of one text that is condensed in one call. */
interface Part {
  readonly source: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly tokens: number;
  readonly rank: number;
}

/** Beyond this many calls the parts that matter least to the question are left out. */
export const mostCalls = 40;
/** Parts that are condensed side by side. */
export const callsAtOnce = 3;
const fewestWords = 40;
/** Words for a local token, on the safe side. */
const wordsOfToken = 0.6;
/** Counts of parts do not add up exactly to the count of the whole. */
const slack = 0.95;

/**
 * Pieces of the whole material: short texts as they are, long ones condensed. What could not be condensed (the model declined,
 * or there were too many parts) is a piece without end, which no budget takes.
 */
export async function condenseMaterial(task: CondenseTask, context: OpContext): Promise<Piece[]> {
  const { whole, left } = keepShortTexts(task);
  const empty = writeCondensePrompt({ ...task, part: quote(task.material, 0, '', ''), words: 10_000 });
  const frames = Math.max(...task.material.map((_, source) => task.frame(source)));
  const partRoom = Math.floor(
    (task.budget - frames - (await context.meter.count(`${empty.system}\n${empty.user}`))) * slack,
  );
  const parts = joinUnits(
    task.units.filter(({ source }) => !whole.has(source)),
    partRoom,
  );
  const asked = new Set(
    parts
      .filter(({ tokens }) => tokens <= partRoom)
      .toSorted((one, other) => other.rank - one.rank)
      .slice(0, mostCalls),
  );
  const words = Math.max(fewestWords, Math.floor((left / Math.max(1, asked.size)) * wordsOfToken));
  const results = await askAll(
    parts.filter((part) => asked.has(part)),
    words,
    task,
    context,
  );
  const condensed = await Promise.all(
    parts.map(async (part): Promise<Piece> => {
      const result = results.get(part);
      const isUsable = result !== undefined && (result.outcome === 'complete' || result.outcome === 'length');
      const text = isUsable ? result.text : '';
      return { ...part, text, condensed: true, tokens: isUsable ? await context.meter.count(text) : Infinity };
    }),
  );
  const kept = task.units
    .filter(({ source }) => whole.has(source))
    .map((unit): Piece => ({ ...unit, condensed: false }));
  return [...kept, ...condensed].toSorted((one, other) => one.source - other.source || one.start - other.start);
}

/** Texts shorter than an even share of the room stay as they are; what they do not use goes to the others. */
function keepShortTexts({ material, units, room, frame }: CondenseTask): { whole: Set<number>; left: number } {
  const lengths = material.map((_, source) => frame(source));
  for (const { source, tokens } of units) lengths[source] = (lengths[source] ?? 0) + tokens;
  const whole = new Set<number>();
  let left = room;
  const shortestFirst = [...lengths.entries()].toSorted(([, one], [, other]) => one - other);
  for (const [source, length] of shortestFirst) {
    if (length > left / (lengths.length - whole.size)) break;
    whole.add(source);
    left -= length;
  }
  return { whole, left };
}

/** Neighbouring units of one text, joined while they stay within `most` tokens; one that is longer stands alone. */
function joinUnits(units: readonly MeasuredUnit[], most: number): Part[] {
  const parts: Part[] = [];
  for (const unit of units) {
    const last = parts.at(-1);
    if (last?.source === unit.source && last.tokens + unit.tokens <= most) {
      parts[parts.length - 1] = {
        ...last,
        end: unit.end,
        text: last.text + unit.text,
        tokens: last.tokens + unit.tokens,
        rank: Math.max(last.rank, unit.rank),
      };
    } else parts.push({ ...unit });
  }
  return parts;
}

/** Asks a few at a time. When one fails, those beside it are waited for and journalled before the fault goes on. */
async function askAll(
  parts: readonly Part[],
  words: number,
  task: CondenseTask,
  context: OpContext,
): Promise<Map<Part, CallResult>> {
  const results = new Map<Part, CallResult>();
  for (let first = 0; first < parts.length; first += callsAtOnce) {
    const settled = await Promise.allSettled(
      parts.slice(first, first + callsAtOnce).map(async (part, index) => {
        const number = first + index + 1;
        const result = await ask(part, `condense-${number}`, `part ${number} of ${parts.length}`, words, task, context);
        results.set(part, result);
      }),
    );
    for (const end of settled) if (end.status === 'rejected') throw end.reason;
  }
  return results;
}

function ask(
  part: Part,
  name: string,
  place: string,
  words: number,
  { voice, question, domain, material }: CondenseTask,
  context: OpContext,
): Promise<CallResult> {
  const prompt = writeCondensePrompt({ question, domain, words, part: quote(material, part.source, part.text, place) });
  const request = {
    family: voice.family,
    model: voice.model,
    system: prompt.system,
    messages: [{ role: 'user' as const, text: prompt.user }],
    material: { question, domain, documents: [], passageLimit: 1 },
  };
  return callModel(request, context, { name, quiet: true });
}

function quote(material: readonly Document[], source: number, text: string, place: string) {
  return { kind: 'part', title: `${material[source]?.title ?? ''}, ${place}`, text };
}
