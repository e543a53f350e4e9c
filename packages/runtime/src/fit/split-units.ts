// Cutting a text into the units that are kept or left out whole: paragraphs, or pieces of very long ones.

/** A stretch of a text, `start` inclusive, `end` exclusive, in UTF-16 code units. */
export interface Unit {
  readonly start: number;
  readonly end: number;
}

const paragraphBreak = /\r?\n[^\S\n]*\n\s*/gu;
const headingOnly = /^\s*#{1,6}[^\S\n][^\n]*\s*$/u;
const longest = 2_000;

/** Units in order, without a gap: joined again they are the text. A heading stays with the paragraph under it. */
export function splitUnits(text: string): Unit[] {
  const units: Unit[] = [];
  let start = 0;
  const close = (end: number) => {
    if (end > start) units.push(...cutLong(text, start, end));
    start = end;
  };
  for (const { index, 0: gap } of text.matchAll(paragraphBreak)) {
    if (!headingOnly.test(text.slice(start, index))) close(index + gap.length);
  }
  close(text.length);
  return units;
}

/** Pieces of at most 2,000 characters, cut after a line, else after a sentence, else after a word, else anywhere. */
function cutLong(text: string, from: number, to: number): Unit[] {
  const units: Unit[] = [];
  let start = from;
  while (to - start > longest) {
    const end = start + cutIn(text.slice(start, start + longest));
    units.push({ start, end });
    start = end;
  }
  units.push({ start, end: to });
  return units;
}

function cutIn(piece: string): number {
  const least = piece.length / 2;
  for (const mark of [/\n/gu, /[.!?;:。！？][\s”"')\]]*\s|[。！？]/gu, /\s/gu]) {
    const last = [...piece.matchAll(mark)].at(-1);
    if (last && last.index + last[0].length >= least) return last.index + last[0].length;
  }
  // Not between the two halves of one character.
  return /[\uD800-\uDBFF]$/u.test(piece) ? piece.length - 1 : piece.length;
}
