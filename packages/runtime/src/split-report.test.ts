import { expect, test } from 'vitest';
import { splitReport } from './split-report.ts';

const split = (text: string) =>
  splitReport(text, ['x', 'y']).map(({ heading, text, voices }) => [heading, text, voices.join('+')]);

test('each sentence rests on what it cites, and an uncited one on nothing', () => {
  expect(split('It is late [1]. It is also dear [2].[1] Everyone should know. Nobody does [9].')).toEqual([
    ['', 'It is late [1].', 'x'],
    ['', 'It is also dear [2].[1]', 'x+y'],
    ['', 'Everyone should know. Nobody does [9].', ''],
  ]);
});

test('a citation after the full stop belongs to the sentence before it', () => {
  expect(split('It is late. [2] It is dear. [1]')).toEqual([
    ['', 'It is late. [2]', 'y'],
    ['', 'It is dear. [1]', 'x'],
  ]);
});

test('neighbours that cite the same are one part', () => {
  expect(split('One [1][2]. Two [2] [1]. Three [1].')).toEqual([
    ['', 'One [1][2]. Two [2] [1].', 'x+y'],
    ['', 'Three [1].', 'x'],
  ]);
});

test('headings head what follows, list items stand alone, tables and code stay whole', () => {
  const text = [
    '# Risks [1]',
    'Dates slip [1].',
    '- Parts are late [2].',
    '  They are ordered.',
    '- Money is short.',
    '',
    '## Figures ##',
    '| a | b |',
    '|---|---|',
    '| 1 [1] | 2. And [2] |',
    '',
    '```',
    'one. two [1]',
    '',
    '# no heading',
    '```',
    'End [2].',
  ].join('\n');
  expect(split(text)).toEqual([
    ['Risks', 'Dates slip [1].', 'x'],
    ['Risks', '- Parts are late [2].', 'y'],
    ['Risks', 'They are ordered.', ''],
    ['Risks', '- Money is short.', ''],
    ['Figures', '| a | b |\n|---|---|\n| 1 [1] | 2. And [2] |', 'x+y'],
    ['Figures', '```\none. two [1]\n\n# no heading\n```', 'x'],
    ['Figures', 'End [2].', 'y'],
  ]);
});

test('an empty report has no parts', () => {
  expect(split(' \n\n# Only a heading\n')).toEqual([]);
});

test('a heading of very many spaces costs no time', () => {
  // With a pattern that backtracks, this takes longer than the test may.
  expect(split(`# x${' '.repeat(300_000)}y ##\nText.`)).toEqual([[`x${' '.repeat(300_000)}y`, 'Text.', '']]);
});
