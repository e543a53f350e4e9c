// How much of its material a voice read, in words. Pure.
import type { ContextFit, DocumentShare } from '@parley/spec';
import { countWords } from '../result/support.ts';

/** About a page of print. */
const pageTokens = 600;

/** As short as the foot of a card: "read 12 of 40 pages: 31%", "40 pages condensed to 3". */
export function fitMark({ strategy, keptTokens, totalTokens }: ContextFit): string {
  const [kept, total] = [toPages(keptTokens), toPages(totalTokens)];
  const share = percent(keptTokens, totalTokens);
  const arePages = total >= 2 && kept < total;
  if (strategy === 'summarise')
    return arePages ? `${countWords(total, 'page')} condensed to ${kept}` : `condensed to ${share}`;
  return arePages ? `read ${kept} of ${total.toLocaleString('en')} pages: ${share}` : `read ${share}`;
}

/** In full: "read 12 of 40 pages worth: 31% of the material", or what it was condensed to. */
export function fitWords({ strategy, keptTokens, totalTokens, leftOut }: ContextFit): string {
  const [kept, total] = [toPages(keptTokens), toPages(totalTokens)];
  if (strategy === 'summarise') {
    const rest = leftOut.length > 0 ? ', and left some out' : '';
    return total < 2 || kept === total
      ? `read the material condensed to ${percent(keptTokens, totalTokens)}${rest}`
      : `read ${countWords(total, 'page')} condensed to ${kept}${rest}`;
  }
  const share = `${percent(keptTokens, totalTokens)} of the material`;
  return total < 2 || kept === total
    ? `read ${share}`
    : `read ${kept} of ${total.toLocaleString('en')} pages worth: ${share}`;
}

/** Why, in a sentence that can stand above the lists of what was not read word for word. */
export function fitReason({ totalTokens, window }: ContextFit): string {
  return `Its material is about ${totalTokens.toLocaleString('en')} tokens long, and the model holds ${window.toLocaleString('en')}, its prompt and its answer together.`;
}

/** "Dossier: 67,200 characters". */
export function shareWords({ documentTitle, characters }: DocumentShare): string {
  return `${documentTitle}: ${countWords(characters, 'character')}`;
}

function toPages(tokens: number): number {
  return Math.max(1, Math.round(tokens / pageTokens));
}

/** Never 0% of something nor 100% of what is not whole. */
function percent(part: number, whole: number): string {
  const rounded = Math.round((100 * part) / Math.max(1, whole));
  return `${Math.min(99, Math.max(1, rounded))}%`;
}
