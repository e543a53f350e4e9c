// Where sentences begin and end in running text. Knows abbreviations and inline markup; knows nothing of blocks or relevance.

/** A half-open range of UTF-16 offsets into a document's text. */
export type Span = readonly [start: number, end: number];

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Ends that never close a sentence: what they abbreviate follows them. */
const bindingAbbreviation =
  /(?:^|[\s(["'“‘”])(?:\p{Lu}|arts?|nos?|figs?|tabs?|secs?|chs?|paras?|pp?|vols?|eds?|eqs?|refs?|nr|dr|mr|mrs|ms|prof|st|vs|cf|ca|approx|e\.g|i\.e|viz|resp|incl|excl|max|min|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.\s*$/iu;
/** Ends that may close a sentence; they do when the next words open one. */
const openAbbreviation =
  /(?:^|[\s(["'“‘”])(?:inc|ltd|corp|co|llc|plc|gmbh|etc|al|u\.s|u\.k|e\.u|u\.n|a\.m|p\.m|ph\.d)\.\s*$/iu;
const opener =
  /^[\s”“"'‘(]*(?:The|A|An|In|It|Its|This|That|These|Those|They|We|Our|He|She|If|When|While|For|On|At|As|But|And|By|To|No|All|Each|Both|Since|After|Before|Under|With|Without|However)\b/u;
/** A number alone at the start ("3." or "2.1.") belongs to what follows. */
const bareNumber = /^[\s”(]*(?:\d+\.)+\s*$/u;

const softLimit = 350;
const hardLimit = 700;

/**
 * Sentence spans of text[start, end), in order, trimmed of white space. Sentence boundaries are Unicode's (UAX 29, through
 * Intl.Segmenter), less those after abbreviations and those inside a `glue` range (emphasis, links, code). Line breaks
 * inside a sentence stay inside its span. A span longer than 700 units is cut at a clause or a word.
 */
export function splitSentences(text: string, start: number, end: number, glue: readonly Span[] = []): Span[] {
  const masked = mask(text.slice(start, end));
  const spans: Span[] = [];
  let from = 0;
  let position = 0;
  for (const { segment } of segmenter.segment(masked)) {
    position += segment.length;
    const boundary = start + position;
    if (position < masked.length) {
      const before = masked.slice(from, position);
      const binds =
        bareNumber.test(before) ||
        bindingAbbreviation.test(before.slice(-16)) ||
        (openAbbreviation.test(before.slice(-16)) && !opener.test(masked.slice(position, position + 16))) ||
        glue.some(([glueStart, glueEnd]) => glueStart < boundary && boundary < glueEnd);
      if (binds) continue;
    }
    const span = trimSpan(text, start + from, boundary);
    if (span) spans.push(...cutLongSpan(text, span));
    from = position;
  }
  return spans;
}

/** The span without white space at its ends; undefined when nothing is left. */
export function trimSpan(text: string, start: number, end: number): Span | undefined {
  let first = start;
  let last = end;
  while (first < last && /\s/u.test(text.charAt(first))) first += 1;
  while (last > first && /\s/u.test(text.charAt(last - 1))) last -= 1;
  return first < last ? [first, last] : undefined;
}

/** Same length as the original: line breaks become spaces, and emphasis marks become closing quotes, which sentence rules look through. */
function mask(text: string): string {
  return text
    .replaceAll(/\n[ \t]*>+/gu, (match) => ' '.repeat(match.length))
    .replaceAll(/[\r\n\t\f\u2028\u2029\u0085]/gu, ' ')
    .replaceAll(/[*_`~]/gu, '”');
}

function cutLongSpan(text: string, [start, end]: Span): Span[] {
  const spans: Span[] = [];
  let from = start;
  while (end - from > hardLimit) {
    const window = text.slice(from, from + hardLimit);
    const clause = lastMatchEnd(window, /[;:,。、،][\s]?/gu);
    const word = lastMatchEnd(window, /\s/gu);
    const cut = clause ?? word ?? wholeCharacters(text, from, softLimit);
    const span = trimSpan(text, from, from + cut);
    if (span) spans.push(span);
    from += cut;
  }
  const rest = trimSpan(text, from, end);
  if (rest) spans.push(rest);
  return spans;
}

function lastMatchEnd(window: string, pattern: RegExp): number | undefined {
  let found: number | undefined;
  for (const match of window.matchAll(pattern)) {
    const matchEnd = match.index + match[0].length;
    if (matchEnd >= softLimit / 2) found = matchEnd;
  }
  return found;
}

/** `length`, less one when it would cut a surrogate pair in two. */
function wholeCharacters(text: string, from: number, length: number): number {
  const code = text.charCodeAt(from + length - 1);
  return code >= 0xd800 && code <= 0xdbff ? length - 1 : length;
}
