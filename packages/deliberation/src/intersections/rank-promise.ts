// Which pairs of domains look worth exploring, by what their voices said already. A guess that costs nothing, and no more than that.
import { readStatementFacts } from '../claims/read-statement-facts.ts';
import { createTextVectors, vectorCosine } from '../text/tf-idf.ts';
import { type DomainPair, listPairs } from './list-pairs.ts';

export interface SpokenDomain {
  readonly name: string;
  readonly claims: readonly string[];
}

export interface PromisingPair extends DomainPair {
  /** TF-IDF cosine of all that the two say, 0 to 1. */
  readonly likeness: number;
  /** Words of substance that both use and the question does not. */
  readonly shared: number;
}

/**
 * All pairs, the most promising first: those that share a word of substance which the question does not bring before those that share
 * none, for which nothing bridges them; then the less alike first, because forced crossing gains with distance if it gains at all
 * (Serendipity by Design, arXiv 2603.19087); then in the order of the panel.
 */
export function rankPromise(domains: readonly SpokenDomain[], question: string): PromisingPair[] {
  const asked = new Set(readStatementFacts(question).words);
  const words = new Map(
    domains.map(({ name, claims }) => [
      name,
      new Set(claims.flatMap((claim) => readStatementFacts(claim).words)).difference(asked),
    ]),
  );
  const vectors = createTextVectors(domains.map(({ claims }) => claims.join('\n')));
  const vectorOf = new Map(domains.map(({ name }, index) => [name, vectors[index]]));
  const none: ReadonlySet<string> = new Set();
  return listPairs(domains.map(({ name }) => name))
    .map(({ first, second }, order) => {
      const [one, other] = [vectorOf.get(first), vectorOf.get(second)];
      const likeness = one && other ? Math.max(0, vectorCosine(one, other)) : 0;
      const shared = (words.get(first) ?? none).intersection(words.get(second) ?? none).size;
      return { first, second, likeness, shared, order };
    })
    .toSorted((a, b) => Number(a.shared === 0) - Number(b.shared === 0) || a.likeness - b.likeness || a.order - b.order)
    .map(({ order: _, ...pair }) => pair);
}
