// Some servers hand a model's raw text on, with its thinking between <think> tags before the answer. This takes the two apart.
import type { ModelEvent } from '../../provider.ts';

const opening = '<think>';
const closing = '</think>';

export interface ThinkingSplitter {
  /** The events of the next piece of text. A piece that may be half a tag is held back until the next one. */
  push(text: string): ModelEvent[];
  /** The events of what is still held back; nothing comes after it. */
  end(): ModelEvent[];
}

/** Splits one answer. Only tags at its very beginning count; later ones are the answer's own words. */
export function createThinkingSplitter(): ThinkingSplitter {
  let held = '';
  let place: 'start' | 'inside' | 'after' | 'outside' = 'start';
  const say = (type: 'text' | 'reasoning', text: string): ModelEvent[] => (text === '' ? [] : [{ type, text }]);

  const take = (): ModelEvent[] => {
    if (place === 'start') {
      const begun = held.trimStart();
      if (begun.startsWith(opening)) {
        place = 'inside';
        held = begun.slice(opening.length);
      } else if (opening.startsWith(begun)) return [];
      else place = 'outside';
    }
    if (place === 'inside') {
      const end = held.indexOf(closing);
      const thought = end === -1 ? held.slice(0, held.length - overlap(held)) : held.slice(0, end);
      held = held.slice(end === -1 ? thought.length : end + closing.length);
      if (end === -1) return say('reasoning', thought);
      place = 'after';
      return [...say('reasoning', thought), ...take()];
    }
    if (place === 'after') {
      held = held.trimStart();
      if (held === '') return [];
      place = 'outside';
    }
    const text = held;
    held = '';
    return say('text', text);
  };

  return {
    push(text) {
      held += text;
      return take();
    },
    end() {
      const rest = held;
      held = '';
      return say(place === 'inside' ? 'reasoning' : 'text', rest);
    },
  };
}

/** How many characters at the end of `text` may be the beginning of the closing tag. */
function overlap(text: string): number {
  for (let length = Math.min(closing.length - 1, text.length); length > 0; length--) {
    if (closing.startsWith(text.slice(-length))) return length;
  }
  return 0;
}
