// countCells: how many cells of an intersections step the budget holds, and whose calls they take. Nothing is called.
import { chooseCells, listPairs, planExploration, takeTurns } from '@parley/deliberation';
import { domainPairKey, domainPairSchema, groupDomains, pairChoices, type PlanEstimate, type Step } from '@parley/spec';
import { z } from 'zod';

type Range = PlanEstimate['calls'];

/** What the arguments say as far as the number of calls depends on it; a step that says less takes nothing for granted. */
const argsSchema = z.looseObject({
  choose: z.enum(pairChoices).catch('all'),
  picked: z.array(domainPairSchema).catch([]),
  budget: z.int().min(0).catch(0),
  controls: z.boolean().catch(false),
  judge: z.looseObject({ family: z.string() }).optional().catch(undefined),
});

/**
 * Domains are those of the agents that are wired in; a voice that has none, or is not an agent, counts by its title. The judge is not
 * asked where nothing was found.
 */
export function countCells(
  step: Step,
  steps: readonly Step[],
): { readonly domains: number; readonly cells: number; readonly explorer: Range; readonly judge: Range } {
  const args = argsSchema.parse(step.args);
  const wired = Object.values(step.inputs).flatMap((input) => input.steps);
  const speakers = wired.map((id) => {
    const source = steps.find((other) => other.id === id);
    const domain = source?.args['domain'];
    return { domain: typeof domain === 'string' ? domain : '', title: source?.title ?? id };
  });
  const domains = groupDomains(speakers).map(({ name }) => name);
  const plan = planExploration({
    domains: domains.length,
    controls: args.controls,
    judged: args.judge !== undefined,
  });
  const picked = new Set(args.picked.map(domainPairKey));
  const { explored } = chooseCells(
    takeTurns(listPairs(domains)),
    (pair) => args.choose !== 'picked' || picked.has(domainPairKey(pair)),
    plan,
    args.budget,
  );
  const cells = explored.length;
  const asked = cells * (1 + plan.randomControls + plan.singleControls);
  return {
    domains: domains.length,
    cells,
    explorer: { least: asked, most: asked },
    judge: { least: 0, most: cells * plan.judgeCalls },
  };
}
