// What a run that ended does anew when it is taken up: whatever was made without the steps that are tried again.
import { lacksCells, type Plan, type RunState, type Step } from '@parley/spec';

/**
 * Ids of finished steps that rest, directly or not, on steps without an output, or that lack a cell, in the plan's order; the steps
 * of a loop's rounds before the loop. None for a run that only paused: what it lacks is still to come or was decided by a person.
 */
export function findRedone(plan: Plan, before: RunState): string[] {
  if (before.endedAt === undefined) return [];
  const fresh = new Set<string>();
  const redone: string[] = [];
  const look = (id: string, rests: boolean) => {
    const step = before.steps[id];
    const status = step?.status;
    const isDone = status === 'done';
    // What a branch left out lacks nothing, as long as the branch stands.
    if ((isDone || status === 'not-taken') && !rests && !(step && lacksCells(step))) return;
    fresh.add(id);
    if (isDone) redone.push(id);
  };
  for (const step of plan.steps) {
    const rests = restsOn(step, (source) => fresh.has(source));
    look(step.id, step.body ? lookIntoRounds(step, rests) : rests);
  }
  return redone;

  /** Whether the loop rests on anything fresh: whatever of a round is, is so for all that comes after it. */
  function lookIntoRounds({ id, body }: Step, rests: boolean): boolean {
    let isFresh = rests;
    const rounds = Object.values(before.steps).flatMap(({ within }) => (within?.stepId === id ? within.round : []));
    for (let round = 1; round <= Math.max(0, ...rounds); round += 1) {
      const path = (step: string) => `${id}/${round}/${step}`;
      const fromBefore = isFresh;
      for (const step of body?.steps ?? []) {
        if (!before.steps[path(step.id)]) continue;
        look(path(step.id), fromBefore || restsOn(step, (source) => fresh.has(path(source))));
        isFresh ||= fresh.has(path(step.id));
      }
    }
    return isFresh;
  }
}

function restsOn({ inputs }: Step, isFresh: (source: string) => boolean): boolean {
  return Object.values(inputs).some(({ steps }) => steps.some(isFresh));
}
