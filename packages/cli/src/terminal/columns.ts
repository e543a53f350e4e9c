// Rows of short texts as aligned columns. It measures, it does not write.
import { cleanLine } from './clean-text.ts';
import { type Span, styled, type Writer } from './terminal.ts';

const GAP = '  ';

/** Writes a heading and rows; every column is as wide as its longest text, the last one as long as it is. */
export function writeColumns(writer: Writer, heading: readonly string[], rows: readonly (readonly string[])[]): void {
  const clean = rows.map((row) => row.map((text) => cleanLine(text, 120)));
  const widths = heading.map((title, column) =>
    Math.max(title.length, ...clean.map((row) => (row[column] ?? '').length)),
  );
  const lay = (row: readonly string[]): string =>
    row.map((text, column) => (column === row.length - 1 ? text : text.padEnd(widths[column] ?? 0))).join(GAP);
  const title: Span = styled('dim', lay(heading));
  writer.line(title);
  for (const row of clean) writer.line(lay(row));
}
