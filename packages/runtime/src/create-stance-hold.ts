// createStanceHold: keeps the stance lines of an answer from being shown while it streams. It knows no model.
import type { ChoiceForm } from '@parley/spec';
import type { TextHold } from './call-model.ts';
import { maybeStanceLine, readStance } from './read-stance.ts';

/** Longer than any stance lines with what stands around them; more than that is shown rather than held. */
const LONGEST_HELD = 4000;

/**
 * Holds back only what `readStance` may yet cut off the end: lines that are, or can still become, stance lines, and the
 * white space and markup before them. All that is shown, joined, is `readStance(whole, stances, choice).text`.
 */
export function createStanceHold(stances: readonly string[], choice: ChoiceForm = 'one'): TextHold {
  let shown = 0;
  let held = '';
  /** What is held begins in the middle of a line of which something was shown, so that line is none of ours. */
  let isMidLine = false;

  return {
    push(text) {
      held += text;
      const words = held.slice(
        0,
        keptLength(held, isMidLine, choice) || (held.length > LONGEST_HELD ? held.length : 0),
      );
      held = held.slice(words.length);
      shown += words.length;
      isMidLine ||= words !== '';
      return words;
    },
    end(whole) {
      return readStance(whole, stances, choice).text.slice(shown);
    },
    reset() {
      shown = 0;
      held = '';
      isMidLine = false;
    },
  };
}

/** The length of the beginning that no later word can make part of the stance lines. */
function keptLength(text: string, isMidLine: boolean, choice: ChoiceForm): number {
  const lines = text.split('\n');
  let kept = lines.length;
  for (; kept > 0; kept -= 1) {
    const isWhole = kept < lines.length;
    const line = lines[kept - 1] ?? '';
    // The rest of a line that was begun can be white space that the end of the answer takes away.
    const isOurs = kept === 1 && isMidLine ? line.trim() === '' : maybeStanceLine(line, isWhole, choice);
    if (!isOurs) break;
  }
  return lines.slice(0, kept).join('\n').trimEnd().length;
}
