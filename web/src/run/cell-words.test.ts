import type { CellProgress } from '@parley/spec';
import { expect, test } from 'vitest';
import { cellStateWords, cellsWords, nowWords } from './cell-words.ts';

const cell = (state: CellProgress['state'], ideas = 0, reason?: string): CellProgress => ({
  first: 'law',
  second: 'trade',
  state,
  ideas,
  ...(reason !== undefined && { reason }),
});

test('counts what is through, what failed and what was found so far', () => {
  expect(cellsWords([cell('explored', 2), cell('failed'), cell('exploring'), cell('waiting')])).toBe(
    '1 of 4 cells explored, 1 failed, 2 ideas so far',
  );
  expect(cellsWords([cell('explored', 1)])).toBe('1 of 1 cell explored, 1 idea so far');
  expect([nowWords([cell('exploring'), cell('waiting')]), nowWords([])]).toEqual(['Now: law × trade', '']);
});

test('says what came of each cell', () => {
  expect(
    [cell('waiting'), cell('exploring'), cell('explored'), cell('explored', 1), cell('failed', 0, 'Too busy.')].map(
      cellStateWords,
    ),
  ).toEqual(['waits', 'is being explored', 'explored, nothing found', 'explored, 1 idea', 'failed: Too busy.']);
});
