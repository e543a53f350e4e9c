// estimatePlan: what a run would ask of models, before it runs. A guess from lengths: nothing is read, counted or called.
import {
  type AnswerAs,
  type FamilyStatus,
  findGuards,
  type FitStrategy,
  type Guards,
  guardsOfWires,
  type Plan,
  type PlanEstimate,
  sideKey,
  type Step,
  type Usage,
} from '@parley/spec';
import { z } from 'zod';
import { countCells } from './estimate/count-cells.ts';
import { type Cost, foldBranches } from './estimate/fold-branches.ts';
import { callsAtOnce, mostCalls } from './fit/condense-material.ts';
import { promptRoom } from './fit/prompt-room.ts';
import { cellsAtOnce } from './intersect/count-calls.ts';
import { branchSides, usualRounds } from './op-arguments.ts';

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

type Range = PlanEstimate['inputTokens'];

/** What a step hands on: documents by id, which are counted once wherever they meet again, and words of its own. */
interface Flow {
  /** Characters. */
  readonly question: number;
  readonly documents: ReadonlyMap<string, number>;
  /** Tokens. */
  readonly said: Range;
  /** Calls that wait for one another up to here, and how long they take. */
  readonly depth: number;
  readonly seconds: Range;
}

const none: Range = { least: 0, most: 0 };
/** Characters of one token: English prose has about 4, tables and other languages have fewer. */
const charactersOfToken = { least: 5, most: 3 };
/** Tokens that every prompt has beside the task. */
const rules: Range = { least: 100, most: 300 };
/** Those of an explorer and its judge, whose form takes some words to ask for. */
const cellRules: Range = { least: 300, most: 800 };
/** Tokens of an answer or a report, which nobody can know. */
const modelSays: Range = { least: 200, most: 2_000 };
const readerSays: Range = { least: 50, most: 600 };
/** Tokens that come back from a round of calls of tools, at most as a rule. */
const toolGives = 2_000;
/** Tokens of one pair of a claim and an answer, as a judge is shown it, at most as a rule. */
const pairTokens = 250;
const claimsForm: AnswerAs = 'claims';
/** Seconds of a call without a history: until it begins, and at 80 or at 30 tokens a second. */
const assumedSeconds: Range = { least: 2 + modelSays.least / 80, most: 5 + modelSays.most / 30 };

/** The models that the plan's steps ask, each once. Families that are local readers are among them. */
export function choicesOf(plan: Plan): ModelChoice[] {
  const choices = plan.steps.flatMap(choicesOfStep).filter(({ family }) => family !== '');
  return [...new Map(choices.map((choice) => [JSON.stringify(choice), choice])).values()];
}

/**
 * Calls, tokens, cost and the longest chain of calls of a plan; steps of unknown families count as calls. Of a branch the cheaper
 * side is the least and the dearer one the most.
 */
export function estimatePlan(plan: Plan, facts: EstimateFacts): PlanEstimate {
  const guards = findGuards(plan.steps);
  const flows = new Map<string, Flow>();
  const costs = new Map<string, Cost>();
  const paces = new Set<'history' | 'assumed'>();
  const sized: NonNullable<PlanEstimate['steps']> = [];
  for (const step of plan.steps) {
    const own = guards.get(step.id);
    const before = joinFlows(
      Object.values(step.inputs).flatMap((input) => {
        const wires = guardsOfWires(input, guards);
        return input.steps.flatMap((id, index) => {
          const flow = flows.get(flowKey(id, input.sides?.[index]));
          // What may not be taken may have nothing to say.
          const isSure = [...(wires[index]?.keys() ?? [])].every((key) => own?.has(key));
          const unsure = flow && { said: { ...flow.said, least: 0 }, seconds: { ...flow.seconds, least: 0 } };
          return flow ? [isSure ? flow : { ...flow, ...unsure }] : [];
        });
      }),
    );
    const asked = step.op === 'intersect' ? askCells(step, before, plan, facts) : askOf(step, before, facts);
    const price = priceAll(step, asked, facts);
    costs.set(step.id, { ...asked, ...price });
    if (step.op === 'intersect') {
      sized.push({ nodeId: step.nodeId, calls: asked.calls, usd: price.usd, unpricedCalls: price.unpriced });
    }
    if (asked.calls.most > 0) paces.add(facts.secondsOf(choiceOf(step)) ? 'history' : 'assumed');
    flows.set(step.id, asked.flow);
    if (step.op === 'branch') {
      for (const side of branchSides) flows.set(flowKey(step.id, side), passedBy(step, side, flows, before));
    }
  }
  const { calls, tokens, usd, unpriced } = foldBranches(plan.steps, guards, costs);
  const { depth, seconds } = joinFlows(plan.steps.flatMap(({ id }) => whenTaken(flows.get(id), guards.get(id))));
  const [pace = 'assumed'] = paces;
  const secondsFrom = paces.size > 1 ? 'both' : pace;
  return {
    calls,
    inputTokens: tokens,
    longestPath: depth,
    usd,
    unpricedCalls: unpriced,
    seconds,
    secondsFrom,
    ...(sized.length > 0 && { steps: sized }),
  };
}

