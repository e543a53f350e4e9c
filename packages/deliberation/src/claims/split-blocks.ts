// splitBlocks: where the parts of a Markdown text lie. Reads lines only; knows nothing of sentences or claims.
import type { Span } from './claim.ts';

export interface Block {
  readonly kind: 'paragraph' | 'item' | 'row' | 'heading' | 'code';
  /** Without the mark that makes the block what it is, and without white space at the ends. */
  readonly span: Span;
}

const fence = /^\s*(?:```|~~~)/u;
const heading = /^\s{0,3}#{1,6}\s+/u;
const item = /^\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?/u;
const row = /^\s*\|.*\|\s*$/u;
const rule = /^\s*(?:[-*_]\s*){3,}$/u;
const tableRule = /^\s*\|?(?:\s*:?-{2,}:?\s*\|)+[\s:|-]*$/u;
const quote = /^\s{0,3}(?:>\s?)+/u;
const setext = /^\s*(?:=+|-+)\s*$/u;

/** Blocks in order. Table headers, rules and blank lines are no blocks; fenced code is one block with its blank lines. */
export function splitBlocks(text: string): Block[] {
  const blocks: { kind: Block['kind']; start: number; end: number }[] = [];
  let isOpen = false;
  let inCode = false;
  let at = 0;
  for (const line of text.split('\n')) {
    const start = at;
    const end = start + line.length;
    at = end + 1;
    const last = blocks.at(-1);
    if (inCode && last) {
      last.end = end;
      inCode = !fence.test(line);
      continue;
    }
    const body = quote.exec(line)?.[0].length ?? 0;
    const content = line.slice(body);
    const open = (kind: Block['kind'], mark: number) => blocks.push({ kind, start: start + body + mark, end });
    const wasOpen = isOpen;
    isOpen = false;
    if (fence.test(content)) {
      open('code', 0);
      inCode = true;
    } else if (tableRule.test(content)) {
      // The row above the rule holds the names of the columns.
      if (last?.kind === 'row') last.kind = 'heading';
    } else if (wasOpen && last?.kind === 'paragraph' && setext.test(content)) {
      last.kind = 'heading';
    } else if (content.trim() === '' || rule.test(content)) {
      continue;
    } else if (heading.test(content)) {
      open('heading', heading.exec(content)?.[0].length ?? 0);
    } else if (row.test(content)) {
      open('row', 0);
    } else if (item.test(content)) {
      open('item', item.exec(content)?.[0].length ?? 0);
      isOpen = true;
    } else if (wasOpen && last) {
      last.end = end;
      isOpen = true;
    } else {
      open('paragraph', 0);
      isOpen = true;
    }
  }
  return blocks.flatMap(({ kind, start, end }) => {
    const span = trimSpan(text, start, end);
    return span ? [{ kind, span }] : [];
  });
}

/** The range without white space at its ends; undefined when nothing is left. */
export function trimSpan(text: string, start: number, end: number): Span | undefined {
  const slice = text.slice(start, end);
  const left = slice.length - slice.trimStart().length;
  const length = slice.trim().length;
  return length > 0 ? [start + left, start + left + length] : undefined;
}
