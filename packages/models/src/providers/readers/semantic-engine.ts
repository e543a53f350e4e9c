// The semantic reader: matches meaning. Sentence vectors, relevance to question and domain, and maximal marginal relevance.
import { blend } from './blend.ts';
import type { Candidate } from './candidates.ts';
import { domainPhrase, domainTerms, fieldPhrases } from './domain-lexicon.ts';
import type { Embedder } from './batch-embedder.ts';
import type { Pace } from './pace.ts';
import type { Reading, ReadingEngine } from './reading.ts';
import { ranked, scaled, TermIndex } from './term-index.ts';
import { termsOf } from './terms.ts';

/** How much relevance counts against novelty in MMR. */
const lambda = 0.7;
/** How much of a sentence's nearness to fields in general is taken off its nearness to the domain. */
const contrast = 0.75;
/** Sentences farther than this from both question and domain are not quoted (with this encoder unrelated English sentences lie around 0.1). */
const relevanceFloor = 0.2;
/** Encoding takes some 10 ms a sentence; beyond this many candidates a word-based first pass chooses whom to encode. */
const shortlistSize = 120;

/**
 * Ranks candidates by maximal marginal relevance, lambda = 0.7: the next one maximises
 * lambda x relevance - (1 - lambda) x highest cosine to those chosen (J. Carbonell and J. Goldstein, "The Use of MMR, Diversity-Based
 * Reranking for Reordering Documents and Producing Summaries", SIGIR 1998). Relevance blends (see blend) the
 * cosine to the question with the cosine to the domain, less what the sentence has in common with fields in general. Of more than 120 candidates only 120 are encoded (see shortlist).
 */
export function createSemanticEngine(embedder: Embedder): ReadingEngine {
  return async function* readSemantically(reading): AsyncIterable<Candidate> {
    const { limit, pace, signal } = reading;
    const candidates = await shortlist(reading);
    const question = reading.question.trim();
    const domain = domainPhrase(reading.domain);
    const texts = candidates.map(({ plain, section }) => (section ? `${section}: ${plain}` : plain));
    const queries = await embedder.embed([question, domain, ...fieldPhrases], signal);
    const vectors = await embedder.embed(texts, signal);
    await pace();
    const [toQuestion, toDomain, ...toFields] = queries.map((query) =>
      Float64Array.from(vectors, (vector) => cosine(vector, query)),
    );
    if (!toQuestion || !toDomain) return;
    const particular = toDomain.map((score, unit) => score - contrast * mean(toFields.map((row) => row[unit] ?? 0)));
    const rows = [...(question ? [spread(toQuestion)] : []), ...(domain ? [spread(particular)] : [])];
    const relevance = blend(rows[0] ?? toQuestion, rows.at(-1) ?? toDomain).map((score, unit) =>
      Math.max(toQuestion[unit] ?? 0, toDomain[unit] ?? 0) < relevanceFloor ? -1 : score,
    );
    yield* mostMarginallyRelevant({ candidates, vectors, relevance, limit, pace });
  };
}

interface Ranking {
  readonly candidates: readonly Candidate[];
  readonly vectors: readonly Float32Array[];
  /** By candidate; below zero for those that must not be quoted. */
  readonly relevance: Float64Array;
  readonly limit: number;
  readonly pace: Pace;
}

async function* mostMarginallyRelevant({
  candidates,
  vectors,
  relevance,
  limit,
  pace,
}: Ranking): AsyncIterable<Candidate> {
  const open = new Set([...candidates.keys()].filter((unit) => (relevance[unit] ?? -1) >= 0));
  const nearest = new Float64Array(candidates.length);
  for (let count = 0; count < limit && open.size > 0; count += 1) {
    await pace();
    let best = -1;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (const unit of open) {
      const score = lambda * (relevance[unit] ?? 0) - (1 - lambda) * (nearest[unit] ?? 0);
      if (score > bestScore) [best, bestScore] = [unit, score];
    }
    const candidate = candidates[best];
    const vector = vectors[best];
    if (!candidate || !vector) return;
    open.delete(best);
    yield candidate;
    for (const unit of open) nearest[unit] = Math.max(nearest[unit] ?? 0, cosine(vector, vectors[unit] ?? vector));
  }
}

/**
 * All candidates, or for long documents 120 of them in reading order: half by BM25 to question and domain, half the first candidates of
 * evenly spaced stretches, so that passages that share no word with the question can still be found.
 */
async function shortlist({ candidates, question, domain, pace }: Reading): Promise<readonly Candidate[]> {
  if (candidates.length <= shortlistSize) return candidates;
  const index = await TermIndex.build(
    candidates.map(({ plain }) => plain),
    pace,
  );
  const asked = scaled(index.bm25(new Map(termsOf(question).map((term) => [term, 1]))));
  const ofDomain = scaled(index.bm25(domainTerms(domain)));
  const best = ranked(asked.map((score, unit) => score + (ofDomain[unit] ?? 0))).slice(0, shortlistSize / 2);
  const kept = new Set(best);
  const stretch = candidates.length / (shortlistSize - kept.size);
  for (let from = 0; from < candidates.length && kept.size < shortlistSize; from += stretch) kept.add(Math.floor(from));
  return [...kept].sort((first, second) => first - second).flatMap((unit) => candidates[unit] ?? []);
}

/** Values moved and stretched to lie between 0 and 1, so that question and domain weigh the same. */
function spread(values: Float64Array): Float64Array {
  const lowest = Math.min(...values);
  const range = Math.max(...values) - lowest;
  return values.map((value) => (range === 0 ? 1 : (value - lowest) / range));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of two unit vectors. */
function cosine(first: Float32Array, second: Float32Array): number {
  let product = 0;
  for (let place = 0; place < first.length; place += 1) product += (first[place] ?? 0) * (second[place] ?? 0);
  return product;
}
