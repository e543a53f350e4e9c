// splitReport: a writer's Markdown, cut into parts by what each says it rests on.
import type { ReportPart } from '@parley/spec';

const citation = /\[(\d{1,3})\]/gu;

/**
 * Parts in the order of the text. `voiceIds[0]` is cited as [1]. Neighbouring sentences of one paragraph with the same
 * citations are one part; a sentence without citations has no voices. Headings become the `heading` of what follows;
 * lists are cut by item; tables and code stay whole.
 */
export function splitReport(text: string, voiceIds: readonly string[]): ReportPart[] {
  const parts: ReportPart[] = [];
  let heading = '';
  for (const block of splitBlocks(text)) {
    const title = /^#{1,6}\s+(.*)$/u.exec(block);
    if (title) {
      heading = (title[1] ?? '')
        .trimEnd()
        .replace(/(?<!#)#+$/u, '')
        .replace(citation, '')
        .trim();
      continue;
    }
    let last: ReportPart | undefined;
    for (const sentence of isWhole(block) ? [block] : splitSentences(block)) {
      const voices = citedVoices(sentence, voiceIds);
      if (last && last.voices.join() === voices.join()) {
        last.text += sentence;
      } else {
        last = { text: sentence, voices, heading };
        parts.push(last);
      }
    }
  }
  return parts.map((part) => ({ ...part, text: part.text.trim() })).filter((part) => part.text !== '');
}

/** Sentences of a part; lists count by item, tables and code as one. */
export function countSentences(text: string): number {
  return splitBlocks(text).reduce((sum, block) => sum + (isWhole(block) ? 1 : splitSentences(block).length), 0);
}

function citedVoices(sentence: string, voiceIds: readonly string[]): string[] {
  const cited = [...sentence.matchAll(citation)].flatMap(([, number]) => voiceIds[Number(number) - 1] ?? []);
  return [...new Set(cited)].sort();
}

/** Paragraphs, headings, list items; fenced code with all its blank lines. */
function splitBlocks(text: string): string[] {
  const blocks: string[][] = [[]];
  let fence = false;
  for (const line of text.split('\n')) {
    const isFence = /^\s*(```|~~~)/u.test(line);
    const startsBlock = /^(#{1,6}\s|\s*([-*+]|\d{1,3}[.)])\s)/u.test(line);
    const previous = blocks.at(-1)?.at(-1) ?? '';
    if (!fence && (line.trim() === '' || startsBlock || isFence || /^#{1,6}\s/u.test(previous))) blocks.push([]);
    if (fence || line.trim() !== '') blocks.at(-1)?.push(line);
    if (isFence && fence) blocks.push([]);
    if (isFence) fence = !fence;
  }
  return blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
}

function isWhole(block: string): boolean {
  return /^\s*(```|~~~|\|)/u.test(block);
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The sentences of a block with the space after them; citations that follow a full stop belong to the sentence before it. */
export function splitSentences(block: string): string[] {
  // The segmenter attaches format characters to what precedes them, so citations are hidden from it behind these.
  const masked = block.replace(citation, (mark) => '\u2060'.repeat(mark.length));
  return [...sentences.segment(masked)].map(({ index, segment }) => block.slice(index, index + segment.length));
}
