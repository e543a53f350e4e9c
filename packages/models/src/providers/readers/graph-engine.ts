// The graph reader: finds what the documents themselves keep coming back to, seen from the question and the domain.
import { blend } from './blend.ts';
import type { Candidate } from './candidates.ts';
import { domainTerms } from './domain-lexicon.ts';
import type { Pace } from './pace.ts';
import type { Reading } from './reading.ts';
import { ranked, scaled, TermIndex } from './term-index.ts';
import { termsOf } from './terms.ts';

interface SentenceGraph {
  /** Neighbours and similarities, by unit. */
  readonly edges: readonly (readonly (readonly [unit: number, similarity: number])[])[];
  similarity(first: number, second: number): number;
}

const threshold = 0.08;
const degreeLimit = 40;
const commonTermShare = 0.15;
const commonTermFloor = 60;
const commonTermCeiling = 200;
const damping = 0.85;
const rounds = 60;
const settled = 1e-9;
const headingWeight = 0.5;
const repetition = 0.4;

/**
 * Ranks candidates by PageRank on the graph of their similarities (LexRank: G. Erkan and D. Radev, "LexRank: Graph-based
 * Lexical Centrality as Salience in Text Summarization", JAIR 22, 2004), with random jumps going to candidates that touch
 * the question and the domain (J. Otterbacher, G. Erkan and D. Radev, "Using Random Walks for Question-focused Sentence
 * Retrieval", 2005). A candidate too similar to a chosen one is passed over. Nothing is chosen when no candidate touches either.
 */
export async function* readByGraph({ candidates, question, domain, limit, pace }: Reading): AsyncIterable<Candidate> {
  const index = await TermIndex.build(
    candidates.map(({ plain }) => plain),
    pace,
  );
  const asked = new Map(termsOf(question).map((term) => [term, 1]));
  const ofQuestion = scaled(index.bm25(asked));
  const vocabulary = domainTerms(domain);
  const ofDomain = scaled(index.bm25(vocabulary));
  const headings = await TermIndex.build(
    candidates.map(({ section, passage }) => `${passage.documentTitle} ${section ?? ''}`),
    pace,
  );
  const ofHeading = scaled(headings.bm25(vocabulary));
  const jump = blend(ofQuestion, scaled(ofDomain.map((score, unit) => score + headingWeight * (ofHeading[unit] ?? 0))));
  if (jump.every((weight) => weight === 0)) return;
  const graph = await sentenceGraph(index, pace);
  const scores = index.evened(await personalisedPageRank(graph, jump, pace));

  const chosen: number[] = [];
  for (const unit of ranked(scores)) {
    await pace();
    if (chosen.length >= limit) return;
    if (chosen.some((other) => graph.similarity(unit, other) > repetition)) continue;
    const candidate = candidates[unit];
    if (!candidate) continue;
    chosen.push(unit);
    yield candidate;
  }
}

/**
 * Edges where the idf-modified cosine (Erkan and Radev 2004, eq. 1) of two units exceeds 0.08, at most the 40 strongest per unit.
 * Built from the inverted index, so that only units sharing a term meet; terms held by too many units (15%, at
 * least 60 and at most 200) link everything to everything and are left out of the meeting, not of the norms.
 */
async function sentenceGraph(index: TermIndex, pace: Pace): Promise<SentenceGraph> {
  const weights = index.counts.map(
    (counts) => new Map([...counts].map(([term, count]) => [term, count * index.idf(term)])),
  );
  const norms = weights.map((terms) => Math.sqrt([...terms.values()].reduce((sum, weight) => sum + weight ** 2, 0)));
  const common = Math.min(commonTermCeiling, Math.max(commonTermFloor, commonTermShare * index.size));
  const products = new Float64Array(index.size);
  const edges: (readonly [number, number])[][] = [];
  for (const [unit, terms] of weights.entries()) {
    await pace();
    const met = new Set<number>();
    for (const [term, weight] of terms) {
      const postings = index.postingsOf(term);
      if (postings.length > common) continue;
      const idf = index.idf(term);
      for (const other of postings) {
        if (other.unit === unit) continue;
        met.add(other.unit);
        products[other.unit] = (products[other.unit] ?? 0) + weight * other.count * idf;
      }
    }
    const near: (readonly [number, number])[] = [];
    for (const other of met) {
      const cosine = (products[other] ?? 0) / ((norms[unit] ?? 1) * (norms[other] ?? 1));
      products[other] = 0;
      if (cosine > threshold) near.push([other, cosine]);
    }
    edges.push(near.sort(([a, x], [c, y]) => y - x || a - c).slice(0, degreeLimit));
  }
  return {
    edges,
    similarity(first, second) {
      let product = 0;
      for (const [term, weight] of weights[first] ?? []) product += weight * (weights[second]?.get(term) ?? 0);
      return product / ((norms[first] || 1) * (norms[second] || 1));
    },
  };
}

/**
 * The stationary distribution of: with probability 0.85 walk to a neighbour in proportion to similarity, otherwise jump to a unit
 * in proportion to `jump` (topic-sensitive PageRank, T. Haveliwala 2002). Power iteration until the change is below 1e-9.
 */
async function personalisedPageRank(graph: SentenceGraph, jump: Float64Array, pace: Pace): Promise<Float64Array> {
  const total = jump.reduce((sum, weight) => sum + weight, 0);
  const home = jump.map((weight) => weight / total);
  const strengths = graph.edges.map((near) => near.reduce((sum, [, similarity]) => sum + similarity, 0));
  let ranks = home;
  for (let round = 0; round < rounds; round += 1) {
    await pace();
    const next = new Float64Array(home.length);
    let stranded = 0;
    for (const [unit, near] of graph.edges.entries()) {
      const rank = ranks[unit] ?? 0;
      const strength = strengths[unit] ?? 0;
      if (strength === 0) stranded += rank;
      for (const [other, similarity] of near)
        next[other] = (next[other] ?? 0) + (damping * rank * similarity) / strength;
    }
    let change = 0;
    for (const [unit, weight] of home.entries()) {
      const value = (next[unit] ?? 0) + (1 - damping + damping * stranded) * weight;
      change += Math.abs(value - (ranks[unit] ?? 0));
      next[unit] = value;
    }
    ranks = next;
    if (change < settled) break;
  }
  return ranks;
}
