// The lexical reader: matches words. BM25 for the question and for the domain's vocabulary, with feedback from the documents.
import { blend } from './blend.ts';
import type { Candidate } from './candidates.ts';
import { domainTerms } from './domain-lexicon.ts';
import type { Reading } from './reading.ts';
import { ranked, scaled, TermIndex } from './term-index.ts';
import { termsOf } from './terms.ts';

const feedbackUnits = 8;
const feedbackTerms = 10;
const feedbackWeight = 0.35;
const repetition = 0.5;

/**
 * Ranks candidates by BM25 (see TermIndex.bm25) of the question plus BM25 of the domain's terms, each scaled to its best.
 * The domain's query then grows by the ten terms most typical of its eight best candidates (pseudo-relevance feedback after
 * Lavrenko and Croft, "Relevance-Based Language Models", 2001). A candidate that mostly repeats a chosen one is passed over.
 */
export async function* readLexically({ candidates, question, domain, limit, pace }: Reading): AsyncIterable<Candidate> {
  const texts = candidates.map(({ plain, section, passage }) => `${plain} ${section ?? ''} ${passage.documentTitle}`);
  const index = await TermIndex.build(texts, pace);
  await pace();
  const asked = new Map(termsOf(question).map((term) => [term, 1]));
  const ofQuestion = scaled(index.bm25(asked));
  const vocabulary = domainTerms(domain);
  const first = blend(ofQuestion, scaled(index.bm25(vocabulary)));
  await pace();
  const grown = withFeedback(index, vocabulary, first);
  const scores = blend(ofQuestion, scaled(index.bm25(grown)));

  const chosen: number[] = [];
  for (const unit of ranked(scores)) {
    await pace();
    if (chosen.length >= limit) return;
    if (chosen.some((other) => index.overlap(unit, other) > repetition)) continue;
    const candidate = candidates[unit];
    if (!candidate) continue;
    chosen.push(unit);
    yield candidate;
  }
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
