// readClaims: an answer with claims out of a model's reply: as it is, mended, put into form by its own family, or, when
// nothing helps, as plain text. Words are never dropped.
import type { ShapeHold } from '@parley/models';
import { type Answer, AppError, type ChoiceForm, type Document, type StatedClaim, type Voice } from '@parley/spec';
import { jsonrepair } from 'jsonrepair';
import { callModel, type CallResult } from './call-model.ts';
import { type ClaimsReply, claimsSchema, claimsShape } from './claims-form.ts';
import { locateQuotes } from './find-quotations.ts';
import { scanAnswer } from './create-answer-hold.ts';
import type { OpContext } from './op.ts';
import { writeReshapePrompt } from './prompt.ts';
import { readStance } from './read-stance.ts';

export interface ClaimsTask {
  readonly voice: Voice;
  readonly question: string;
  readonly stances: readonly string[];
  /** Absent: `one`. */
  readonly choice?: ChoiceForm | undefined;
  /** Where quotes are looked for. */
  readonly documents: readonly Document[];
}

export type ClaimsReading = Pick<Answer, 'text' | 'stance' | 'ranking' | 'confidence' | 'claims' | 'form'>;

/** A JSON object, and whether it had to be mended to be one. */
interface Found {
  readonly value: Readonly<Record<string, unknown>>;
  readonly mended: boolean;
}

const formOf: Readonly<Record<ShapeHold, 'schema' | 'tool' | 'json'>> = {
  schema: 'schema',
  tool: 'tool',
  json: 'json',
  // It was told in the prompt, and did it.
  none: 'json',
};

/** Asks the same family once more, in a journalled call named `repair`, only when a whole reply cannot be read otherwise. */
export async function readClaims(call: CallResult, task: ClaimsTask, context: OpContext): Promise<ClaimsReading> {
  const schema = claimsSchema(task.stances, task.choice);
  const isCut = call.outcome !== 'complete';
  const found = findObject(call.text, isCut);
  const own = found && schema.safeParse(isCut && found.mended ? keepWhole(call.text, found.value) : found.value);
  if (own?.success) return toReading(own.data, found?.mended ? 'repaired' : formOf[call.shape ?? 'none'], task);
  // What was cut, refused or held back is not asked for again.
  const reshaped = isCut ? undefined : await reshape(call.text, task, context);
  const again = reshaped && schema.safeParse(reshaped);
  if (!again?.success) return { ...readStance(readAnswerText(call.text), task.stances, task.choice), form: 'plain' };
  // What a voice wrote as prose stays in its own words: only what it claims is taken from the second call.
  const answer = found ? again.data.answer : readStance(call.text, task.stances, task.choice).text;
  return toReading({ ...again.data, answer }, 'repaired', task);
}

/** The text of a reply as far as it can be read without another call. */
export function readAnswerText(reply: string): string {
  const answer = findObject(reply, false)?.value['answer'];
  if (typeof answer === 'string') return answer;
  return scanAnswer(reply) || reply;
}

/** Of the last thing that was begun before a cut nobody knows how it would have gone on. */
function keepWhole(
  reply: string,
  { answer: mended, stance, ranking, claims }: Found['value'],
): Record<string, unknown> {
  // Mending takes a comma off the end.
  const answer = scanAnswer(reply) || mended;
  return Array.isArray(claims) ? { answer, stance, ranking, claims: claims.slice(0, -1) } : { answer, claims: [] };
}

function toReading(reply: ClaimsReply, form: Answer['form'], { documents }: ClaimsTask): ClaimsReading {
  const stated = reply.claims.filter(({ text }) => text.trim() !== '');
  const places = locateQuotes(stated, documents);
  const claims = stated.map(({ text, quote, source }, index): StatedClaim => {
    const passage = places[index];
    return {
      text: text.trim(),
      ...(quote !== null && quote.trim() !== '' && { quote: quote.trim() }),
      ...(source !== null && source.trim() !== '' && { source: source.trim() }),
      ...(passage && { passage }),
    };
  });
  const ranking = [...(reply.ranking ?? [])];
  const stance = ranking[0] ?? reply.stance;
  return {
    text: reply.answer,
    ...(typeof stance === 'string' && { stance }),
    ...(ranking.length > 0 && { ranking }),
    ...(reply.confidence !== null && { confidence: reply.confidence }),
    claims,
    ...(form && { form }),
  };
}

/** The reply's object with an `answer`: as it stands, without what stands around it, or mended. */
function findObject(reply: string, isCut: boolean): Found | undefined {
  const first = reply.indexOf('{');
  if (first === -1) return undefined;
  const last = reply.lastIndexOf('}');
  for (const text of [reply, reply.slice(first, last + 1)]) {
    const value = parseObject(() => text);
    if (value) return { value, mended: false };
  }
  // What stands behind the last brace is the beginning of something in a reply that was cut, and prose in any other.
  for (const text of [...(isCut ? [] : [reply.slice(first, last + 1)]), reply.slice(first)]) {
    const value = parseObject(() => jsonrepair(text));
    if (value) return { value, mended: true };
  }
  return undefined;
}

function parseObject(write: () => string): Found['value'] | undefined {
  try {
    const value: unknown = JSON.parse(write());
    return isObject(value) && 'answer' in value ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Found['value'] {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that the same family makes of the text; undefined when it gives none or cannot be reached. */
async function reshape(text: string, task: ClaimsTask, context: OpContext): Promise<Found['value'] | undefined> {
  const { voice, question, stances, choice } = task;
  const { system, user } = writeReshapePrompt(text, stances, choice);
  const request = {
    family: voice.family,
    model: voice.model,
    system,
    messages: [{ role: 'user' as const, text: user }],
    material: { question, domain: '', documents: [], passageLimit: 1 },
    output: claimsShape(stances, choice),
  };
  try {
    const result = await callModel(request, context, { name: 'repair', quiet: true });
    return result.outcome === 'complete' ? findObject(result.text, false)?.value : undefined;
  } catch (error) {
    // The answer is there and paid for: that its form is not must not lose it.
    if (error instanceof AppError && error.category !== 'internal') return undefined;
    throw error;
  }
}
