import type { Document } from '@parley/spec';
import { expect, test } from 'vitest';
import { collectCandidates } from './candidates.ts';
import { createPace } from './pace.ts';
import { documentOf } from './reading-fixtures.ts';
import { renderQuote } from './render-quote.ts';

async function rendered(document: Document): Promise<string[]> {
  const candidates = await collectCandidates([document], createPace(new AbortController().signal));
  return candidates.map((candidate) => renderQuote(candidate, document.mediaType));
}

test('a Markdown sentence keeps its emphasis and names its section', async () => {
  const text =
    '# Paper\n\nThe well is **almost dry** since\nthe hot summer.\n\n## Cost\n\nDrilling costs more than the town can pay.';
  expect(await rendered(documentOf(text))).toEqual([
    '> The well is **almost dry** since the hot summer.\n>\n> — *Paper*\n\n',
    '> Drilling costs more than the town can pay.\n>\n> — *Paper*, Cost\n\n',
  ]);
});

test('tables stay tables, rows bring their header, lists keep their lines', async () => {
  const list = 'We need three things now:\n\n- a very large pump\n- a new pipe\n';
  const table = '| Year | Wells in use |\n|---|---|\n| 2027 | two old wells |';
  expect(await rendered(documentOf(`${list}\n${table}\n`))).toEqual([
    '> We need three things now:\n>\n> - a very large pump\n> - a new pipe\n>\n> — *Paper*\n\n',
    '> | Year | Wells in use |\n> |---|---|\n> | 2027 | two old wells |\n>\n> — *Paper*\n\n',
  ]);
  const rows = Array.from({ length: 40 }, (_, index) => `| ${index} | two old wells and a pump |`);
  const long = await rendered(documentOf(['| Year | Wells |', '|---|---|', ...rows].join('\n')));
  expect(long[7]).toBe('> | Year | Wells |\n> | --- | --- |\n> | 7 | two old wells and a pump |\n>\n> — *Paper*\n\n');
});

test('text of a PDF is shown as it reads, with its page, and none of it becomes markup', async () => {
  const text = 'The fee is 5 * 3 units [see\nnote] and <b>never</b> less_than_that.';
  const document = documentOf(text, { title: 'Fees *2027*', mediaType: 'application/pdf', pageStarts: [0] });
  expect(await rendered(document)).toEqual([
    '> The fee is 5 \\* 3 units \\[see note\\] and \\<b\\>never\\</b\\> less\\_than\\_that.\n>\n> — *Fees \\*2027\\**, p. 1\n\n',
  ]);
});

test('a quoted picture is not fetched', async () => {
  const text = 'The map ![of the wells](https://tracker.example/x.png) shows all four of them.';
  expect(await rendered(documentOf(text))).toEqual([
    '> The map of the wells shows all four of them.\n>\n> — *Paper*\n\n',
  ]);
});
