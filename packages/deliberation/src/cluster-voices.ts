// Which voices count as one, for the picture of fused dots. Average linkage on 1 - rho; it draws nothing.
import { requireCount, requireSameLength, requireWithin } from './ballot.ts';

export interface VoiceMerge {
  /** The two groups that become one, as places of voices, each in order. */
  readonly groups: readonly [readonly number[], readonly number[]];
  /** Mean of 1 - rho between them, 0 (the same) to 1 (nothing in common). */
  readonly distance: number;
}

/**
 * The whole tree, nearest first: average linkage (Sokal and Michener 1958) on 1 - max(0, rho). n - 1 merges for n voices; level
 * distances merge in the order of the voices. O(n^3) in the worst case. Throws a RangeError when `rho` is not square and within [-1, 1].
 */
export function mergeVoices(rho: readonly (readonly number[])[]): VoiceMerge[] {
  for (const row of rho) {
    requireSameLength(rho, row, 'voices', 'correlations of a voice');
    requireWithin(row, -1, 1, 'A correlation');
  }
  let groups = rho.map((row, voice) => ({ voices: [voice], to: row.map((value) => 1 - Math.max(0, value)) }));
  const merges: VoiceMerge[] = [];
  while (groups.length > 1) {
    let [left, right, distance] = [0, 1, Number.POSITIVE_INFINITY];
    for (const [a, group] of groups.entries()) {
      for (let b = a + 1; b < groups.length; b += 1) {
        const between = group.to[b] ?? 1;
        if (between < distance - 1e-12) [left, right, distance] = [a, b, between];
      }
    }
    const [one, other] = [groups[left], groups[right]];
    if (!one || !other) break;
    merges.push({ groups: [one.voices, other.voices], distance });
    const [m, n] = [one.voices.length, other.voices.length];
    const joined = {
      voices: [...one.voices, ...other.voices].toSorted((a, b) => a - b),
      to: one.to.map((value, place) => (m * value + n * (other.to[place] ?? 1)) / (m + n)),
    };
    groups = groups.map((group, place) => {
      const row = place === left ? joined : { ...group, to: [...group.to] };
      row.to[left] = place === left ? 0 : (joined.to[place] ?? 1);
      row.to.splice(right, 1);
      return row;
    });
    groups.splice(right, 1);
  }
  return merges;
}

/**
 * `count` groups of voices, as places, the group of the first voice first: what is left when the nearest are fused until so many remain.
 * For the picture take the effective voices, rounded. Throws a RangeError when `count` is no count or as `mergeVoices` does.
 */
export function clusterVoices(rho: readonly (readonly number[])[], count: number): number[][] {
  requireCount(count, 1, 'The number of groups');
  const merges = mergeVoices(rho).slice(0, Math.max(0, rho.length - count));
  const groupOf = rho.map((_, voice) => voice);
  for (const { groups } of merges) {
    const first = Math.min(...groups.flat());
    for (const voice of groups.flat()) groupOf[voice] = first;
  }
  return [...Map.groupBy(groupOf.keys(), (voice) => groupOf[voice] ?? voice).values()];
}
