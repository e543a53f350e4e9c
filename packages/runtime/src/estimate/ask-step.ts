// What one step asks of models: calls, tokens, price and time, from what comes to it. Knows no plan and no branch.
import type { AnswerAs, FamilyStatus, FitStrategy, PlanEstimate, Step, Usage } from '@parley/spec';
import { callsAtOnce, mostCalls } from '../fit/condense-material.ts';
import { promptRoom } from '../fit/prompt-room.ts';
import { usualRounds } from '../op-arguments.ts';
import type { Cost } from './fold-branches.ts';

export interface EstimateFacts {
  readonly families: readonly FamilyStatus[];
  /** Tokens a model holds. */
  windowOf(model: string): number;
  /** US dollars for a call; undefined when nobody knows the price. */
  costOf(choice: ModelChoice, usage: Usage): number | undefined;
  /** Seconds that calls of this model took before; undefined when there were too few. */
  secondsOf(choice: ModelChoice): Range | undefined;
}

/** A model as a step names it; `model` is empty for the family's default. */
export interface ModelChoice {
  readonly family: string;
  readonly model: string;
}

export type Range = PlanEstimate['inputTokens'];

/** What a step hands on: documents by id, which are counted once wherever they meet again, and words of its own. */
export interface Flow {
  /** Characters. */
  readonly question: number;
  readonly documents: ReadonlyMap<string, number>;
  /** Tokens. */
  readonly said: Range;
  /** Calls that wait for one another up to here, and how long they take. */
  readonly depth: number;
  readonly seconds: Range;
}

/** Nothing at all. */
const none: Range = { least: 0, most: 0 };
/** Characters of one token: English prose has about 4, tables and other languages have fewer. */
const charactersOfToken = { least: 5, most: 3 };
/** Tokens that every prompt has beside the task. */
const rules: Range = { least: 100, most: 300 };
/** Tokens of an answer or a report, which nobody can know. */
const modelSays: Range = { least: 200, most: 2_000 };
export const readerSays: Range = { least: 50, most: 600 };
/** Tokens that come back from a round of calls of tools, at most as a rule. */
const toolGives = 2_000;
/** Tokens of one pair of a claim and an answer, as a judge is shown it, at most as a rule. */
const pairTokens = 250;
const claimsForm: AnswerAs = 'claims';
/** Seconds of a call without a history: until it begins, and at 80 or at 30 tokens a second. */
export const assumedSeconds: Range = { least: 2 + modelSays.least / 80, most: 5 + modelSays.most / 30 };

/** What a step asks, and what it hands on. */
export interface Asked {
  readonly calls: Range;
  readonly tokens: Range;
  readonly flow: Flow;
  /** Calls of several models, when the step asks more than one. */
  readonly parts?: readonly AskedPart[];
}

/** What a step asks of one model. */
export interface AskedPart {
  readonly choice: ModelChoice;
  readonly calls: Range;
  readonly tokens: Range;
}

/** From what comes to it, taken together. */
export function askOf(step: Step, before: Flow, facts: EstimateFacts): Asked {
  const silent = (flow: Partial<Flow>): Asked => ({ calls: none, tokens: none, flow: { ...before, ...flow } });
  const family = facts.families.find(({ id }) => id === step.args['family']);
  const own = tokensOf(before.question + lengthOf(step.args['instructions']));
  const each = facts.secondsOf(choiceOf(step)) ?? assumedSeconds;
  switch (step.op) {
    case 'brief':
      return silent({ question: lengthOf(step.args['question']), documents: documentsOf(step) });
    case 'consensus':
    case 'loop':
      return withJudge(step, silent({ documents: new Map(), said: add(before.said, readerSays) }), own, each, facts);
    case 'output':
    case 'branch':
    case 'intersect':
      return silent({});
    case 'synthesise': {
      if (step.args['family'] === '') return silent({ documents: new Map() });
      return call(step, add(add(own, rules), before.said), roomOf(step, family, facts), before, each);
    }
    case 'generate': {
      if (family?.kind === 'reader') return silent({ documents: new Map(), said: readerSays });
      const characters = [...before.documents.values()].reduce((sum, each) => sum + each, 0);
      const whole = add(add(own, rules), add(before.said, tokensOf(characters)));
      return withFurtherTurns(step, call(step, whole, roomOf(step, family, facts), before, each), each);
    }
  }
}

