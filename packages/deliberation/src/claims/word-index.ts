// An inverted index of statements by their words: finds those that can speak of the same thing without comparing all.
import { wordOverlap } from './compare-statements.ts';

export interface WordIndex {
  /** Adds a statement; it gets the next number, from 0. */
  add(words: ReadonlySet<string>): void;
  /** Visits the statements with at least this overlap with `words`, by rising number, with how many words they share. */
  visit(words: ReadonlySet<string>, fewest: number, see: (at: number, overlap: number, shared: number) => void): void;
}

export function createWordIndex(): WordIndex {
  const places = new Map<string, number[]>();
  const sizes: number[] = [];
  let counts = new Uint16Array(1024);
  return {
    add(words) {
      for (const word of words) {
        const list = places.get(word);
        if (list) list.push(sizes.length);
        else places.set(word, [sizes.length]);
      }
      sizes.push(words.size);
    },
    visit(words, fewest, see) {
      if (counts.length < sizes.length) counts = new Uint16Array(sizes.length * 2);
      const lists: number[][] = [];
      for (const word of words) {
        const list = places.get(word);
        if (list) lists.push(list);
      }
      lists.sort((a, b) => a.length - b.length);
      // Who misses too many of the rare words cannot reach the overlap with the common ones.
      const mustShare = neededShare(words.size, fewest);
      const opening = Math.max(1, lists.length - mustShare + 1);
      for (const [index, list] of lists.entries()) {
        for (const at of list) {
          const count = counts[at] ?? 0;
          if (count > 0 || index < opening) counts[at] = count + 1;
        }
      }
      for (let at = 0; at < sizes.length; at += 1) {
        const shared = counts[at] ?? 0;
        if (shared === 0) continue;
        const overlap = wordOverlap(shared, words.size, sizes[at] ?? 0);
        if (overlap >= fewest) see(at, overlap, shared);
      }
      counts.fill(0, 0, sizes.length);
    },
  };
}

/** The fewest shared words with which a statement of any size can reach the overlap. */
function neededShare(size: number, fewest: number): number {
  for (let shared = 1; shared <= size; shared += 1) if (wordOverlap(shared, size, shared) >= fewest) return shared;
  return size;
}
