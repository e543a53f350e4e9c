// What graded decisions tell about a panel: who errs with whom, who is right how often, and what a vote like this has been worth.
import { type HistoryBand, historyBand } from './calibration.ts';
import { errorCorrelation } from './pair-sameness.ts';
import type { VoiceOrigin } from './voice-correlation.ts';

export interface GradedVote extends VoiceOrigin {
  /** Null when it took no stance. */
  readonly answer: string | null;
}

/** One decision that a person graded. */
export interface GradedQuestion {
  /** The shape of the vote, such as `majority`. */
  readonly outcome: string;
  /** Null when nothing was decided. */
  readonly decision: string | null;
  readonly right: boolean;
  /** What was true, where the grade tells: the decision when it was right. */
  readonly truth: string | null;
  /** How many options were named. */
  readonly options: number;
  readonly votes: readonly GradedVote[];
}

export interface PanelHistory {
  /** phi of two voices of the panel, by place, on the questions both answered and whose marks are known. */
  pair(a: number, b: number): { readonly phi: number | null; readonly items: number };
  /** Voice x question, the questions on which every voice of the panel has a mark. */
  readonly marks: readonly (readonly boolean[])[];
  /** Mean number of options on those questions, rounded, at least 2. */
  readonly optionCount: number;
}

/**
 * What these voices answered to a question; null where one did not. Voices are the same when their models are; the second copy of a
 * model is looked for among the second copies.
 */
export function answersOfPanel({ votes }: GradedQuestion, voices: readonly VoiceOrigin[]): (string | null)[] {
  return voices.map(({ model }, place) => {
    const copy = voices.slice(0, place).filter((other) => other.model === model).length;
    return votes.filter((vote) => vote.model === model)[copy]?.answer ?? null;
  });
}

/** The history of these voices, as `answersOfPanel` finds them. Marks are those of `markVote`. */
export function readPanelHistory(questions: readonly GradedQuestion[], voices: readonly VoiceOrigin[]): PanelHistory {
  const rows = questions.map((question) =>
    answersOfPanel(question, voices).map((answer) => markVote(question, answer)),
  );
  const whole = rows.flatMap((row, index) => (row.length > 0 && row.every((mark) => mark !== null) ? [index] : []));
  const options = whole.reduce((sum, index) => sum + (questions[index]?.options ?? 0), 0);
  return {
    pair(a, b) {
      const both = rows.flatMap((row) => {
        const [one, other] = [row[a] ?? null, row[b] ?? null];
        return one === null || other === null ? [] : [[one, other] as const];
      });
      const phi = errorCorrelation(
        both.map(([one]) => one),
        both.map(([, other]) => other),
      );
      return { phi, items: both.length };
    },
    marks: voices.map((_, place) => whole.map((index) => rows[index]?.[place] === true)),
    optionCount: whole.length === 0 ? 2 : Math.max(2, Math.round(options / whole.length)),
  };
}

/** How often decisions of this outcome were right. Decisions only: where nothing was decided, nothing was right. */
export function outcomeBand(questions: readonly GradedQuestion[], outcome: string): HistoryBand {
  const alike = questions.filter((question) => question.decision !== null && question.outcome === outcome);
  return historyBand(alike.filter(({ right }) => right).length, alike.length);
}

/**
 * Whether an answer was right, as far as the grade tells; null without an answer. A wrong decision whose truth nobody told marks
 * those who chose it as wrong and tells nothing of the others.
 */
export function markVote(
  { decision, right, truth }: Pick<GradedQuestion, 'decision' | 'right' | 'truth'>,
  answer: string | null | undefined,
): boolean | null {
  if (answer === null || answer === undefined) return null;
  const said = answer.toLowerCase();
  if (truth !== null) return said === truth.toLowerCase();
  // Only what was decided is known, and known to be wrong.
  return !right && said === decision?.toLowerCase() ? false : null;
}