/** A judge is asked once, or not at all when nothing is left open. */
function withJudge(step: Step, asked: Asked, own: Range, each: Range, facts: EstimateFacts): Asked {
  const judge = judgeOf(step.args);
  if (!judge) return asked;
  const family = facts.families.find(({ id }) => id === judge['family']);
  const room = promptRoom(facts.windowOf(textOf(judge['model']) || (family?.defaultModel ?? '')));
  const most = own.most + rules.most + numberOf(judge['questions'], 0) * pairTokens;
  return {
    calls: { least: 0, most: 1 },
    tokens: { least: 0, most: Math.min(most, room) },
    flow: {
      ...asked.flow,
      depth: asked.flow.depth + 1,
      seconds: { least: asked.flow.seconds.least, most: asked.flow.seconds.most + each.most },
    },
  };
}

function roomOf(step: Step, family: FamilyStatus | undefined, facts: EstimateFacts): number {
  return promptRoom(facts.windowOf(textOf(step.args['model']) || (family?.defaultModel ?? '')));
}

/** A call with a prompt of `whole` tokens, and those that condense it first. */
function call(step: Step, whole: Range, room: number, before: Flow, each: Range): Asked {
  const [least, most] = [fitOf(whole.least, room, step.args['fit']), fitOf(whole.most, room, step.args['fit'])];
  const takes = { least: each.least * turnsOf(least.calls), most: each.most * turnsOf(most.calls) };
  const depth = before.depth + (most.calls > 1 ? 2 : 1);
  return {
    calls: { least: least.calls, most: most.calls },
    tokens: { least: least.tokens, most: most.tokens },
    flow: { ...before, documents: new Map(), said: modelSays, depth, seconds: add(before.seconds, takes) },
  };
}

/** An agent with tools may be asked again after each round of calls, and one that answers as claims to mend their form. */
function withFurtherTurns({ args }: Step, { calls, tokens, flow }: Asked, each: Range): Asked {
  const hasTools = Array.isArray(args['tools']) && args['tools'].length > 0;
  const rounds = hasTools ? numberOf(args['toolRounds'], usualRounds) : 0;
  const repairs = args['form'] === claimsForm ? 1 : 0;
  // Each turn reads the prompt and what all calls before it gave.
  const turns = rounds * tokens.most + ((rounds * (rounds + 1)) / 2) * toolGives;
  return {
    calls: { least: calls.least, most: calls.most + rounds + repairs },
    tokens: { least: tokens.least, most: tokens.most + turns + repairs * (rules.most + modelSays.most) },
    flow: {
      ...flow,
      depth: flow.depth + rounds + repairs,
      seconds: { least: flow.seconds.least, most: flow.seconds.most + each.most * (rounds + repairs) },
    },
  };
}

/** How many of these calls wait for one another: the parts a few at a time, then the answer. */
function turnsOf(calls: number): number {
  return 1 + Math.ceil((calls - 1) / callsAtOnce);
}

/** Calls and tokens for a prompt of `tokens`, where `room` tokens fit. */
function fitOf(tokens: number, room: number, strategy: unknown): { calls: number; tokens: number } {
  if (tokens <= room) return { calls: 1, tokens };
  const summarise: FitStrategy = 'summarise';
  if (strategy !== summarise) return { calls: 1, tokens: room };
  const parts = Math.min(mostCalls, Math.ceil(tokens / room));
  return { calls: parts + 1, tokens: Math.min(tokens, parts * room) + room };
}

/** What comes by several wires. */
export function joinFlows(flows: readonly Flow[]): Flow {
  return {
    question: highest(flows.map(({ question }) => question)),
    documents: new Map(flows.flatMap(({ documents }) => [...documents])),
    said: flows.map(({ said }) => said).reduce(add, none),
    depth: highest(flows.map(({ depth }) => depth)),
    seconds: {
      least: highest(flows.map(({ seconds }) => seconds.least)),
      most: highest(flows.map(({ seconds }) => seconds.most)),
    },
  };
}

