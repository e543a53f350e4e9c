// A Plan with the ids that its steps have in an export: in its outputs the two are then equal.
import type { Plan, Step } from '@parley/spec';

/** The Plan with each step and node named after its title, as `openMesh` does. Titles must differ. */
export function renamePlan(plan: Plan): Plan {
  const all = plan.steps.flatMap((step) => [step, ...(step.body?.steps ?? [])]);
  const names = new Map(all.map(({ id, title }) => [id, slugOf(title)]));
  if (new Set(names.values()).size < all.length) throw new Error('Two steps have one name.');
  const nameOf = (id: string) => names.get(id) ?? id;
  const rename = (step: Step): Step => ({
    ...step,
    id: nameOf(step.id),
    nodeId: nameOf(step.id),
    inputs: Object.fromEntries(
      Object.entries(step.inputs).map(([port, input]) => [port, { ...input, steps: input.steps.map(nameOf) }]),
    ),
    ...(step.body && { body: { steps: step.body.steps.map(rename), results: step.body.results.map(nameOf) } }),
  });
  return { ...plan, steps: plan.steps.map(rename), results: plan.results.map(nameOf) };
}

function slugOf(title: string): string {
  return (
    title
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu)
      ?.join('-') ?? 'step'
  );
}
