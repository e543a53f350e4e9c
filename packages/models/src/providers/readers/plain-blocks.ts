// Plain text, pasted or taken from a PDF, seen as blocks: paragraphs under guessed headings, page furniture left out.
import type { Block } from './markdown-blocks.ts';
import type { Pace } from './pace.ts';
import { plainText } from './plain-text.ts';

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly opensPage: boolean;
}

const pageNumber = /^(?:[-–—\s]*)(?:page\s+)?\d+(?:\s*(?:of|\/)\s*\d+)?(?:[-–—\s]*)$/iu;
/** Looked for in short lines only: in one of a million dots it would take quadratic time. */
const contentsLine = /\.{4,}\s*\d+$|(?:\. ){4,}\s*\d+$/u;
const listMarker = /^(?:[-*•–▪◦]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S/u;
const closed = /[.!?:;。！？؟…]["”’')\]]*$/u;
const longestHeading = 80;
const longestContentsLine = 400;

/** Blocks in order. Lines repeated on most pages, bare page numbers and lines of a table of contents are left out. */
export async function plainBlocks(text: string, pageStarts: readonly number[], pace: Pace): Promise<Block[]> {
  const lines = splitLines(text, pageStarts);
  const furniture = repeatedLines(lines);
  const blocks: Block[] = [];
  let section: string | undefined;
  let open: { start: number; end: number } | undefined;

  const close = () => {
    if (open) blocks.push({ span: [open.start, open.end], form: 'prose', glue: [], ...(section && { section }) });
    open = undefined;
  };

  for (const [index, line] of lines.entries()) {
    await pace();
    if (line.text === '') {
      const after = lines[index + 1];
      const carriesOn =
        open && after?.opensPage && !closed.test(lines[index - 1]?.text ?? '') && /^\p{Ll}/u.test(after.text);
      if (!carriesOn) close();
    } else if (
      furniture.has(shapeOf(line.text)) ||
      pageNumber.test(line.text) ||
      (line.text.length <= longestContentsLine && contentsLine.test(line.text))
    ) {
      close();
    } else if (isHeading(lines, index, open !== undefined)) {
      close();
      section = plainText(line.text.replace(/^#+\s*/u, ''));
    } else {
      if (open && listMarker.test(line.text)) close();
      open = { start: open?.start ?? line.start, end: line.end };
    }
  }
  close();
  return blocks;
}

function splitLines(text: string, pageStarts: readonly number[]): Line[] {
  const pages = new Set(pageStarts);
  const lines: Line[] = [];
  let opensPage = false;
  for (const match of text.matchAll(/[^\n\r\f]*(?:\r\n|[\n\r\f]|$)/gu)) {
    const raw = match[0];
    if (raw === '') break;
    for (let offset = match.index; offset < match.index + raw.length; offset += 1) opensPage ||= pages.has(offset);
    const trimmed = raw.trim();
    const start = match.index + raw.indexOf(trimmed);
    lines.push({ start, end: start + trimmed.length, text: trimmed, opensPage });
    if (trimmed !== '') opensPage = false;
  }
  return lines;
}

/** A line with its numbers blanked, so that "Annual report · 12" and "Annual report · 13" are one. */
function shapeOf(line: string): string {
  return line.replaceAll(/\d+/gu, '#').toLowerCase();
}

/** Running heads and feet: the first or last two lines of a page that come back on at least three pages and a third of them. */
function repeatedLines(lines: readonly Line[]): Set<string> {
  const filled = lines.filter((line) => line.text !== '');
  const openings = filled.flatMap((line, index) => (line.opensPage ? [index] : []));
  const counts = new Map<string, number>();
  for (const opening of openings) {
    const edge = [opening - 2, opening - 1, opening, opening + 1];
    const shapes = new Set(edge.flatMap((index) => (filled[index] ? [shapeOf(filled[index].text)] : [])));
    for (const shape of shapes) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  const enough = Math.max(3, openings.length / 3);
  return new Set([...counts].flatMap(([shape, count]) => (count >= enough ? [shape] : [])));
}

/** A guess: a short line without a full stop that stands apart, is numbered, is in capitals, or carries a Markdown mark. */
function isHeading(lines: readonly Line[], index: number, insideParagraph: boolean): boolean {
  const line = lines[index]?.text ?? '';
  const next = lines.slice(index + 1, index + 3).find((candidate) => candidate.text !== '');
  if (!next || line.length > longestHeading) return false;
  if (/^#{1,6}\s+\S/u.test(line)) return true;
  if (closed.test(line) || line.endsWith(',') || !/\p{L}{2}/u.test(line)) return false;
  if (insideParagraph && !closed.test(lines[index - 1]?.text ?? '')) return false;
  if (/^\d+(?:\.\d+)*\.?\s+\p{Lu}/u.test(line) && /^["“(]?\p{Lu}/u.test(next.text)) return true;
  if (/\p{Lu}{3}/u.test(line) && line === line.toUpperCase()) return true;
  const standsApart = !insideParagraph && (lines[index + 1]?.text === '' || next.text.length > line.length);
  return (
    standsApart &&
    /^\p{Lu}/u.test(line) &&
    line.split(/\s+/u).length <= 8 &&
    /^["“(]?\p{Lu}/u.test(next.text) &&
    !/\d$/u.test(line)
  );
}
