// Lift over control: whether crossing two domains did better than crossing at random, or not crossing at all.

export interface Lift {
  /** Mean of the findings less mean of the controls, in the unit of the score. */
  readonly lift: number;
  /** 95 % interval of the lift (Welch's t); the whole line where either side has fewer than two values. */
  readonly low: number;
  readonly high: number;
  /** `above` when the interval lies above 0, `below` when below; else the lift cannot be told from noise. */
  readonly reading: 'above' | 'below' | 'noise';
}

/** Lift of scores over those of their controls; undefined when either is empty. Order within a list does not matter. */
export function liftOverControl(findings: readonly number[], controls: readonly number[]): Lift | undefined {
  if (findings.length === 0 || controls.length === 0) return undefined;
  const [a, b] = [moments(findings), moments(controls)];
  const lift = a.mean - b.mean;
  if (findings.length < 2 || controls.length < 2)
    return { lift, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, reading: 'noise' };
  const [u, v] = [a.variance / findings.length, b.variance / controls.length];
  const error = Math.sqrt(u + v);
  const freedom =
    error === 0
      ? findings.length + controls.length - 2
      : (u + v) ** 2 / (u ** 2 / (findings.length - 1) + v ** 2 / (controls.length - 1));
  const half = error * tQuantile(freedom);
  return {
    lift,
    low: lift - half,
    high: lift + half,
    reading: lift - half > 0 ? 'above' : lift + half < 0 ? 'below' : 'noise',
  };
}

function moments(values: readonly number[]): { mean: number; variance: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return {
    mean,
    variance: sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, sorted.length - 1),
  };
}

/** The 97.5 % point of Student's t: tabulated up to 10 degrees of freedom, then Cornish and Fisher's expansion. */
function tQuantile(freedom: number): number {
  const table = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
  const whole = Math.floor(freedom);
  const small = table[Math.max(1, whole) - 1];
  if (small !== undefined) return small;
  const z = 1.959964;
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
}
