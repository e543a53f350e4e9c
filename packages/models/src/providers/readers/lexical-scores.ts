// How relevant texts are to a question and a domain, by their words: what the lexical reader reads by and what long material is trimmed by.
import { blend } from './blend.ts';
import { domainTerms } from './domain-lexicon.ts';
import { createPace, type Pace } from './pace.ts';
import { ranked, scaled, TermIndex } from './term-index.ts';
import { termsOf } from './terms.ts';

export interface Interest {
  readonly question: string;
  readonly domain: string;
}

const feedbackUnits = 8;
const feedbackTerms = 10;
const feedbackWeight = 0.35;

/** Relevance from 0 to 1 of each text, in their order, each judged against the others; lets other work in meanwhile. */
export async function scoreRelevance(
  texts: readonly string[],
  interest: Interest,
  signal: AbortSignal,
): Promise<Float64Array> {
  return (await scoreLexically(texts, interest, createPace(signal))).scores;
}

/** BM25 of each text for the words of a query and nothing else, scaled to its best: 0 where no word is in it. */
export async function scoreQuery(texts: readonly string[], query: string, signal: AbortSignal): Promise<Float64Array> {
  const index = await TermIndex.build(texts, createPace(signal));
  return scaled(index.bm25(new Map(termsOf(query).map((term) => [term, 1]))));
}

/**
 * BM25 (see TermIndex.bm25) of the question plus BM25 of the domain's terms, each scaled to its best. The domain's query
 * then grows by the ten terms most typical of its eight best texts (pseudo-relevance feedback after Lavrenko and Croft,
 * "Relevance-Based Language Models", 2001).
 */
export async function scoreLexically(
  texts: readonly string[],
  { question, domain }: Interest,
  pace: Pace,
): Promise<{ index: TermIndex; scores: Float64Array }> {
  const index = await TermIndex.build(texts, pace);
  await pace();
  const asked = new Map(termsOf(question).map((term) => [term, 1]));
  const ofQuestion = scaled(index.bm25(asked));
  const vocabulary = domainTerms(domain);
  const first = blend(ofQuestion, scaled(index.bm25(vocabulary)));
  await pace();
  const grown = withFeedback(index, vocabulary, first);
  return { index, scores: blend(ofQuestion, scaled(index.bm25(grown))) };
}

/** The query with the terms most typical of the best units: sum over those of share of score x tf x idf, scaled to the feedback weight. */
function withFeedback(index: TermIndex, query: ReadonlyMap<string, number>, scores: Float64Array): Map<string, number> {
  const best = ranked(scores).slice(0, feedbackUnits);
  const total = best.reduce((sum, unit) => sum + (scores[unit] ?? 0), 0);
  const typical = new Map<string, number>();
  for (const unit of best) {
    for (const [term, count] of index.counts[unit] ?? []) {
      if (index.postingsOf(term).length < 2) continue;
      const gain = ((scores[unit] ?? 0) / total) * count * index.idf(term);
      typical.set(term, (typical.get(term) ?? 0) + gain);
    }
  }
  const strongest = [...typical].sort(([a, x], [c, y]) => y - x || (a < c ? -1 : 1)).slice(0, feedbackTerms);
  const highest = strongest[0]?.[1] ?? 1;
  const grown = new Map(query);
  for (const [term, gain] of strongest)
    grown.set(term, Math.max(grown.get(term) ?? 0, (feedbackWeight * gain) / highest));
  return grown;
}
