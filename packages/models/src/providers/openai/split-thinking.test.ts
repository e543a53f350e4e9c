import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createThinkingSplitter } from './split-thinking.ts';

/** Both sides of a text that arrives in these pieces, joined. */
function split(pieces: readonly string[]) {
  const splitter = createThinkingSplitter();
  const sides = { text: '', reasoning: '' };
  for (const event of [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()]) {
    if (event.type === 'text' || event.type === 'reasoning') sides[event.type] += event.text;
  }
  return sides;
}

it.each([
  ['thinking, then an answer', '\n<think>\nHm.\n</think>\n\nYes.', { reasoning: '\nHm.\n', text: 'Yes.' }],
  ['no thinking', 'Yes. <think> is a tag.', { reasoning: '', text: 'Yes. <think> is a tag.' }],
  ['thinking that never ends', '<think>Hm. </thi', { reasoning: 'Hm. </thi', text: '' }],
  ['an answer that stops where a tag might begin', ' <thi', { reasoning: '', text: ' <thi' }],
  ['a tag in the answer', '<think>a</think>b</think><think>c', { reasoning: 'a', text: 'b</think><think>c' }],
  ['nothing', '', { reasoning: '', text: '' }],
])('takes apart: %s, however it is cut into pieces', (_, whole, sides) => {
  fc.assert(
    fc.property(fc.array(fc.nat(whole.length)), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
      expect(split(places.map((place, index) => whole.slice(place, places[index + 1] ?? place)))).toEqual(sides);
    }),
  );
});
