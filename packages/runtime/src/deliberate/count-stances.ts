// countStances: who chose what. Stances are one when they differ in case only.
import type { Answer, Verdict } from '@parley/spec';

/** Sorted by votes, ties by edge order; spelled as the first voice spelled it. */
export function countStances(answers: readonly Answer[]): Verdict['tally'] {
  const tally = new Map<string, Verdict['tally'][number]>();
  for (const { stance, voice } of answers) {
    if (stance === undefined) continue;
    const key = stance.toLowerCase();
    const known = tally.get(key);
    if (known) known.voices.push(voice.nodeId);
    else tally.set(key, { stance, voices: [voice.nodeId] });
  }
  return [...tally.values()].toSorted((one, other) => other.voices.length - one.voices.length);
}
