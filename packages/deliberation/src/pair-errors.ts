// How the errors of every two models go together, in one reading of the graded questions. The same numbers as `readPanelHistory`.
import { type GradedQuestion, markVote } from './panel-history.ts';
import { errorCorrelation } from './pair-sameness.ts';

export interface PairErrors {
  /** Correlation of the marks, -1 to 1; null when it is not defined. */
  readonly phi: number | null;
  /** Graded questions on which both have a mark. */
  readonly items: number;
}

/**
 * What the questions tell of two models: of their first votes, and for twice the same model of its first and its second. A voice that
 * took no stance has no mark.
 */
export function errorsOfPairs(questions: readonly GradedQuestion[]): (one: string, other: string) => PairErrors {
  const met = new Map<string, Map<string, [boolean[], boolean[]]>>();
  for (const question of questions) {
    const marks = new Map<string, (boolean | null)[]>();
    for (const { model, answer } of question.votes) {
      const known = marks.get(model);
      const mark = markVote(question, answer);
      if (known) known.push(mark);
      else marks.set(model, [mark]);
    }
    const models = [...marks.keys()].toSorted();
    for (const [place, one] of models.entries()) {
      for (const other of models.slice(place)) {
        const [first, second] = [marks.get(one)?.[0], marks.get(other)?.[one === other ? 1 : 0]];
        if (typeof first !== 'boolean' || typeof second !== 'boolean') continue;
        const row = met.get(one) ?? new Map<string, [boolean[], boolean[]]>();
        met.set(one, row);
        const pair = row.get(other) ?? [[], []];
        row.set(other, pair);
        pair[0].push(first);
        pair[1].push(second);
      }
    }
  }
  return (one, other) => {
    const [first, second] = one < other ? [one, other] : [other, one];
    const [a, b] = met.get(first)?.get(second) ?? [[], []];
    return { phi: errorCorrelation(a, b), items: a.length };
  };
}
