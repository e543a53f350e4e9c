// A panel of voices weighed by who they are: how many they count as, who counts as one with whom, what each is worth.
import { clusterVoices, mergeVoices } from './cluster-voices.ts';
import { effectiveVoices, voiceDiscounts } from './effective-voices.ts';
import { correlateVoices, type VoiceCorrelation, type VoiceOrigin } from './voice-correlation.ts';

export interface PanelVoice extends VoiceOrigin {
  readonly id: string;
}

export interface WeighedPanel {
  /** Effective voices, 1 to the number of voices; to be shown with one decimal. */
  readonly effective: number;
  readonly basis: VoiceCorrelation['basis'];
  /** The fewest graded items behind any pair. */
  readonly items: number;
  /**
   * Ids of the voices that repeat each other most, in groups, nearest fused first: as many groups as effective voices, or more
   * where fusing on would have to choose among pairs that are equally near.
   */
  readonly groups: readonly (readonly string[])[];
  /** How much of a whole voice each is, 0 to 1, in the order of the voices (see `voiceDiscounts`). */
  readonly discounts: readonly number[];
}

/**
 * Weighs a panel of at least one voice by the correlations of its pairs: what `measured` gives for two places in `voices`, blended
 * with what is assumed of their lineages. Throws a RangeError without a voice.
 */
export function weighPanel(
  voices: readonly PanelVoice[],
  measured?: Parameters<typeof correlateVoices>[1],
): WeighedPanel {
  if (voices.length === 0) throw new RangeError('A panel must have at least one voice.');
  const { rho, basis, items } = correlateVoices(voices, measured);
  const effective = effectiveVoices(rho);
  const groups = clusterVoices(rho, countGroups(rho, effective));
  return {
    effective,
    basis,
    items,
    groups: groups.map((places) => places.flatMap((place) => voices[place]?.id ?? [])),
    discounts: voiceDiscounts(rho),
  };
}

function countGroups(rho: readonly (readonly number[])[], effective: number): number {
  // The picture must fit the number beside it: 1.475 is told as 1.5, which is two.
  const wanted = Math.max(1, Math.round(Number(effective.toFixed(1))));
  const distances = mergeVoices(rho).map(({ distance }) => distance);
  let count = wanted;
  for (; count < rho.length; count += 1) {
    const [last, next] = [distances[rho.length - count - 1], distances[rho.length - count]];
    if (last === undefined || next === undefined || next - last > 1e-9) break;
  }
  return count;
}
