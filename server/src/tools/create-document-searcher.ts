// The server's search in documents: Postgres full text and sentence vectors, put together by rank. Texts are indexed once.
import type { Embedder } from '@parley/models';
import { AppError, type Document, type Passage } from '@parley/spec';
import type { DocumentSearcher } from '@parley/tools';
import type { Database } from '../database/connect.ts';
import type { Log } from '../http/log.ts';
import { createPassageIndex, type IndexedPassage, type PassageIndex, type SearchedText } from './passage-index.ts';

/** Passages that each of the two searches may put forward, for each text. */
const shortlist = 100;
/**
 * Texts with more passages than this are not encoded whole: only the best of what the words found is. Encoding takes 20 to
 * 100 ms a passage, once, and an agent waits for it.
 */
const encodedWhole = 120;
const encodedFound = 60;
/** Passages farther than this from the query are not found by meaning (with this encoder unrelated English lies around 0.1). */
const relevanceFloor = 0.25;
/**
 * Reciprocal rank fusion: the sum over both searches of 1 / (60 + rank). G. Cormack, C. Clarke and S. Büttcher,
 * "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods", SIGIR 2009.
 */
const fusion = 60;

interface DocumentSearcherOptions {
  readonly db: Database;
  readonly embedder: Embedder;
  readonly log: Log;
}

interface Hit {
  readonly document: Document;
  readonly passage: IndexedPassage;
  readonly score: number;
}

/** Finds by words in every language, and by meaning in English texts; by words alone when the encoder fails. */
export function createDocumentSearcher({ db, embedder, log }: DocumentSearcherOptions): DocumentSearcher {
  const index = createPassageIndex(db);
  return {
    async search({ documents, query, limit, signal }) {
      const byWords: Hit[] = [];
      const byMeaning: Hit[] = [];
      for (const document of documents) {
        if (signal.aborted) throw new AppError('internal/cancelled', 'The search was stopped before it was finished.');
        const text = await index.open(document);
        const words = await index.findWords(text, query, shortlist);
        byWords.push(...words.map(({ score, ...passage }) => ({ document, passage, score })));
        if (!readsAsEnglish(text, document)) continue;
        try {
          const candidates = text.passages <= encodedWhole ? await index.list(text) : words.slice(0, encodedFound);
          const scores = await nearness({ index, embedder, text, document, candidates, query, signal });
          candidates.forEach((passage, at) => {
            const score = scores[at] ?? 0;
            if (score >= relevanceFloor) byMeaning.push({ document, passage, score });
          });
        } catch (error) {
          if (error instanceof AppError && error.code === 'internal/cancelled') throw error;
          log.warn('Documents were searched by words only: the sentence encoder failed.', { error });
        }
      }
      return fuse([byWords, byMeaning], limit);
    },
  };
}

/** The encoder knows English only. Of a text too short to tell, its letters decide. */
function readsAsEnglish({ language }: SearchedText, { text }: Document): boolean {
  if (language !== 'simple') return language === 'english';
  const letters = text.slice(0, 5000).match(/\p{L}/gu) ?? [];
  return letters.length > 0 && letters.filter((letter) => /[a-z]/iu.test(letter)).length >= letters.length * 0.98;
}

interface Comparison {
  readonly index: PassageIndex;
  readonly embedder: Embedder;
  readonly text: SearchedText;
  readonly document: Document;
  readonly candidates: readonly IndexedPassage[];
  readonly query: string;
  readonly signal: AbortSignal;
}

/** The cosine of each candidate to the query, in order; vectors that are new are stored. */
async function nearness({ index, embedder, text, document, candidates, query, signal }: Comparison): Promise<number[]> {
  const known = await index.readVectors(
    text,
    candidates.map(({ place }) => place),
  );
  const open = candidates.filter(({ place }) => !known.has(place));
  const made = await embedder.embed(
    open.map(({ start, end }) => document.text.slice(start, end)),
    signal,
  );
  const fresh = new Map(open.flatMap(({ place }, at) => (made[at] ? [[place, made[at]] as const] : [])));
  await index.writeVectors(text, fresh);
  const [asked] = await embedder.embed([query], signal);
  return candidates.map(({ place }) => product(asked, known.get(place) ?? fresh.get(place)));
}

/** Of two unit vectors: their cosine. */
function product(one: Float32Array | undefined, other: Float32Array | undefined): number {
  return one && other ? one.reduce((sum, value, place) => sum + value * (other[place] ?? 0), 0) : 0;
}

function fuse(lists: readonly (readonly Hit[])[], limit: number): Passage[] {
  const fused = new Map<string, { hit: Hit; score: number }>();
  for (const list of lists) {
    for (const [rank, hit] of list
      .toSorted((one, other) => other.score - one.score)
      .slice(0, shortlist)
      .entries()) {
      const key = `${hit.document.id}/${hit.passage.place}`;
      fused.set(key, { hit, score: (fused.get(key)?.score ?? 0) + 1 / (fusion + rank + 1) });
    }
  }
  return [...fused.values()]
    .toSorted((one, other) => other.score - one.score)
    .slice(0, limit)
    .map(({ hit }) => toPassage(hit));
}

function toPassage({ document: { id, title, text, pageStarts }, passage: { start, end } }: Hit): Passage {
  const page = pageStarts.findLastIndex((pageStart) => pageStart <= start) + 1;
  return {
    documentId: id,
    documentTitle: title,
    start,
    end,
    text: text.slice(start, end),
    ...(pageStarts.length > 0 && { page: Math.max(1, page) }),
  };
}
