// fitMaterial: measures a prompt before it is sent and makes its material fit the model's window, by the strategy of the node.
// It says what it left out; it never leaves anything out without saying so.
import { AppError, type ContextFit, type Document, type FitStrategy, type Voice } from '@parley/spec';
import { type ModelMeasure, scoreRelevance } from '@parley/models';
import { byteLength } from '../content-id.ts';
import type { OpContext } from '../op.ts';
import { choosePieces, dropLowest } from './choose-pieces.ts';
import { condenseMaterial } from './condense-material.ts';
import { countUnits, type MeasuredUnit } from './count-units.ts';
import { assembleTexts, type FittedText, type Piece, shareOf } from './material-pieces.ts';
import { promptRoom } from './prompt-room.ts';

export interface FitTask {
  readonly strategy: FitStrategy;
  readonly voice: Voice;
  readonly question: string;
  readonly domain: string;
  readonly material: readonly Document[];
  /** Texts that are kept before others as long as they take no more than half of the room. */
  isFavoured(source: number): boolean;
  /** Everything the model is sent when it is shown these texts. */
  render(texts: readonly FittedText[], partial: boolean): string;
  /** The part of the window to fill: 1 at first, less once the provider found a prompt too long that was within it. */
  readonly share: number;
}

export interface FittedMaterial {
  readonly texts: readonly FittedText[];
  readonly partial: boolean;
  /** Local tokens of the prompt; absent when it is so short that it need not be counted. */
  readonly counted?: number;
  /** Present when the material did not go in whole. */
  readonly fit?: ContextFit;
}

/** Local tokens that the marks around a text take, its title apart, and those that rules about the material take. */
const marks = 60;
const rules = 200;
const wellFilled = 0.9;
const mostRefills = 3;

/**
 * The texts to send, within the window by estimate. Readers have no window. AppError `limit/context` when the material does
 * not fit and the strategy is `whole`, or when not even a piece of it fits.
 */
export async function fitMaterial(task: FitTask, context: OpContext): Promise<FittedMaterial> {
  const { material, voice, strategy } = task;
  const whole = material.map(({ text }, source) => ({ source, text, condensed: false }));
  if (voice.kind === 'reader') return { texts: whole, partial: false };
  const prompt = task.render(whole, false);
  // No tokenizer makes more tokens than there are bytes: most prompts need no count.
  if (byteLength(prompt) <= promptRoom(context.meter.measure(voice).window) * task.share) {
    return { texts: whole, partial: false };
  }
  // Journalled because the meter learns: a run that is taken up again must ask what it asked before, or it pays twice.
  const { family, model } = voice;
  const counted = await context.meter.count(prompt);
  const { window, factor } = await context.durable('window', { family, model }, async () =>
    measureExactly(prompt, counted, task, context),
  );
  const budget = Math.floor((promptRoom(window) * task.share) / factor);
  if (counted <= budget) return { texts: whole, partial: false, counted };
  const inTokens = (count: number) => Math.ceil(count * factor);
  if (strategy === 'whole') throw tooLarge(context.title, model, inTokens(counted), window);

  const room = budget - rules - (await context.meter.count(task.render([], true)));
  const frames = await Promise.all(material.map(async ({ title }) => marks + (await context.meter.count(title))));
  const frame = (source: number) => frames[source] ?? marks;
  const units = await rankUnits(task, await countUnits(material, context), room, context);
  const pieces =
    strategy === 'summarise'
      ? await condenseMaterial({ ...task, units, room, budget, frame }, context)
      : units.map(toPiece);

  const { kept, texts, tokens } = await fill(task, pieces, { room, budget, frame }, context);
  if (kept.size === 0) throw tooSmall(context.title, model, window);
  const sum = (list: Iterable<{ readonly tokens: number }>) =>
    inTokens([...list].reduce((total, each) => total + each.tokens, 0));
  const fit: ContextFit = {
    strategy,
    keptTokens: sum(kept),
    totalTokens: sum(units),
    window,
    leftOut: shareOf(material, pieces, (piece) => !kept.has(piece)),
    condensed: shareOf(material, pieces, (piece) => kept.has(piece) && piece.condensed),
  };
  return { texts, partial: true, counted: tokens, fit };
}

