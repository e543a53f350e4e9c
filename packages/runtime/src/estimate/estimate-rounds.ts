// estimateRounds: what the rounds of a loop ask of models together. Knows no branch: a body has none.
import { type Body, bodySources } from '@parley/spec';
import { askOf, costOfStep, type EstimateTask, type Flow, joinFlows } from './ask-step.ts';
import { addCosts, type Cost, maybe, noCost } from './fold-branches.ts';

/** At least one round, at most all; from the second on each agent reads what all said. Times include what comes before. */
export function estimateRounds(
  { steps, results }: Body,
  rounds: number,
  { before, ...task }: EstimateTask & { readonly before: Flow },
): { readonly cost: Cost; readonly flow: Flow } {
  let cost = noCost;
  let start = before;
  let heard: Flow | undefined;
  let least: Flow | undefined;
  for (let round = 1; round <= rounds; round += 1) {
    const flows = new Map<string, Flow>([
      [bodySources.brief, start],
      ...(heard ? [[bodySources.before, heard] as const] : []),
    ]);
    for (const step of steps) {
      const inputs = Object.values(step.inputs).flatMap((input) => input.steps.flatMap((id) => flows.get(id) ?? []));
      const asked = askOf(step, joinFlows(inputs), task.facts);
      const own = costOfStep(step, asked, task);
      cost = addCosts(cost, round === 1 ? own : maybe(own));
      flows.set(step.id, asked.flow);
    }
    const end = joinFlows(steps.flatMap(({ id }) => flows.get(id) ?? []));
    const said = joinFlows(results.flatMap((id) => flows.get(id) ?? [])).said;
    heard = { ...end, question: 0, documents: new Map(), said };
    least ??= heard;
    start = { ...before, depth: end.depth, seconds: end.seconds };
  }
  const last = heard ?? before;
  const seconds = { least: least?.seconds.least ?? 0, most: last.seconds.most };
  return { cost, flow: { ...before, documents: new Map(), said: last.said, depth: last.depth, seconds } };
}
