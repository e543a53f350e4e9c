// runLoop: the rounds of a loop, as steps of their own. What agents are given and when it ends is the debate's; how steps run is not known here.
import { createDebate, type OpInput } from '@parley/runtime';
import { AppError, type Body, bodySources, type Step } from '@parley/spec';
import type { StepOutcome } from './gather-inputs.ts';
import type { HoldLoop } from './run-steps.ts';

/**
 * Holds the rounds of a debate. The steps of a round are steps like others under ids of their own, so what an earlier sitting knows
 * of them holds here as well: a loop that is taken up goes through its finished rounds without doing anything again.
 */
export const runLoop: HoldLoop = async ({ id, nodeId, title, args, body }, inputs, context, { host, runRound }) => {
  const compare = host.ops.consensus;
  if (!body || !compare) throw new AppError('internal/bug', `The loop ${id} has no body, or nothing to compare with`);
  const debate = createDebate(args, inputs, title);
  for (let next = debate.begin(); ; ) {
    const { round, brief, before } = next;
    const steps = body.steps.map((step) => stepOfRound(step, id, round));
    host.emit({
      type: 'round-start',
      stepId: id,
      nodeId,
      round,
      steps: steps.map((step) => ({ stepId: step.id, nodeId: step.nodeId, title: step.title, op: step.op })),
    });
    const given = new Map<string, StepOutcome>([
      [bodySources.brief, { status: 'done', value: brief }],
      [
        bodySources.before,
        before ? { status: 'done', value: before } : { status: 'not-taken', because: 'this is the first round' },
      ],
    ]);
    const outcomes = await runRound(steps, given);
    const end = debate.end(resultsOf(body, outcomes, roundPath(id, round)));
    if ('last' in end) return compare(end.last.args, end.last.inputs, context);
    next = end.again;
  }
};

/** What a round came to. Throws the fault of a voice for which the run is to stop. */
function resultsOf(body: Body, outcomes: ReadonlyMap<string, StepOutcome>, path: string): readonly OpInput[] {
  for (const outcome of outcomes.values()) {
    if (outcome.status === 'cancelled') throw new AppError('internal/cancelled', 'The run was stopped.');
    if (outcome.status === 'failed' && outcome.halts && outcome.fault)
      throw new AppError(outcome.fault.code, outcome.fault.message);
  }
  return body.results.flatMap((result): readonly OpInput[] => {
    const outcome = outcomes.get(`${path}/${result}`);
    if (outcome?.status === 'done') return [outcome.value];
    return outcome?.status === 'failed' || outcome?.status === 'skipped'
      ? [{ kind: 'missing', missing: outcome.missing }]
      : [];
  });
}

function roundPath(loop: string, round: number): string {
  return `${loop}/${round}`;
}

/** The step as it stands in this round: its id and its wires within the body carry the round. */
function stepOfRound(step: Step, loop: string, round: number): Step {
  const sources: ReadonlySet<string> = new Set(Object.values(bodySources));
  const within = (id: string) => (sources.has(id) ? id : `${roundPath(loop, round)}/${id}`);
  return {
    ...step,
    id: within(step.id),
    inputs: Object.fromEntries(
      Object.entries(step.inputs).map(([port, input]) => [port, { ...input, steps: input.steps.map(within) }]),
    ),
  };
}