/** Beyond these times the room no count can change whether a prompt fits, so nobody is asked for one. */
const nearRoom = { least: 0.5, most: 2 };
const ofOwnCount = 1.01;

/** The measure of the model; where the prompt is near its room, by the provider's own count of this very prompt if it has one. */
async function measureExactly(
  prompt: string,
  counted: number,
  { voice }: FitTask,
  context: OpContext,
): Promise<ModelMeasure> {
  const measure = context.meter.measure(voice);
  const filled = (counted * measure.factor) / promptRoom(measure.window);
  if (counted === 0 || filled < nearRoom.least || filled > nearRoom.most) return measure;
  const told = await context.models.countTokens?.(prompt, voice, { signal: context.signal });
  if (told === undefined || told === 0) return measure;
  context.meter.learn(voice.family, counted, told);
  return { ...measure, factor: (told / counted) * ofOwnCount };
}

interface Filling {
  readonly kept: ReadonlySet<Piece>;
  readonly texts: readonly FittedText[];
  /** Local tokens of the prompt. */
  readonly tokens: number;
}

/**
 * A choice of pieces whose prompt, counted as it will be sent, is within `budget`. The costs of pieces are on the safe side,
 * so where much of the budget is left more is chosen.
 */
async function fill(
  { material, render }: FitTask,
  pieces: readonly Piece[],
  limits: { readonly room: number; readonly budget: number; readonly frame: (source: number) => number },
  { meter }: OpContext,
): Promise<Filling> {
  const { budget, frame } = limits;
  const measure = async (kept: ReadonlySet<Piece>): Promise<Filling> => {
    const texts = assembleTexts(material, pieces, kept);
    return { kept, texts, tokens: await meter.count(render(texts, true)) };
  };
  let room = limits.room;
  let filling = await measure(choosePieces(pieces, room, frame));
  for (let round = 0; round < mostRefills && filling.tokens < wellFilled * budget; round += 1) {
    room += budget - filling.tokens;
    filling = await measure(choosePieces(pieces, room, frame));
  }
  while (filling.tokens > budget && filling.kept.size > 0) {
    filling = await measure(dropLowest(filling.kept, filling.tokens - budget));
  }
  return filling;
}

/** Units with their relevance as rank; those of favoured texts above all others, if there is room for both. */
async function rankUnits(
  { material, question, domain, isFavoured }: FitTask,
  units: readonly Omit<MeasuredUnit, 'rank'>[],
  room: number,
  context: OpContext,
): Promise<MeasuredUnit[]> {
  const texts = units.map(({ source, text }) => `${text} ${material[source]?.title ?? ''}`);
  const scores = await scoreRelevance(texts, { question, domain }, context.signal);
  const favoured = units.filter(({ source }) => isFavoured(source));
  const isShort = favoured.reduce((sum, { tokens }) => sum + tokens, 0) <= room / 2;
  return units.map((unit, index) => ({
    ...unit,
    rank: (scores[index] ?? 0) + (isShort && isFavoured(unit.source) ? 2 : 0),
  }));
}

function toPiece(unit: MeasuredUnit): Piece {
  return { ...unit, condensed: false };
}

function tooLarge(title: string, model: string, tokens: number, window: number): AppError {
  return new AppError(
    'limit/context',
    `What "${title}" is to read is about ${tokens.toLocaleString('en')} tokens long, and ${model} holds ${window.toLocaleString('en')} with its answer. Nothing was asked, and what the other voices said is kept. Let it trim or summarise under Long material, or choose a model that holds more, and run again.`,
    { path: ['fit'] },
  );
}

function tooSmall(title: string, model: string, window: number): AppError {
  return new AppError(
    'limit/context',
    `${model}, which speaks for "${title}", holds ${window.toLocaleString('en')} tokens with its answer: the question and the instructions leave no room for any of the material. Nothing was answered, and what the other voices said is kept. Shorten the question or the instructions, or choose a model that holds more, and run again.`,
    { path: ['model'] },
  );
}
