// createAnswerHold: of an answer that streams as a JSON object only its `answer` is shown while it grows. It knows no model.
import type { TextHold } from './call-model.ts';

/**
 * Shows the text of the first object's own `answer` as its characters arrive, escapes decoded. What else there is to show
 * at the end is what `read` makes of the whole reply, when it goes on where the stream stopped.
 */
export function createAnswerHold(read: (whole: string) => string): TextHold {
  let scan = createScan();
  let shown = '';
  return {
    push(text) {
      const words = scan(text);
      shown += words;
      return words;
    },
    end(whole) {
      const text = read(whole);
      return text.startsWith(shown) ? text.slice(shown.length) : '';
    },
    reset() {
      scan = createScan();
      shown = '';
    },
  };
}

/** The `answer` of a reply that is no whole JSON, as far as it goes. */
export function scanAnswer(reply: string): string {
  return createScan()(reply);
}

/** Takes a JSON text piece by piece and gives what is new of the value of `answer`, if that is a string. */
function createScan(): (piece: string) => string {
  /** Objects and lists that are open; whatever stands before the first object is passed over. */
  let depth = 0;
  let string: 'none' | 'key' | 'value' | 'answer' = 'none';
  let isKeyNext = false;
  let key = '';
  let escape = '';
  let isOver = false;
  /** The first half of a character whose second half has not come. */
  let half = '';

  const take = (unit: string): string => {
    if (string === 'key') key += unit;
    if (string !== 'answer') return '';
    const text = half + unit;
    half = /[\uD800-\uDBFF]$/u.test(text) ? text.slice(-1) : '';
    return half === '' ? text : text.slice(0, -1);
  };
  const readInString = (unit: string): string => {
    if (escape !== '' || unit === '\\') {
      escape += unit;
      if (escape.length < (escape[1] === 'u' ? 6 : 2)) return '';
      const decoded = decodeEscape(escape);
      escape = '';
      return take(decoded);
    }
    if (unit !== '"') return take(unit);
    if (string === 'answer') isOver = true;
    string = 'none';
    return '';
  };
  const readOutside = (unit: string): void => {
    if (unit === '{' || (unit === '[' && depth > 0)) {
      depth += 1;
      isKeyNext = depth === 1;
    } else if (depth > 0 && (unit === '}' || unit === ']')) {
      depth -= 1;
      isOver = depth === 0;
    } else if (depth !== 1) string = unit === '"' && depth > 1 ? 'value' : 'none';
    else if (unit === ',') isKeyNext = true;
    else if (unit === ':') isKeyNext = false;
    else if (unit === '"' && isKeyNext) [string, key] = ['key', ''];
    else if (unit === '"') string = key === 'answer' ? 'answer' : 'value';
  };

  return (piece) => {
    let words = '';
    for (const unit of piece.split('')) {
      if (isOver) break;
      if (string === 'none') readOutside(unit);
      else words += readInString(unit);
    }
    return words;
  };
}

/** The character of a whole escape; what is none in JSON stands as it is. */
function decodeEscape(escape: string): string {
  try {
    const decoded: unknown = JSON.parse(`"${escape}"`);
    return typeof decoded === 'string' ? decoded : escape;
  } catch {
    return escape;
  }
}
