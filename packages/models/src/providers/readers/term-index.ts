// An inverted index over candidates: who holds which term how often. Scores by BM25 and by tf-idf; knows no domain.
import type { Pace } from './pace.ts';
import { termsOf } from './terms.ts';

interface Posting {
  readonly unit: number;
  readonly count: number;
}

/** Query terms with their weights. */
export type TermWeights = ReadonlyMap<string, number>;

const k1 = 1.2;
const b = 0.75;
const fullSubstance = 6;

/** Terms of texts, by text and by term. Units are numbered as the texts were given. */
export class TermIndex {
  readonly size: number;
  /** Distinct terms and their counts, by unit. */
  readonly counts: readonly ReadonlyMap<string, number>[];
  private readonly postings: ReadonlyMap<string, readonly Posting[]>;
  private readonly lengths: readonly number[];
  private readonly averageLength: number;

  private constructor(counts: Map<string, number>[], postings: Map<string, Posting[]>, lengths: number[]) {
    this.size = counts.length;
    this.counts = counts;
    this.postings = postings;
    this.lengths = lengths;
    this.averageLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length) || 1;
  }

  static async build(texts: readonly string[], pace: Pace): Promise<TermIndex> {
    const counts: Map<string, number>[] = [];
    const postings = new Map<string, Posting[]>();
    const lengths: number[] = [];
    for (const [unit, text] of texts.entries()) {
      await pace();
      const terms = termsOf(text);
      const count = new Map<string, number>();
      for (const term of terms) count.set(term, (count.get(term) ?? 0) + 1);
      for (const [term, times] of count) {
        const list = postings.get(term);
        if (list) list.push({ unit, count: times });
        else postings.set(term, [{ unit, count: times }]);
      }
      counts.push(count);
      lengths.push(terms.length);
    }
    return new TermIndex(counts, postings, lengths);
  }

  postingsOf(term: string): readonly Posting[] {
    return this.postings.get(term) ?? [];
  }

  /** ln(1 + (N - n + 0.5) / (n + 0.5)): the Robertson/Spärck Jones weight without relevance information, kept above zero. */
  idf(term: string): number {
    const holders = this.postingsOf(term).length;
    return Math.log(1 + (this.size - holders + 0.5) / (holders + 0.5));
  }

  /**
   * BM25 of every unit for weighted query terms: sum over terms of
   * weight x idf x tf (k1 + 1) / (tf + k1 (1 - b + b length / average length)), k1 = 1.2, b = 0.75.
   * S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, section 3.
   */
  bm25(query: TermWeights): Float64Array {
    const scores = new Float64Array(this.size);
    for (const [term, weight] of query) {
      const idf = this.idf(term);
      for (const { unit, count } of this.postingsOf(term)) {
        const norm = k1 * (1 - b + (b * (this.lengths[unit] ?? 0)) / this.averageLength);
        scores[unit] = (scores[unit] ?? 0) + (weight * idf * count * (k1 + 1)) / (count + norm);
      }
    }
    return scores;
  }

  /**
   * Scores without the advantage of length: divided by 0.5 + 0.5 length / average length where that exceeds 1, and times
   * distinct terms / 6 for units with fewer than six, which say little.
   */
  evened(scores: Float64Array): Float64Array {
    return scores.map((score, unit) => {
      const long = Math.max(1, 0.5 + (0.5 * (this.lengths[unit] ?? 0)) / this.averageLength);
      return (score * Math.min(1, (this.counts[unit]?.size ?? 0) / fullSubstance)) / long;
    });
  }

  /** Share of terms two units have in common: |A and B| / |A or B| over distinct terms; 0 when both are empty. */
  overlap(first: number, second: number): number {
    const a = this.counts[first];
    const c = this.counts[second];
    if (!a || !c) return 0;
    let shared = 0;
    for (const term of a.keys()) if (c.has(term)) shared += 1;
    const either = a.size + c.size - shared;
    return either === 0 ? 0 : shared / either;
  }
}

/** Scores divided by their maximum, so that 1 is the best; all zero stays zero. */
export function scaled(scores: Float64Array): Float64Array {
  let highest = 0;
  for (const score of scores) if (score > highest) highest = score;
  return highest === 0 ? scores : scores.map((score) => score / highest);
}

/** Unit numbers from the highest score to the lowest, those above zero only; equal scores stay in reading order. */
export function ranked(scores: Float64Array): number[] {
  return [...scores.keys()]
    .filter((unit) => (scores[unit] ?? 0) > 0)
    .sort((first, second) => (scores[second] ?? 0) - (scores[first] ?? 0) || first - second);
}