/** What may not be taken takes no time at the least. */
function whenTaken(flow: Flow | undefined, guards: Guards | undefined): Flow[] {
  if (!flow) return [];
  return [guards && guards.size > 0 ? { ...flow, seconds: { ...flow.seconds, least: 0 } } : flow];
}

function flowKey(step: string, side: string | null = null): string {
  return side === null ? step : sideKey({ step, side });
}

/** What a side hands on is what came in by one of the ports, when all that came in is known. */
function passedBy(step: Step, side: string, flows: ReadonlyMap<string, Flow>, before: Flow): Flow {
  const passes = z.record(z.string(), z.string()).catch({}).parse(step.args['passes']);
  const { steps = [], sides } = step.inputs[passes[side] ?? ''] ?? {};
  const passed = joinFlows(steps.flatMap((id, index) => flows.get(flowKey(id, sides?.[index])) ?? []));
  return { ...passed, depth: before.depth, seconds: before.seconds };
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
  { calls, tokens }: Pick<Asked, 'calls' | 'tokens'>,
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

/** An explorer is asked besides its judge; of other steps whoever they name last. */
function choicesOfStep(step: Step): ModelChoice[] {
  const { family, model } = step.args;
  return step.op === 'intersect'
    ? [{ family: textOf(family), model: textOf(model) }, ...(judgeOf(step.args) ? [choiceOf(step)] : [])]
    : [choiceOf(step)];
}

function choiceOf({ args }: Step): ModelChoice {
  const { family, model } = judgeOf(args) ?? args;
  return { family: textOf(family), model: textOf(model) };
}

function judgeOf({ judge }: Step['args']): Step['args'] | undefined {
  return typeof judge === 'object' && judge !== null && !Array.isArray(judge) ? judge : undefined;
}

interface Asked {
  readonly calls: Range;
  readonly tokens: Range;
  readonly flow: Flow;
  /** Calls of several models, when the step asks more than one. */
  readonly parts?: readonly { readonly choice: ModelChoice; readonly calls: Range; readonly tokens: Range }[];
}

/** The cells that the budget holds: ideas and controls by the explorer, and then its judge, a few cells at once. */
function askCells(step: Step, before: Flow, plan: Plan, facts: EstimateFacts): Asked {
  const { explorer, judge, cells, domains } = countCells(step, plan.steps);
  const [choice = choiceOf(step), judgeChoice = choice] = choicesOfStep(step);
  const claims = { least: 0, most: Math.ceil((before.said.most * 2) / Math.max(1, domains)) };
  const own = add(add(tokensOf(before.question + lengthOf(step.args['instructions'])), cellRules), claims);
  const timesOf = (calls: Range): Range => ({ least: own.least * calls.least, most: own.most * calls.most });
  const parts = [
    { choice, calls: explorer, tokens: timesOf(explorer) },
    { choice: judgeChoice, calls: judge, tokens: timesOf(judge) },
  ];
  const rounds = Math.ceil(cells / cellsAtOnce);
  const [each, judging] = [choice, judgeChoice].map((one) => facts.secondsOf(one) ?? assumedSeconds);
  const inRounds = {
    least: rounds * (each?.least ?? 0),
    most: rounds * ((each?.most ?? 0) + (judge.most > 0 ? (judging?.most ?? 0) : 0)),
  };
  return {
    calls: add(explorer, judge),
    tokens: add(timesOf(explorer), timesOf(judge)),
    parts,
    flow: {
      ...before,
      documents: new Map(),
      said: { least: readerSays.least, most: readerSays.most * Math.max(1, cells) },
      depth: before.depth + rounds * (judge.most > 0 ? 2 : 1),
      seconds: add(before.seconds, inRounds),
    },
  };
}

function askOf(step: Step, before: Flow, facts: EstimateFacts): Asked {
  const silent = (flow: Partial<Flow>): Asked => ({ calls: none, tokens: none, flow: { ...before, ...flow } });
  const family = facts.families.find(({ id }) => id === step.args['family']);
  const own = tokensOf(before.question + lengthOf(step.args['instructions']));
  const each = facts.secondsOf(choiceOf(step)) ?? assumedSeconds;
  switch (step.op) {
    case 'brief':
      return silent({ question: lengthOf(step.args['question']), documents: documentsOf(step) });
    case 'consensus':
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

function joinFlows(flows: readonly Flow[]): Flow {
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

function tokensOf(characters: number): Range {
  return {
    least: Math.floor(characters / charactersOfToken.least),
    most: Math.ceil(characters / charactersOfToken.most),
  };
}

function add(one: Range, other: Range): Range {
  return { least: one.least + other.least, most: one.most + other.most };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function lengthOf(value: unknown): number {
  return textOf(value).length;
}