/** 0 for none; a plan may have more steps than a call may have arguments. */
function highest(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), 0);
}

function documentsOf({ args }: Step): Map<string, number> {
  const documents = new Map<string, number>();
  const text = textOf(args['text']);
  if (text.trim() !== '') documents.set(text, text.length);
  for (const document of Array.isArray(args['documents']) ? args['documents'] : []) {
    if (typeof document !== 'object' || document === null || Array.isArray(document)) continue;
    const { id, characters } = document;
    if (typeof id === 'string' && typeof characters === 'number') documents.set(id, characters);
  }
  return documents;
}

/** Of so many characters. */
export function tokensOf(characters: number): Range {
  return {
    least: Math.floor(characters / charactersOfToken.least),
    most: Math.ceil(characters / charactersOfToken.most),
  };
}

/** End by end. */
export function add(one: Range, other: Range): Range {
  return { least: one.least + other.least, most: one.most + other.most };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** `otherwise` for anything that is no number. */
export function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

/** Characters of a text, 0 for anything else. */
export function lengthOf(value: unknown): number {
  return textOf(value).length;
}
/** What an estimate knows and learns. */
export interface EstimateTask {
  readonly facts: EstimateFacts;
  /** Gathers from what the times of calls are known. */
  readonly paces: Set<'history' | 'assumed'>;
}

/** Calls and tokens with their price. */
export function costOfStep(step: Step, asked: Asked, { facts, paces }: EstimateTask): Cost {
  if (asked.calls.most > 0) paces.add(facts.secondsOf(choiceOf(step)) ? 'history' : 'assumed');
  return { calls: asked.calls, tokens: asked.tokens, ...priceAll(step, asked, facts) };
}

/** What is priced, and the calls whose price is not known; the explorer and the judge of one step are priced apart. */
function priceAll(step: Step, asked: Asked, facts: EstimateFacts): Pick<Cost, 'usd' | 'unpriced'> {
  const parts = asked.parts ?? [{ choice: choiceOf(step), calls: asked.calls, tokens: asked.tokens }];
  return parts.reduce<Pick<Cost, 'usd' | 'unpriced'>>(
    ({ usd, unpriced }, { choice, ...part }) => {
      const price = part.calls.most > 0 ? priceCalls(choice, part, facts) : none;
      return price ? { usd: add(usd, price), unpriced } : { usd, unpriced: add(unpriced, part.calls) };
    },
    { usd: none, unpriced: none },
  );
}

/** Undefined when the price is not known. Calls of one step are taken as alike: prices may rise with the length of a prompt. */
function priceCalls(
  choice: ModelChoice,
  { calls, tokens }: Pick<AskedPart, 'calls' | 'tokens'>,
  { costOf }: EstimateFacts,
): Range | undefined {
  const cost = (end: keyof Range) => {
    const inputTokens = Math.ceil(tokens[end] / Math.max(1, calls[end]));
    const each = costOf(choice, { inputTokens, outputTokens: modelSays[end] });
    return each === undefined ? undefined : each * calls[end];
  };
  const [least, most] = [cost('least'), cost('most')];
  return least === undefined || most === undefined ? undefined : { least, most };
}

/** The models a step asks: an explorer besides its judge, of other steps whoever they name last. */
export function choicesOfStep(step: Step): ModelChoice[] {
  const { family, model } = step.args;
  return step.op === 'intersect'
    ? [{ family: textOf(family), model: textOf(model) }, ...(judgeOf(step.args) ? [choiceOf(step)] : [])]
    : [choiceOf(step)];
}

/** The model a step asks: its own, or its judge. */
function choiceOf({ args }: Step): ModelChoice {
  const { family, model } = judgeOf(args) ?? args;
  return { family: textOf(family), model: textOf(model) };
}

function judgeOf({ judge }: Step['args']): Step['args'] | undefined {
  return typeof judge === 'object' && judge !== null && !Array.isArray(judge) ? judge : undefined;
}
