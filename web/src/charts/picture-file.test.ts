import { expect, test } from 'vitest';
import { breakLines } from './picture-file.ts';

test('lines break at spaces and never before a word that fits', () => {
  expect(breakLines('Agreement is not  correctness.', 13)).toEqual(['Agreement is', 'not', 'correctness.']);
  expect(breakLines('Unbreakable words stay', 5)).toEqual(['Unbreakable', 'words', 'stay']);
  expect(breakLines(' ', 5)).toEqual([]);
});
