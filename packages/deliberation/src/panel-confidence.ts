// How sure a decision of these very voices may be: not a promise of theirs but what came true where they stood about alike before.
// It extrapolates nothing: without enough graded questions of these voices there is no number.
import { answerConfidence } from './answer-confidence.ts';
import { type HistoryBand, historyBand } from './calibration.ts';
import { voiceDiscounts } from './effective-voices.ts';
import { answersOfPanel, type GradedQuestion, markVote, readPanelHistory } from './panel-history.ts';
import { correlateVoices, type VoiceOrigin } from './voice-correlation.ts';
import { estimateAccuracies, logOddsWeights } from './vote-weights.ts';

/** From how many graded questions that all the voices answered on their firmness is measured, and of how many the newest are used. */
const enoughItems = 30;
const mostItems = 400;
/** Questions are alike when the voices stood as firmly to within this, on a scale of 0 to 1; fewer than 20 of them say nothing. */
const nearness = 0.1;
const enoughAlike = 20;
const folds = 5;

export interface PanelConfidence extends HistoryBand {
  /** The share of the alike questions on which the front answer was right. */
  readonly share: number;
  /** Graded questions that all these voices answered. */
  readonly graded: number;
  /** How firmly they stand here: the n_eff-discounted posterior of the decision, 0 to 1 (see `answerConfidence`). To be compared, not shown. */
  readonly firmness: number;
}

/**
 * How often the front answer of these voices was right on graded questions on which they stood about as firmly as here, with Wilson's
 * interval. Firmness is the discounted posterior with log-odds weights; that of an earlier question is told from the other four fifths of
 * the questions only, so that no question vouches for itself. `answers` has one a voice. Null where the decision is not the one
 * they stand for most firmly, with fewer than 30 questions that all of them answered, or with fewer than 20 that are alike.
 */
export function panelConfidence(
  voices: readonly VoiceOrigin[],
  answers: readonly string[],
  decision: string,
  questions: readonly GradedQuestion[],
): PanelConfidence | null {
  const whole: { readonly question: GradedQuestion; readonly row: readonly string[] }[] = [];
  for (const question of questions) {
    if (whole.length === mostItems) break;
    const row = answersOfPanel(question, voices).filter(
      (answer) => answer !== null && markVote(question, answer) !== null,
    );
    if (row.length === voices.length)
      whole.push({ question, row: row.flatMap((answer) => answer?.toLowerCase() ?? []) });
  }
  if (voices.length < 2 || whole.length < enoughItems) return null;
  const here = frontOf(
    answers.map((answer) => answer.toLowerCase()),
    standing(whole.map(({ question }) => question)),
  );
  if (here?.option !== decision.toLowerCase()) return null;
  const alike = Array.from({ length: folds }, (_, fold) => {
    const others = whole.filter((_, place) => foldOf(place) !== fold).map(({ question }) => question);
    const basis = standing(others);
    return whole
      .filter((_, place) => foldOf(place) === fold)
      .flatMap(({ question, row }) => {
        const front = frontOf(row, basis);
        const isAlike = front && Math.abs(front.probability - here.probability) <= nearness;
        return isAlike ? [markVote(question, front.option) === true] : [];
      });
  }).flat();
  const band = historyBand(alike.filter(Boolean).length, alike.length);
  if (band.share === null || band.items < enoughAlike) return null;
  return { ...band, share: band.share, graded: whole.length, firmness: here.probability };

  function standing(known: readonly GradedQuestion[]) {
    const { marks, optionCount, pair } = readPanelHistory(known, voices);
    const { rho } = correlateVoices(voices, pair);
    return { weights: logOddsWeights(estimateAccuracies(marks), optionCount), discounts: voiceDiscounts(rho) };
  }
}

/** By the golden ratio, so that no rhythm in the questions falls together with the folds. */
function foldOf(place: number): number {
  return Math.floor(((place * 0.618_033_988_749_895) % 1) * folds);
}

/** The answer they stand for most firmly; undefined where two are level. */
function frontOf(
  row: readonly string[],
  basis: { readonly weights: readonly number[]; readonly discounts: readonly number[] },
): { readonly option: string; readonly probability: number } | undefined {
  const [first, second] = answerConfidence(row, basis).options;
  if (!first || (second && first.probability - second.probability < 1e-9)) return undefined;
  return { option: String(first.option), probability: first.probability };
}
