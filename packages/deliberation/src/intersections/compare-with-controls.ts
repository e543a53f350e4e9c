// One finding against the controls: does it stand higher than what the same explorer says without this crossing?

export interface ControlComparison {
  /** The score less the mean of the controls, in the unit of the score. */
  readonly lift: number;
  /** Controls strictly below the score, and all of them. */
  readonly beaten: number;
  readonly of: number;
  /**
   * Permutation p value, one-sided (Phipson and Smyth 2010): (1 + controls that stand at least as high) / (1 + all controls); for a
   * score below the mean, as low.
   */
  readonly chance: number;
  readonly reading: 'above' | 'below' | 'noise';
}

/** From this chance on a score cannot be told from noise. Nine controls are the fewest that can go below it. */
export const noiseFrom = 0.1;

/** Undefined without controls. The order of the controls does not matter. */
export function compareWithControls(score: number, controls: readonly number[]): ControlComparison | undefined {
  if (controls.length === 0) return undefined;
  const mean = controls.toSorted((a, b) => a - b).reduce((sum, control) => sum + control, 0) / controls.length;
  const lift = score - mean;
  const asFar = controls.filter((control) => (lift >= 0 ? control >= score : control <= score)).length;
  const chance = (1 + asFar) / (1 + controls.length);
  return {
    lift,
    beaten: controls.filter((control) => control < score).length,
    of: controls.length,
    chance,
    reading: chance > noiseFrom ? 'noise' : lift > 0 ? 'above' : 'below',
  };
}

/** From this plausibility on an idea counts as holding up. */
export const plausibleFrom = 0.5;

/**
 * What findings and controls are compared by: newness of what holds up. Its novelty, if it does not merely follow from one domain and
 * if the judge, where there is one, found it plausible; else 0. A gate, not a sum: neither axis makes up for the other.
 */
export function standingOf(idea: {
  readonly novelty: number;
  readonly follows: boolean;
  readonly plausibility?: number | undefined;
}): number {
  return idea.follows || (idea.plausibility ?? 1) < plausibleFrom ? 0 : idea.novelty;
}
