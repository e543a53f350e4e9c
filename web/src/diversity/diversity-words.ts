// What a panel's weight means, in words that promise nothing. Pure.
import type { DecisionRecord, Independence } from '@parley/spec';

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

/** What such a vote has been worth so far. */
export function recordWords({ graded, low, high }: DecisionRecord): string {
  if (graded < enoughGrades) {
    const known =
      graded === 0 ? 'none of them is graded' : `only ${graded} of them ${graded === 1 ? 'is' : 'are'} graded`;
    return `No history yet: how often a vote like this is right is not known, because ${known}.`;
  }
  return `On ${graded} graded decisions of yours, a vote like this was right ${Math.round(100 * low)} to ${Math.round(100 * high)} % of the time.`;
}
