// The lexical reader: matches words. BM25 for the question and for the domain's vocabulary, with feedback from the documents.
import type { Candidate } from './candidates.ts';
import { scoreLexically } from './lexical-scores.ts';
import type { Reading } from './reading.ts';
import { ranked } from './term-index.ts';

const repetition = 0.5;

/** Takes candidates in the order of their lexical scores; one that mostly repeats a chosen one is passed over. */
export async function* readLexically({ candidates, question, domain, limit, pace }: Reading): AsyncIterable<Candidate> {
  const texts = candidates.map(({ plain, section, passage }) => `${plain} ${section ?? ''} ${passage.documentTitle}`);
  const { index, scores } = await scoreLexically(texts, { question, domain }, pace);

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
