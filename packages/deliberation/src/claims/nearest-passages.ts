// createPassageBook: the sentences of all answers, and which of each answer come nearest to a claim. Decides nothing.
import type { Comparison, Span } from './claim.ts';
import { compareStatements, CONTRADICTS, SAME_TOPIC } from './compare-statements.ts';
import type { StatementFacts } from './read-statement-facts.ts';
import { createWordIndex } from './word-index.ts';

/** A sentence of an answer with what it says to a claim. */
export interface NearPassage {
  readonly span: Span;
  /** Absent where it can only be silent and another sentence comes nearer. */
  readonly compared?: Comparison;
}

export interface PassageBook {
  /** Adds a sentence of the answer with this number. */
  add(owner: number, span: Span, facts: StatementFacts): void;
  /** By answer the sentences that share enough words with the claim: at most three, best first, then in the order added. */
  nearest(claim: StatementFacts): ReadonlyMap<number, readonly NearPassage[]>;
}

const MOST_PASSAGES = 3;

/** `owners` is how many answers there are. */
export function createPassageBook(owners: number): PassageBook {
  const index = createWordIndex();
  const spans: Span[] = [];
  const facts: StatementFacts[] = [];
  const ownerOf: number[] = [];
  // Of each answer the best so far: how many, which, how near and with how many shared words.
  const kept = new Uint8Array(owners);
  const places = new Uint32Array(owners * MOST_PASSAGES);
  const overlaps = new Float64Array(owners * MOST_PASSAGES);
  const shares = new Uint16Array(owners * MOST_PASSAGES);
  const keep = (at: number, overlap: number, shared: number): void => {
    const owner = ownerOf[at] ?? 0;
    const first = owner * MOST_PASSAGES;
    const count = kept[owner] ?? 0;
    let place = first + count;
    while (place > first && overlap > (overlaps[place - 1] ?? 0)) place -= 1;
    if (place === first + MOST_PASSAGES) return;
    const last = first + Math.min(count, MOST_PASSAGES - 1);
    places.copyWithin(place + 1, place, last);
    overlaps.copyWithin(place + 1, place, last);
    shares.copyWithin(place + 1, place, last);
    places[place] = at;
    overlaps[place] = overlap;
    shares[place] = shared;
    if (count < MOST_PASSAGES) kept[owner] = count + 1;
  };
  return {
    add(owner, span, own) {
      index.add(own.wordSet);
      spans.push(span);
      facts.push(own);
      ownerOf.push(owner);
    },
    nearest(claim) {
      kept.fill(0);
      index.visit(claim.wordSet, SAME_TOPIC, keep);
      const found = new Map<number, NearPassage[]>();
      for (let owner = 0; owner < owners; owner += 1) {
        const count = kept[owner] ?? 0;
        if (count === 0) continue;
        const near: NearPassage[] = [];
        for (let place = owner * MOST_PASSAGES; near.length < count; place += 1) {
          const at = places[place] ?? 0;
          const [span, said] = [spans[at], facts[at]];
          if (!span || !said) break;
          const overlap = overlaps[place] ?? 0;
          if (near.length > 0 && overlap < CONTRADICTS) near.push({ span });
          else near.push({ span, compared: compareStatements(claim, said, shares[place], overlap) });
        }
        found.set(owner, near);
      }
      return found;
    },
  };
}
