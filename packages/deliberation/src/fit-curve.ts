// Two shapes for accuracy against the number of samples of one model. Which fits says whether more copies are worth anything.
import { requireWithin } from './ballot.ts';

export interface CurvePoint {
  /** Number of samples or voices, at least 1. */
  readonly k: number;
  /** Accuracy of their vote. */
  readonly accuracy: number;
}

export interface SaturatingFit {
  /** A, where the curve ends; B, what k = 1 lacks of it; tau, in voices: after tau more, 63 percent of B is made up. */
  readonly ceiling: number;
  readonly gap: number;
  readonly tau: number;
  /** 1 - residual/total sum of squares; 1 exact, 0 no better than the mean. */
  readonly r2: number;
}

export interface LogarithmicFit {
  /** accuracy = start + slope ln k. */
  readonly start: number;
  readonly slope: number;
  readonly r2: number;
}

interface Line {
  readonly intercept: number;
  readonly slope: number;
  readonly residual: number;
  readonly total: number;
}

function fitLine(xs: readonly number[], ys: readonly number[]): Line {
  const n = xs.length;
  const meanX = xs.reduce((sum, x) => sum + x, 0) / n;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / n;
  let [xx, xy, total] = [0, 0, 0];
  for (const [place, x] of xs.entries()) {
    const y = ys[place] ?? 0;
    xx += (x - meanX) ** 2;
    xy += (x - meanX) * (y - meanY);
    total += (y - meanY) ** 2;
  }
  const slope = xx > 0 ? xy / xx : 0;
  const intercept = meanY - slope * meanX;
  const residual = xs.reduce((sum, x, place) => sum + ((ys[place] ?? 0) - intercept - slope * x) ** 2, 0);
  return { intercept, slope, residual, total };
}

function explained({ residual, total }: Line): number {
  return total < 1e-18 ? 1 : 1 - residual / total;
}

function requirePoints(points: readonly CurvePoint[], least: number): void {
  const different = new Set(points.map(({ k }) => k)).size;
  if (different < least)
    throw new RangeError(`The fit needs at least ${least} different numbers of voices, but there are ${different}.`);
  requireWithin(
    points.map(({ k }) => k),
    1,
    Number.MAX_VALUE,
    'A number of voices',
  );
}

/**
 * Least squares of A - B exp(-(k-1)/tau): for each tau A and B are a line, and tau is sought from .05 to ten times the largest k, on a grid of
 * ratios and then between its neighbours. Needs 3 different k; throws a RangeError on fewer or k < 1.
 */
export function fitSaturating(points: readonly CurvePoint[]): SaturatingFit {
  requirePoints(points, 3);
  const ys = points.map(({ accuracy }) => accuracy);
  const at = (logTau: number): Line =>
    fitLine(
      points.map(({ k }) => -Math.exp(-(k - 1) / Math.exp(logTau))),
      ys,
    );
  const [first, last, steps] = [Math.log(0.05), Math.log(10 * Math.max(...points.map(({ k }) => k))), 120];
  const step = (last - first) / steps;
  let best = first;
  for (let place = 1; place <= steps; place += 1) {
    if (at(first + place * step).residual < at(best).residual) best = first + place * step;
  }
  for (let width = step; width > 1e-6; width *= 0.6) {
    for (const near of [best - width, best + width]) {
      if (near >= first && near <= last && at(near).residual < at(best).residual) best = near;
    }
  }
  const line = at(best);
  return { ceiling: line.intercept, gap: line.slope, tau: Math.exp(best), r2: explained(line) };
}

/** Least squares of a + b ln k, for comparison. Needs 2 different k; throws a RangeError on fewer or k < 1. */
export function fitLogarithmic(points: readonly CurvePoint[]): LogarithmicFit {
  requirePoints(points, 2);
  const line = fitLine(
    points.map(({ k }) => Math.log(k)),
    points.map(({ accuracy }) => accuracy),
  );
  return { start: line.intercept, slope: line.slope, r2: explained(line) };
}
