// estimatePlan: what a run would ask of models, before it runs. A guess from lengths: nothing is read, counted or called.
import {
  type AnswerAs,
  type FamilyStatus,
  findGuards,
  type FitStrategy,
  guardsOfWires,
  type Plan,
  type PlanEstimate,
  sideKey,
  type Step,
} from '@parley/spec';
import { z } from 'zod';
import { foldBranches } from './estimate/fold-branches.ts';
import { mostCalls } from './fit/condense-material.ts';
import { promptRoom } from './fit/prompt-room.ts';
import { branchSides, usualRounds } from './op-arguments.ts';

export interface EstimateFacts {
  readonly families: readonly FamilyStatus[];
  /** Tokens a model holds. */
  windowOf(model: string): number;
}

type Range = PlanEstimate['inputTokens'];

/** What a step hands on: documents by id, which are counted once wherever they meet again, and words of its own. */
interface Flow {
  /** Characters. */
  readonly question: number;
  readonly documents: ReadonlyMap<string, number>;
  /** Tokens. */
  readonly said: Range;
  /** Calls that wait for one another up to here. */
  readonly depth: number;
}

const none: Range = { least: 0, most: 0 };
/** Characters of one token: English prose has about 4, tables and other languages have fewer. */
const charactersOfToken = { least: 5, most: 3 };
/** Tokens that every prompt has beside the task. */
const rules: Range = { least: 100, most: 300 };
/** Tokens of an answer or a report, which nobody can know. */
const modelSays: Range = { least: 200, most: 2_000 };
const readerSays: Range = { least: 50, most: 600 };
/** Tokens that come back from a round of calls of tools, at most as a rule. */
const toolGives = 2_000;
const claimsForm: AnswerAs = 'claims';

/**
 * Calls, tokens and the longest chain of calls of a plan; steps of unknown families count as calls. Of a branch the cheaper
 * side is the least and the dearer one the most.
 */
export function estimatePlan(plan: Plan, facts: EstimateFacts): PlanEstimate {
  const guards = findGuards(plan.steps);
  const flows = new Map<string, Flow>();
  const costs = new Map<string, Pick<Asked, 'calls' | 'tokens'>>();
  for (const step of plan.steps) {
    const own = guards.get(step.id);
    const before = joinFlows(
      Object.values(step.inputs).flatMap((input) => {
        const wires = guardsOfWires(input, guards);
        return input.steps.flatMap((id, index) => {
          const flow = flows.get(flowKey(id, input.sides?.[index]));
          // What may not be taken may have nothing to say.
          const isSure = [...(wires[index]?.keys() ?? [])].every((key) => own?.has(key));
          return flow ? [isSure ? flow : { ...flow, said: { ...flow.said, least: 0 } }] : [];
        });
      }),
    );
    const asked = askOf(step, before, facts);
    costs.set(step.id, asked);
    flows.set(step.id, asked.flow);
    if (step.op === 'branch') {
      for (const side of branchSides) flows.set(flowKey(step.id, side), passedBy(step, side, flows, before));
    }
  }
  const { calls, tokens } = foldBranches(plan.steps, guards, costs);
  return { calls, inputTokens: tokens, longestPath: highest([...flows.values()].map(({ depth }) => depth)) };
}

function flowKey(step: string, side: string | null = null): string {
  return side === null ? step : sideKey({ step, side });
}

/** What a side hands on is what came in by one of the ports, when all that came in is known. */
function passedBy(step: Step, side: string, flows: ReadonlyMap<string, Flow>, before: Flow): Flow {
  const passes = z.record(z.string(), z.string()).catch({}).parse(step.args['passes']);
  const { steps = [], sides } = step.inputs[passes[side] ?? ''] ?? {};
  const passed = joinFlows(steps.flatMap((id, index) => flows.get(flowKey(id, sides?.[index])) ?? []));
  return { ...passed, depth: before.depth };
}

interface Asked {
  readonly calls: Range;
  readonly tokens: Range;
  readonly flow: Flow;
}

function askOf(step: Step, before: Flow, facts: EstimateFacts): Asked {
  const silent = (flow: Partial<Flow>): Asked => ({ calls: none, tokens: none, flow: { ...before, ...flow } });
  const family = facts.families.find(({ id }) => id === step.args['family']);
  const own = tokensOf(before.question + lengthOf(step.args['instructions']));
  switch (step.op) {
    case 'brief':
      return silent({ question: lengthOf(step.args['question']), documents: documentsOf(step) });
    case 'consensus':
      return silent({ documents: new Map(), said: add(before.said, readerSays) });
    case 'output':
    case 'branch':
      return silent({});
    case 'synthesise': {
      if (step.args['family'] === '') return silent({ documents: new Map() });
      return call(step, add(add(own, rules), before.said), roomOf(step, family, facts), before);
    }
    case 'generate': {
      if (family?.kind === 'reader') return silent({ documents: new Map(), said: readerSays });
      const characters = [...before.documents.values()].reduce((sum, each) => sum + each, 0);
      const whole = add(add(own, rules), add(before.said, tokensOf(characters)));
      return withFurtherTurns(step, call(step, whole, roomOf(step, family, facts), before));
    }
  }
}

function roomOf(step: Step, family: FamilyStatus | undefined, facts: EstimateFacts): number {
  return promptRoom(facts.windowOf(textOf(step.args['model']) || (family?.defaultModel ?? '')));
}

/** A call with a prompt of `whole` tokens, and those that condense it first. */
function call(step: Step, whole: Range, room: number, before: Flow): Asked {
  const [least, most] = [fitOf(whole.least, room, step.args['fit']), fitOf(whole.most, room, step.args['fit'])];
  return {
    calls: { least: least.calls, most: most.calls },
    tokens: { least: least.tokens, most: most.tokens },
    flow: { ...before, documents: new Map(), said: modelSays, depth: before.depth + (most.calls > 1 ? 2 : 1) },
  };
}

/** An agent with tools may be asked again after each round of calls, and one that answers as claims to mend their form. */
function withFurtherTurns({ args }: Step, { calls, tokens, flow }: Asked): Asked {
  const hasTools = Array.isArray(args['tools']) && args['tools'].length > 0;
  const rounds = hasTools ? numberOf(args['toolRounds'], usualRounds) : 0;
  const repairs = args['form'] === claimsForm ? 1 : 0;
  // Each turn reads the prompt and what all calls before it gave.
  const turns = rounds * tokens.most + ((rounds * (rounds + 1)) / 2) * toolGives;
  return {
    calls: { least: calls.least, most: calls.most + rounds + repairs },
    tokens: { least: tokens.least, most: tokens.most + turns + repairs * (rules.most + modelSays.most) },
    flow: { ...flow, depth: flow.depth + rounds + repairs },
  };
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
