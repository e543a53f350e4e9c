// readPanelPattern: what the spread of answers over families says about the question. Knows no claims.
import { answerKey, findFinalAnswer, readPattern } from '@parley/deliberation';
import type { Answer, PanelPattern } from '@parley/spec';

/**
 * From the stances of the models; where fewer than two took one, from final answers that are marked as such. Undefined when there
 * are fewer than two of these either: nothing was asked that could be compared.
 */
export function readPanelPattern(answers: readonly Answer[]): PanelPattern | undefined {
  const models = answers.filter(({ voice }) => voice.kind === 'model');
  const byStance = models.map(({ stance }) => stance?.toLowerCase());
  const isAsked = byStance.filter((stance) => stance !== undefined).length >= 2;
  const clusters = isAsked ? byStance : models.map(({ text }) => finalAnswer(text));
  if (clusters.filter((cluster) => cluster !== undefined).length < 2) return undefined;
  const { kind, words, basis } = readPattern(
    models.map(({ voice }, index) => {
      const cluster = clusters[index];
      return { family: voice.lineage, ...(cluster !== undefined && { cluster }) };
    }),
  );
  return { kind, sentence: isAsked ? words : `By their final answers: ${words}`, basis };
}

/** A concluding sentence alone is too uncertain to be counted as an answer. */
function finalAnswer(text: string): string | undefined {
  const found = findFinalAnswer(text);
  return found && found.form !== 'stated' ? answerKey(found.text) : undefined;
}
