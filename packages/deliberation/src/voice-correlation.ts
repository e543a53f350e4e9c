// How much of one voice's error is another's: assumed from the lineage, measured where questions were graded, and honest about which.
import { requireCount, requireWithin } from './ballot.ts';

/** Who speaks: the model and its line (lineage, family). Two agents on one model are one mind with two prompts. */
export interface VoiceOrigin {
  readonly model: string;
  readonly line: string;
}

/** How near two voices are by origin. */
export type Rung = 'same-model' | 'same-line' | 'other-line';

/**
 * Error correlation to assume before anything is measured, 0 to 1, one number a rung. From published per-item answers of some 70 models:
 * copies .64, and .45 between vendors at like skill; two of one line lie between. Tunable, and to be shown as assumed.
 */
export const assumedCorrelations: Readonly<Record<Rung, number>> = {
  'same-model': 0.65,
  'same-line': 0.6,
  'other-line': 0.45,
};

/** The rung two voices stand on. */
export function rungOf(a: VoiceOrigin, b: VoiceOrigin): Rung {
  if (a.model === b.model) return 'same-model';
  return a.line === b.line ? 'same-line' : 'other-line';
}

export interface VoiceCorrelation {
  /** What to reckon with, 0 to 1. */
  readonly rho: number;
  /** `assumed`: fewer than 20 graded items. `blended`: up to 99. `measured`: from 100 on, where data outweigh the assumption. */
  readonly basis: 'assumed' | 'blended' | 'measured';
  /** The graded items both answered. */
  readonly items: number;
}

/**
 * How many items an assumption is worth. Pairs of one rung differ with a standard deviation of about .1 (measured: .11 between vendors
 * over 51 models), phi is measured with 1/sqrt(N), and .1 = 1/sqrt(100).
 */
const assumptionWorth = 100;
const fewestItems = 20;

/**
 * The correlation to use for a pair: (N phi + 100 assumed)/(N + 100) with N graded items, clamped to [0, 1]; the assumption alone below
 * 20 items or where phi is undefined (null). Throws a RangeError when phi is outside [-1, 1], the assumption outside [0, 1] or N is
 * no count.
 */
export function blendCorrelation(assumed: number, phi: number | null, items: number): VoiceCorrelation {
  requireWithin([assumed], 0, 1, 'An assumed correlation');
  requireCount(items, 0, 'The number of graded items');
  if (phi === null || items < fewestItems) return { rho: assumed, basis: 'assumed', items };
  requireWithin([phi], -1, 1, 'A measured correlation');
  const rho = (items * phi + assumptionWorth * assumed) / (items + assumptionWorth);
  return { rho: Math.max(0, Math.min(1, rho)), basis: items < assumptionWorth ? 'blended' : 'measured', items };
}

export interface CorrelationTable {
  /** Voice x voice, symmetric, 1 on the diagonal. */
  readonly rho: readonly (readonly number[])[];
  /** The weakest basis of any pair: one assumed pair makes the whole an assumption. `measured` for one voice alone. */
  readonly basis: VoiceCorrelation['basis'];
  /** The fewest graded items behind any pair; 0 when there is no pair. */
  readonly items: number;
}

/**
 * The correlations of a panel. `measured` gives phi and the graded items for two places in `voices`, or null where there is no history;
 * without it everything is assumed. Throws a RangeError as `blendCorrelation` does.
 */
export function correlateVoices(
  voices: readonly VoiceOrigin[],
  measured?: (a: number, b: number) => { readonly phi: number | null; readonly items: number } | null,
  assumed: Readonly<Record<Rung, number>> = assumedCorrelations,
): CorrelationTable {
  const rho = voices.map((_, row) => voices.map((_, column): number => (row === column ? 1 : 0)));
  const order = ['assumed', 'blended', 'measured'] as const;
  let [weakest, items] = [2, Number.POSITIVE_INFINITY];
  for (const [a, one] of voices.entries()) {
    for (const [b, other] of voices.slice(0, a).entries()) {
      const found = measured?.(b, a) ?? { phi: null, items: 0 };
      const pair = blendCorrelation(assumed[rungOf(one, other)], found.phi, found.items);
      for (const [row, column] of [
        [a, b],
        [b, a],
      ] as const) {
        const line = rho[row];
        if (line) line[column] = pair.rho;
      }
      weakest = Math.min(weakest, order.indexOf(pair.basis));
      items = Math.min(items, pair.items);
    }
  }
  return { rho, basis: order[weakest] ?? 'assumed', items: Number.isFinite(items) ? items : 0 };
}
