// What an exploration of cells has come to while it lasts, in words and shapes. Pure.
import type { CellProgress } from '@parley/spec';
import { countWords } from '../result/support.ts';
import type { StepShapeName } from './step-words.ts';

export const cellShapes: Readonly<Record<CellProgress['state'], StepShapeName>> = {
  waiting: 'waiting',
  exploring: 'running',
  explored: 'done',
  failed: 'failed',
};

/** "3 of 6 cells explored, 3 ideas so far". */
export function cellsWords(cells: readonly CellProgress[]): string {
  const explored = cells.filter(({ state }) => state === 'explored').length;
  const failed = cells.filter(({ state }) => state === 'failed').length;
  const ideas = cells.reduce((sum, cell) => sum + cell.ideas, 0);
  return `${explored} of ${countWords(cells.length, 'cell')} explored${failed > 0 ? `, ${failed} failed` : ''}, ${countWords(ideas, 'idea')} so far`;
}

/** "Now: law × trade, law × music"; empty when none is being explored. */
export function nowWords(cells: readonly CellProgress[]): string {
  const now = cells.filter(({ state }) => state === 'exploring').map(cellName);
  return now.length > 0 ? `Now: ${now.join(', ')}` : '';
}

/** What came of one cell, in a few words. */
export function cellStateWords({ state, ideas, reason }: CellProgress): string {
  switch (state) {
    case 'waiting':
      return 'waits';
    case 'exploring':
      return 'is being explored';
    case 'explored':
      return ideas === 0 ? 'explored, nothing found' : `explored, ${countWords(ideas, 'idea')}`;
    case 'failed':
      return `failed: ${reason ?? 'it did not say why.'}`;
  }
}

export function cellName({ first, second }: Pick<CellProgress, 'first' | 'second'>): string {
  return `${first} × ${second}`;
}
