// splitClaims: an answer's own sentences as claims, for readers and plain text. It rewrites nothing and judges nothing.
import { stripMarkdown } from '../text/strip-markdown.ts';
import type { Claim, SpokenAnswer } from './claim.ts';
import { splitBlocks } from './split-blocks.ts';
import { splitSentences } from './split-sentences.ts';

const FEWEST_WORDS = 3;

/**
 * One claim a statement, in the order of the text: sentences of paragraphs and list items, whole table rows. Headings, code,
 * questions, lead-ins that end in a colon and scraps of fewer than three words are no claims. Ids are `answerId:start-end`.
 */
export function splitClaims({ id, text }: Pick<SpokenAnswer, 'id' | 'text'>): Claim[] {
  return splitBlocks(text).flatMap(({ kind, span }) => {
    if (kind === 'heading' || kind === 'code') return [];
    const spans = kind === 'row' ? [span] : splitSentences(text, ...span);
    return spans.flatMap(([start, end]) => {
      const source = text.slice(start, end);
      if (!isStatement(source)) return [];
      const plain = kind === 'row' ? source.replace(/^\||\|$/gu, '').replace(/\s*\|\s*/gu, ', ') : source;
      const claim: Claim = {
        id: `${id}:${start}-${end}`,
        text: stripMarkdown(plain.replace(/\s+/gu, ' ').replace(/ > /gu, ' ')),
        answerId: id,
        span: [start, end],
        origin: 'sentence',
      };
      return [claim];
    });
  });
}

function isStatement(source: string): boolean {
  if (/[?？]["'”’)*_]*$/u.test(source) || /[:：]["'”’)*_]*$/u.test(source)) return false;
  const words = source.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length >= FEWEST_WORDS || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}]{4}/u.test(source);
}
