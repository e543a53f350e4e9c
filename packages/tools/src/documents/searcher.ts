// The contract of a search in documents, and the one that every host has: by words, in this process, without an index.
import { scoreQuery } from '@parley/models';
import type { Document, Passage } from '@parley/spec';
import { passagesOf } from './passages-of.ts';

export interface DocumentSearch {
  readonly documents: readonly Document[];
  readonly query: string;
  /** Passages at most. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

export interface DocumentSearcher {
  /** The passages that fit best, the best first; none when nothing fits. Their texts are the documents' own. */
  search(search: DocumentSearch): Promise<readonly Passage[]>;
}

/** Finds by words (see `scoreQuery`): no database, no model, no download. */
export const lexicalSearcher: DocumentSearcher = {
  async search({ documents, query, limit, signal }) {
    const passages = documents.flatMap(passagesOf);
    const texts = passages.map(({ text, documentTitle }) => `${text}\n${documentTitle}`);
    const scores = await scoreQuery(texts, query, signal);
    return [...passages.entries()]
      .filter(([place]) => (scores[place] ?? 0) > 0)
      .toSorted(([one], [other]) => (scores[other] ?? 0) - (scores[one] ?? 0) || one - other)
      .slice(0, limit)
      .map(([, passage]) => passage);
  },
};
