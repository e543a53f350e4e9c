// One measured figure and how it is written down.
import { bootstrapInterval, type Random } from '@parley/deliberation';

export interface Figure {
  readonly measure: string;
  readonly value: number | null;
  /** 95 percent interval. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly note?: string;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function correlation(xs: readonly number[], ys: readonly number[]): number | null {
  const [meanX, meanY] = [mean(xs), mean(ys)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [place, x] of xs.entries()) {
    const y = ys[place] ?? 0;
    xx += (x - meanX) ** 2;
    yy += (y - meanY) ** 2;
    xy += (x - meanX) * (y - meanY);
  }
  return xx * yy > 0 ? xy / Math.sqrt(xx * yy) : null;
}

/** The mean of values with the bootstrap interval of that mean over the values: repeated splits, or questions. */
export function meanFigure(measure: string, values: readonly number[], random: Random, note = ''): Figure {
  if (values.length === 0) return { measure, value: null, note };
  const interval = bootstrapInterval(
    values.length,
    (places) => mean(places.map((place) => values[place] ?? 0)),
    random,
    { rounds: 400 },
  );
  return { measure, value: mean(values), low: interval?.low, high: interval?.high, note };
}
