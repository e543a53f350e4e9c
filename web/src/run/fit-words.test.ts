import type { ContextFit } from '@parley/spec';
import { expect, it } from 'vitest';
import { fitMark, fitReason, fitWords, shareWords } from './fit-words.ts';

const share = { documentId: 'd', documentTitle: 'Dossier', characters: 67_200 };
const fit: ContextFit = {
  strategy: 'trim',
  keptTokens: 7_440,
  totalTokens: 24_000,
  window: 8_192,
  leftOut: [share],
  condensed: [],
};

it('says how much was read, in pages where there are some', () => {
  expect(fitWords(fit)).toBe('read 12 of 40 pages worth: 31% of the material');
  expect(fitWords({ ...fit, keptTokens: 300, totalTokens: 700 })).toBe('read 43% of the material');
  expect(fitWords({ ...fit, keptTokens: 1, totalTokens: 600_000 })).toBe(
    'read 1 of 1,000 pages worth: 1% of the material',
  );
  expect(fitWords({ ...fit, keptTokens: 23_990 })).toBe('read 99% of the material');
});

it('says what it was condensed to, and whether some is missing all the same', () => {
  const condensed: ContextFit = { ...fit, strategy: 'summarise', keptTokens: 1_800, condensed: [share], leftOut: [] };
  expect(fitWords(condensed)).toBe('read 40 pages condensed to 3');
  expect(fitWords({ ...condensed, leftOut: [share] })).toBe('read 40 pages condensed to 3, and left some out');
  expect(fitWords({ ...condensed, totalTokens: 700, keptTokens: 70 })).toBe('read the material condensed to 10%');
});

it('says the same in a few words for a card', () => {
  const short = { ...fit, keptTokens: 300, totalTokens: 700 };
  const condensed: ContextFit = { ...fit, strategy: 'summarise', keptTokens: 1_800 };
  expect([fit, short, condensed, { ...short, strategy: 'summarise' as const }].map(fitMark)).toEqual([
    'read 12 of 40 pages: 31%',
    'read 43%',
    '40 pages condensed to 3',
    'condensed to 43%',
  ]);
});

it('says why, and names what was left out', () => {
  expect(fitReason(fit)).toBe(
    'Its material is about 24,000 tokens long, and the model holds 8,192, its prompt and its answer together.',
  );
  expect([shareWords(share), shareWords({ ...share, characters: 1 })]).toEqual([
    'Dossier: 67,200 characters',
    'Dossier: 1 character',
  ]);
});
