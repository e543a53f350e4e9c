// An inverted index of statements by their words: finds those that can speak of the same thing without comparing all.
import { wordOverlap } from './compare-statements.ts';

export interface WordIndex {
  /** Adds a statement; it gets the next number, from 0. */
  add(words: ReadonlySet<string>): void;
  /** Statements with at least this overlap with `words`, by rising number. */
  nearest(words: ReadonlySet<string>, fewest: number): { readonly at: number; readonly overlap: number }[];
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
    nearest(words, fewest) {
      if (counts.length < sizes.length) counts = new Uint16Array(sizes.length * 2);
      const lists = [...words].flatMap((word) => {
        const list = places.get(word);
        return list ? [list] : [];
      });
      lists.sort((a, b) => a.length - b.length);
      // Who misses too many of the rare words cannot reach the overlap with the common ones.
      const mustShare = neededShare(words.size, fewest);
      const opening = Math.max(1, lists.length - mustShare + 1);
      const touched: number[] = [];
      for (const [index, list] of lists.entries()) {
        for (const at of list) {
          const count = counts[at] ?? 0;
          if (count === 0) {
            if (index >= opening) continue;
            touched.push(at);
          }
          counts[at] = count + 1;
        }
      }
      const found: { at: number; overlap: number }[] = [];
      for (const at of touched) {
        const overlap = wordOverlap(counts[at] ?? 0, words.size, sizes[at] ?? 0);
        counts[at] = 0;
        if (overlap >= fewest) found.push({ at, overlap });
      }
      return found.sort((a, b) => a.at - b.at);
    },
  };
}

/** The fewest shared words with which a statement of any size can reach the overlap. */
function neededShare(size: number, fewest: number): number {
  for (let shared = 1; shared <= size; shared += 1) if (wordOverlap(shared, size, shared) >= fewest) return shared;
  return size;
}
