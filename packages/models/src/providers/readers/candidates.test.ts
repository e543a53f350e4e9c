import type { Document } from '@parley/spec';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collectCandidates } from './candidates.ts';
import { createPace } from './pace.ts';
import { briefingPack, documentOf } from './reading-fixtures.ts';

const pace = createPace(new AbortController().signal);

async function quotable(document: Document) {
  const candidates = await collectCandidates([document], pace);
  return candidates.map(({ passage, section, form }) => [section, form, passage.text]);
}

describe('collectCandidates', () => {
  test('reads Markdown: sections, leaning sentences, lists with their lead-in, tables whole, no headings, code or HTML', async () => {
    const text = `---
title: not a sentence to quote
---
# Report on the harbour

Prepared for the board in May.

The harbour silts up by *four centimetres* a year. It must be dredged every
third year. Ships over nine metres draught wait for the tide.

## Duties

The permit asks for three things of us:

- a survey of the sea bed;
- a plan for the spoil.

Other duties are these.

- The harbour master counts every ship that enters the outer basin.

| Year | Ships |
| --- | --- |
| 2025 | 410 ships counted at the gate |

\`\`\`
code that nobody should ever quote here
\`\`\`

<div>raw html that nobody should quote</div>

> Quoted paragraphs are read like any
> other paragraph of the document.
`;
    expect(await quotable(documentOf(text))).toEqual([
      [
        'Report on the harbour',
        'prose',
        'The harbour silts up by *four centimetres* a year. It must be dredged every\nthird year.',
      ],
      ['Report on the harbour', 'prose', 'Ships over nine metres draught wait for the tide.'],
      [
        'Duties',
        'list',
        'The permit asks for three things of us:\n\n- a survey of the sea bed;\n- a plan for the spoil.',
      ],
      ['Duties', 'list', 'The harbour master counts every ship that enters the outer basin.'],
      ['Duties', 'table', '| Year | Ships |\n| --- | --- |\n| 2025 | 410 ships counted at the gate |'],
      ['Duties', 'prose', 'Quoted paragraphs are read like any\n> other paragraph of the document.'],
    ]);
  });

  test('cuts a long table into rows that know their header', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => `| Town number ${index} of the list | ${index} new meters |`);
    const candidates = await collectCandidates(
      [documentOf(['| Town | Meters |', '|---|---|', ...rows].join('\n'))],
      pace,
    );
    expect(candidates.map(({ passage }) => passage.text)).toEqual(rows);
    expect(new Set(candidates.map(({ header }) => header))).toEqual(new Set(['| Town | Meters |\n| --- | --- |']));
  });

  test('reads PDF text: running heads, page numbers and contents left out, wrapped lines and sections kept, pages numbered', async () => {
    const pages = [
      'Annual plan 2027\nContents\nWater supply ........ 2\n1\n',
      'Annual plan 2027\n1 Water supply\nThe town buys its water from two wells, which\nwere drilled in 1961 and are drying up. A third\n2\n',
      'Annual plan 2027\nwell would take nine months to drill and line.\nTHE COST\nDrilling costs 410,000 and is paid by the coun-\nty in full.\n3\n',
    ];
    const text = pages.join('');
    const pageStarts = pages.map((_, index) => pages.slice(0, index).join('').length);
    const document = documentOf(text, { mediaType: 'application/pdf', pageStarts });
    const candidates = await collectCandidates([document], pace);
    expect(candidates.map(({ passage, section, plain }) => [passage.page, section, plain])).toEqual([
      [2, '1 Water supply', 'The town buys its water from two wells, which were drilled in 1961 and are drying up.'],
      [3, '1 Water supply', 'well would take nine months to drill and line.'],
      [3, 'THE COST', 'Drilling costs 410,000 and is paid by the county in full.'],
    ]);
  });

  test('a document of one short sentence, or of one line without an end, is quoted all the same', async () => {
    expect(await quotable(documentOf('Yes.'))).toEqual([[undefined, 'prose', 'Yes.']]);
    expect(await quotable(documentOf('# Only a heading'))).toEqual([[undefined, 'prose', '# Only a heading']]);
    expect(await quotable(documentOf(' Water 2027 ', { mediaType: 'text/plain' }))).toEqual([
      [undefined, 'prose', 'Water 2027'],
    ]);
    expect(await quotable(documentOf('你好，世界。', { mediaType: 'text/plain' }))).toEqual([
      [undefined, 'prose', '你好，世界。'],
    ]);
  });

  test('documents without text give nothing, and a document given twice is read once', async () => {
    const blank = [documentOf(''), documentOf(' \n\t', { id: 'b' }), documentOf('***', { id: 'c' })];
    expect(await collectCandidates(blank, pace)).toEqual([]);
    const once = documentOf('The well is dry since the summer.');
    expect(await collectCandidates([once, once], pace)).toHaveLength(1);
  });

  test('the pack: every passage is the text of its span, and candidates never overlap', async () => {
    const { documents } = briefingPack();
    expect(await Promise.all(documents.map(wrongSpans))).toEqual([[], [], [], []]);
  });

  test('any text of any kind: every passage is the text of its span, and candidates never overlap', async () => {
    const piece = fc.constantFrom(
      '\n\n',
      '\n',
      '# Head\n',
      '- item ',
      '1. ',
      '| a | b |\n|---|---|\n| c | d |\n',
      '**bold. text** ',
      '> quote ',
      '```\n',
      '    ',
      'The water is cold. ',
      'It is also deep. ',
      'See Art. 6. ',
      '😀',
      '国家。',
      'مرحبا. ',
      '\r\n',
      '\f',
      'etc.) ',
      '[a. B](c) ',
      '\u2028',
      '<b>',
    );
    const texts = fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 80 });
    const kinds = fc.constantFrom('text/plain' as const, 'text/markdown' as const, 'application/pdf' as const);
    await fc.assert(
      fc.asyncProperty(texts, kinds, fc.array(fc.nat(200), { maxLength: 5 }), async (pieces, mediaType, starts) => {
        const pageStarts = [0, ...new Set(starts)].sort((a, b) => a - b);
        expect(await wrongSpans(documentOf(pieces.join(''), { mediaType, pageStarts }))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

/** Passages whose text is not that of their span, is empty or untrimmed, or that begin before the one before them ends. */
async function wrongSpans(document: Document): Promise<unknown[]> {
  const candidates = await collectCandidates([document], pace);
  return candidates.filter(({ passage }, place) => {
    const left = candidates[place - 1]?.passage.end ?? 0;
    const text = document.text.slice(passage.start, passage.end);
    return passage.text !== text || text.trim() !== text || text === '' || passage.start < left;
  });
}

test.each([
  ['a line of very many dots', 'text/plain' as const, `Chapter ${'. '.repeat(300_000)}x`],
  ['lists inside lists inside lists', 'text/markdown' as const, `${'- '.repeat(15_000)}the launch of the rule in May`],
  ['very many underlined headings', 'text/markdown' as const, 'Rule\n---\n'.repeat(20_000)],
])('%s is read in time and breaks nothing', async (_, mediaType, text) => {
  // With a pattern that backtracks, or in a Markdown parser, these take minutes.
  const candidates = await collectCandidates([documentOf(text, { mediaType })], pace);
  for (const { passage } of candidates) expect(passage.text).toBe(text.slice(passage.start, passage.end));
});
