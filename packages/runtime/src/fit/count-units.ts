// countUnits: the units of all texts of the material with their lengths in tokens.
import { nextTurn } from '@parley/models';
import { AppError, type Document } from '@parley/spec';
import type { OpContext } from '../op.ts';
import { splitUnits, type Unit } from './split-units.ts';

/** A unit of the text with this number in the material. */
export interface MeasuredUnit extends Unit {
  readonly source: number;
  readonly text: string;
  /** Local tokens. */
  readonly tokens: number;
  /** Higher is kept first. */
  readonly rank: number;
}

const untilTurn = 64;

/** Units in the order of the material; lets other work in, and stops when the step is cancelled. */
export async function countUnits(
  material: readonly Document[],
  { meter, signal }: Pick<OpContext, 'meter' | 'signal'>,
): Promise<Omit<MeasuredUnit, 'rank'>[]> {
  const units: Omit<MeasuredUnit, 'rank'>[] = [];
  for (const [source, document] of material.entries()) {
    for (const { start, end } of splitUnits(document.text)) {
      if (signal.aborted) throw new AppError('internal/cancelled', 'Measuring was stopped before it was finished.');
      if (units.length % untilTurn === 0) await nextTurn();
      const text = document.text.slice(start, end);
      units.push({ source, start, end, text, tokens: await meter.count(text) });
    }
  }
  return units;
}
