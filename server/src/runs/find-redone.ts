// What a run that ended does anew when it is taken up: whatever was made without the steps that are tried again.
import { lacksCells, type Plan, type RunState } from '@parley/spec';

/**
 * Ids of finished steps that rest, directly or not, on steps without an output, or that lack a cell, in the plan's order. None for a
 * run that only paused: what it lacks is still to come or was decided by a person.
 */
export function findRedone(plan: Plan, before: RunState): string[] {
  if (before.endedAt === undefined) return [];
  const fresh = new Set<string>();
  const redone: string[] = [];
  for (const { id, inputs } of plan.steps) {
    const step = before.steps[id];
    const status = step?.status;
    const isDone = status === 'done';
    const restsOnFresh = Object.values(inputs).some(({ steps }) => steps.some((source) => fresh.has(source)));
    // What a branch left out lacks nothing, as long as the branch stands.
    if ((isDone || status === 'not-taken') && !restsOnFresh && !(step && lacksCells(step))) continue;
    fresh.add(id);
    if (isDone) redone.push(id);
  }
  return redone;
}
