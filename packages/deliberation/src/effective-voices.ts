// How many voices a panel counts as. It takes correlations as given and does not know whether they were assumed or measured.
import { requireSameLength, requireWithin } from './ballot.ts';
import { solveSymmetric } from './solve-linear.ts';

function requireCorrelations(rho: readonly (readonly number[])[]): void {
  for (const [a, row] of rho.entries()) {
    requireSameLength(rho, row, 'voices', 'correlations of a voice');
    requireWithin(row, -1, 1, 'A correlation');
    if (Math.abs((row[a] ?? 0) - 1) > 1e-9) throw new RangeError('A voice must correlate with itself by 1.');
    if (row.some((value, b) => Math.abs(value - (rho[b]?.[a] ?? 0)) > 1e-9)) {
      throw new RangeError('Correlations must be the same both ways.');
    }
  }
}

/**
 * Effective voices n_eff = (sum w)^2 / sum_ij w_i w_j rho_ij (Kish's design effect in its general form; with equal weights and one rho it
 * is n/(1+(n-1)rho)). `rho` is voice x voice with 1 on the diagonal; negative ones count as 0. Between 1 and the number of voices; 0
 * without weight. Show one decimal at most. Throws a RangeError when `rho` is not square, symmetric and within [-1, 1], or weights are
 * negative or of another number.
 */
export function effectiveVoices(rho: readonly (readonly number[])[], weights?: readonly number[]): number {
  requireCorrelations(rho);
  if (weights) {
    requireSameLength(rho, weights, 'voices', 'weights');
    requireWithin(weights, 0, Number.MAX_VALUE, 'A weight');
  }
  let [sum, spread] = [0, 0];
  for (const [a, row] of rho.entries()) {
    const one = weights?.[a] ?? 1;
    sum += one;
    for (const [b, value] of row.entries()) spread += one * (weights?.[b] ?? 1) * Math.max(0, value);
  }
  return spread === 0 ? 0 : (sum * sum) / spread;
}

/** What each of `count` copies may count when two of them correlate by rho: 1/(1 + (count-1) rho), so that the block counts its n_eff. */
export function copyDiscount(count: number, rho: number): number {
  requireWithin([count], 1, Number.MAX_SAFE_INTEGER, 'The number of copies');
  requireWithin([rho], 0, 1, 'The correlation of copies');
  return 1 / (1 + (count - 1) * rho);
}

/**
 * How much of a whole voice each one is, 0 to 1: the solution of rho d = 1 with d >= 0. It is n_eff/n for every voice when all correlate
 * alike, `copyDiscount` for a block of copies beside strangers, and its sum is the most effective voices any weights can reach. Adding an
 * exact copy leaves the sum as it was. Voices that the others make superfluous have 0. Throws a RangeError as `effectiveVoices` does.
 */
export function voiceDiscounts(rho: readonly (readonly number[])[]): number[] {
  requireCorrelations(rho);
  let kept = rho.map((_, voice) => voice);
  while (kept.length > 0) {
    const among = kept.map((a) => kept.map((b) => Math.max(0, rho[a]?.[b] ?? 0)));
    const solved = solveRidged(among);
    const positive = kept.filter((_, place) => (solved[place] ?? 0) > 0);
    if (positive.length === kept.length) {
      const discounts = new Map(kept.map((voice, place) => [voice, Math.min(1, solved[place] ?? 0)]));
      return rho.map((_, voice) => discounts.get(voice) ?? 0);
    }
    kept = positive;
  }
  return rho.map(() => 0);
}

/** Measured pairs need not fit together, and exact copies have no one solution: the least that helps is added to the diagonal. */
function solveRidged(among: readonly (readonly number[])[]): number[] {
  const ones = among.map(() => 1);
  for (let ridge = 1e-6; ; ridge *= 10) {
    const solved = solveSymmetric(
      among.map((row, a) => row.map((value, b) => (a === b ? value + ridge : value))),
      ones,
    );
    if (solved) return solved;
  }
}
