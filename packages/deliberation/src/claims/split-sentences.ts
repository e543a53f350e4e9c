// splitSentences: where the sentences of a paragraph lie. Unicode's rules, less the ends that are none.
import type { Span } from './claim.ts';
import { trimSpan } from './split-blocks.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** What stands before these goes on: "Dr. Who", "Fig. 2", "e.g. this", "z. B. dies", initials. */
const goesOn =
  /(?:^|[\s("'“‘„”])(?:\p{Lu}|dr|mr|mrs|ms|prof|st|gen|sen|gov|vs|cf|ca|approx|fig|figs|no|nos|nr|pp?|vol|ch|sec|eq|art|ed|eds|e\.g|i\.e|z\.\s?b|d\.\s?h|u\.\s?a|bzw|usw|ggf|inkl|incl|excl|resp|max|min|m|mme|sr|sra|jan|feb|apr|aug|sept?|oct|nov|dec)\.["'”’)]*\s*$/iu;
/** These may end a sentence, when a capital follows. */
const mayEnd =
  /(?:^|[\s("'“])(?:inc|ltd|corp|co|llc|plc|gmbh|ag|etc|al|u\.s|u\.k|e\.u|u\.n|a\.m|p\.m|ph\.d)\.["'”’)]*\s*$/iu;
const starter = /^[\s"'“”‘(]*(?:\p{Lu}\p{Ll}*\s+\p{Ll}|\p{Lu}\p{Ll}+,)/u;
/** "2." or "3.1." belongs to what follows; so does a German ordinal before a word in the middle of a sentence. */
const bareNumber = /^["'“”(]*(?:\d+\.)+\s*$/u;

/** Sentence spans of text[start, end) in order, without white space at their ends; together they hold all that is not space. */
export function splitSentences(text: string, start: number, end: number): Span[] {
  const masked = mask(text.slice(start, end));
  const spans: Span[] = [];
  let from = 0;
  let to = 0;
  for (const { segment } of segmenter.segment(masked)) {
    to += segment.length;
    if (to < masked.length) {
      const said = masked.slice(from, to);
      const tail = said.slice(-20);
      const next = masked.slice(to, to + 30);
      if (bareNumber.test(said) || goesOn.test(tail)) continue;
      if (mayEnd.test(tail) && !starter.test(next)) continue;
    }
    const span = trimSpan(text, start + from, start + to);
    if (span) spans.push(span);
    from = to;
  }
  return spans;
}

/** The same length with nothing that could end a sentence inside code, links, addresses, formulas and short quotations. */
function mask(text: string): string {
  const blank = (found: string) => found.replace(/[^\s\p{L}\p{N}]|\s(?=.)/gu, 'x');
  return text
    .replace(
      /`[^`\n]{1,200}`|\]\([^()\s]{1,500}\)|https?:\/\/[^\s)]+|\$[^$\n]{1,300}\$|\\\([^\n]{1,300}?\\\)|(?<![\p{L}\p{N}])'[^'\n]{1,80}'(?![\p{L}\p{N}])|"[^"\n]{1,40}"/gu,
      blank,
    )
    .replace(/(?:\r?\n|[\t\f\u2028\u2029\u0085])/gu, (found) => ' '.repeat(found.length))
    .replace(/[*_~]/gu, '”');
}
