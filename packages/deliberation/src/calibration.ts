// Whether stated confidence came true, from graded questions. What it has not seen it does not extrapolate.
import { requireCount, requireWithin } from './ballot.ts';

/** One graded question: the confidence stated, 0 to 1, and whether the answer was right. */
export interface GradedClaim {
  readonly confidence: number;
  readonly right: boolean;
}

export interface HistoryBand {
  /** The share that was right, 0 to 1; null without items. */
  readonly share: number | null;
  readonly low: number;
  readonly high: number;
  readonly items: number;
}

/**
 * "On questions like yours this has meant right `low` to `high` of the time (n = `items`)": Wilson's interval (1927), 95 percent unless z
 * says otherwise. 0 to 1 without items. Throws a RangeError when `right` is not a count within `items`.
 */
export function historyBand(right: number, items: number, z = 1.959964): HistoryBand {
  requireCount(items, 0, 'The number of items');
  requireWithin([right], 0, items, 'The number of right items');
  if (items === 0) return { share: null, low: 0, high: 1, items };
  const share = right / items;
  const middle = (share + (z * z) / (2 * items)) / (1 + (z * z) / items);
  const half = (z / (1 + (z * z) / items)) * Math.sqrt((share * (1 - share)) / items + (z * z) / (4 * items * items));
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half), items };
}

export interface ReliabilityBin extends HistoryBand {
  /** The bin holds confidences from `from` (inclusive) to `to` (exclusive; the last one includes 1). */
  readonly from: number;
  readonly to: number;
  /** Mean confidence stated in the bin; null when it is empty. */
  readonly confidence: number | null;
}

/** `count` bins of equal width over 0 to 1, the empty ones too. Throws a RangeError on a confidence outside [0, 1] or no bin. */
export function reliabilityBins(claims: readonly GradedClaim[], count = 10): ReliabilityBin[] {
  requireCount(count, 1, 'The number of bins');
  requireWithin(
    claims.map(({ confidence }) => confidence),
    0,
    1,
    'A confidence',
  );
  const bins = Array.from({ length: count }, () => ({ sum: 0, right: 0, items: 0 }));
  for (const { confidence, right } of claims) {
    const bin = bins[Math.min(count - 1, Math.floor(confidence * count))];
    if (!bin) continue;
    bin.sum += confidence;
    bin.items += 1;
    if (right) bin.right += 1;
  }
  return bins.map(({ sum, right, items }, place) => ({
    ...historyBand(right, items),
    from: place / count,
    to: (place + 1) / count,
    confidence: items === 0 ? null : sum / items,
  }));
}

/**
 * Expected calibration error: sum over bins of n_b/n |mean confidence - share right| (Naeini et al. 2015), 0 to 1; null without claims.
 * Throws a RangeError as `reliabilityBins` does.
 */
export function calibrationError(claims: readonly GradedClaim[], count = 10): number | null {
  if (claims.length === 0) return null;
  return reliabilityBins(claims, count).reduce(
    (sum, { share, confidence, items }) => sum + (items / claims.length) * Math.abs((confidence ?? 0) - (share ?? 0)),
    0,
  );
}

/** Mean of (confidence - right)^2 (Brier 1950), 0 to 1, lower is better; null without claims. RangeError on a confidence outside [0, 1]. */
export function brierScore(claims: readonly GradedClaim[]): number | null {
  requireWithin(
    claims.map(({ confidence }) => confidence),
    0,
    1,
    'A confidence',
  );
  if (claims.length === 0) return null;
  return claims.reduce((sum, { confidence, right }) => sum + (confidence - (right ? 1 : 0)) ** 2, 0) / claims.length;
}
