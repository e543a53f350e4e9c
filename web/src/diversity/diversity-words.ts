// What a panel's weight means, in words that promise nothing. Pure.
import type { DecisionRecord, Independence, Verdict } from '@parley/spec';

type Weight = Pick<Independence, 'effective' | 'basis' | 'graded'> & { readonly placed: number };

/** "5 voices, counting as about 1.9". */
export function weightWords({ placed, effective }: Pick<Weight, 'placed' | 'effective'>): string {
  return `${placed} ${placed === 1 ? 'voice' : 'voices'}, counting as about ${effective.toFixed(1)}`;
}

/** Where the number comes from and what it is worth. */
export function basisWords({ basis, graded }: Pick<Weight, 'basis' | 'graded'>): string {
  const questions = `${graded} graded ${graded === 1 ? 'question' : 'questions'} of yours`;
  switch (basis) {
    case 'assumed':
      return 'Assumed from who their makers are, not measured: models of one family repeat each other most, and even models of different makers share many mistakes.';
    case 'blended':
      return `Partly measured: on ${questions}, and assumed where those are too few.`;
    case 'measured':
      return `Measured on ${questions}.`;
  }
}

/** From how many graded decisions on a share says anything. */
const enoughGrades = 10;

/** How sure a decision may be, and by what: the history of these voices, else of such votes, else nothing. */
export function confidenceWords({ confidence, record }: Pick<Verdict, 'confidence' | 'record'>): string | undefined {
  if (!confidence) return record && recordWords(record);
  const { share, low, high, alike, graded } = confidence;
  return `About ${percent(share)} % right (${percent(low)} to ${percent(high)} %), on ${alike} graded ${alike === 1 ? 'question' : 'questions'} of yours on which these voices stood about as firmly, out of ${graded} that all of them answered.`;
}

/** The same in a few words for a card; undefined where nothing was decided by the voices. */
export function shortConfidence({ confidence, record }: Pick<Verdict, 'confidence' | 'record'>): string | undefined {
  if (confidence)
    return `About ${percent(confidence.share)} % right (${percent(confidence.low)}–${percent(confidence.high)}), ${confidence.alike} graded`;
  if (!record) return undefined;
  return record.graded < enoughGrades
    ? 'No history yet'
    : `Such votes: ${percent(record.low)}–${percent(record.high)} % right, ${record.graded} graded`;
}

function percent(share: number): number {
  return Math.round(100 * share);
}

/** What such a vote has been worth so far. */
function recordWords({ graded, low, high }: DecisionRecord): string {
  if (graded < enoughGrades) {
    const known =
      graded === 0 ? 'none of them is graded' : `only ${graded} of them ${graded === 1 ? 'is' : 'are'} graded`;
    return `No history yet: how often a vote like this is right is not known, because ${known}.`;
  }
  return `On ${graded} graded decisions of yours, a vote like this was right ${percent(low)} to ${percent(high)} % of the time, whoever the voices were.`;
}
