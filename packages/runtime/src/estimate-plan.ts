// estimatePlan: what a run would ask of models, before it runs. A guess from lengths: nothing is read, counted or called.
import { findGuards, type Guards, guardsOfWires, type Plan, type PlanEstimate, sideKey, type Step } from '@parley/spec';
import { z } from 'zod';
import {
  askOf,
  choicesOfStep,
  costOfStep,
  type EstimateFacts,
  type Flow,
  joinFlows,
  type ModelChoice,
  numberOf,
} from './estimate/ask-step.ts';
import { askCells } from './estimate/ask-cells.ts';
import { estimateRounds } from './estimate/estimate-rounds.ts';
import { addCosts, type Cost, foldBranches } from './estimate/fold-branches.ts';
import { branchSides, usualDebateRounds } from './op-arguments.ts';

export type { EstimateFacts, ModelChoice };

/** The models that the plan's steps ask, each once. Families that are local readers are among them. */
export function choicesOf(plan: Plan): ModelChoice[] {
  const steps = plan.steps.flatMap((step) => [step, ...(step.body?.steps ?? [])]);
  const choices = steps.flatMap(choicesOfStep).filter(({ family }) => family !== '');
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
    const sides = guards.get(step.id);
    const before = joinFlows(
      Object.values(step.inputs).flatMap((input) => {
        const wires = guardsOfWires(input, guards);
        return input.steps.flatMap((id, index) => {
          const flow = flows.get(flowKey(id, input.sides?.[index]));
          // What may not be taken may have nothing to say.
          const isSure = [...(wires[index]?.keys() ?? [])].every((key) => sides?.has(key));
          const unsure = flow && { said: { ...flow.said, least: 0 }, seconds: { ...flow.seconds, least: 0 } };
          return flow ? [isSure ? flow : { ...flow, ...unsure }] : [];
        });
      }),
    );
    const rounds = step.body ? estimateRounds(step.body, roundsOf(step), { before, facts, paces }) : undefined;
    const asked =
      step.op === 'intersect' ? askCells(step, before, plan, facts) : askOf(step, rounds?.flow ?? before, facts);
    const own = costOfStep(step, asked, { facts, paces });
    if (step.op === 'intersect') {
      sized.push({ nodeId: step.nodeId, calls: asked.calls, usd: own.usd, unpricedCalls: own.unpriced });
    }
    costs.set(step.id, rounds ? addCosts(rounds.cost, own) : own);
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

function roundsOf({ args }: Step): number {
  return numberOf(args['rounds'], usualDebateRounds);
}
