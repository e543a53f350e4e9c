// readPanelPattern: what the spread of answers over families says about the question. Knows no claims.
import { answerKey, findFinalAnswer, readPattern, semanticEntropy, splitSemanticEntropy } from '@parley/deliberation';
import type { Answer, AnswerSpread, PanelPattern } from '@parley/spec';

/**
 * From the stances of the models; where fewer than two took one, from final answers that are marked as such. Undefined when there
 * are fewer than two of these either: nothing was asked that could be compared.
 */
export function readPanelPattern(answers: readonly Answer[]): PanelPattern | undefined {
  const models = answers.filter(({ voice }) => voice.kind === 'model');
  const byStance = models.map(({ stance }) => stance?.toLowerCase());
  const isAsked = byStance.filter((stance) => stance !== undefined).length >= 2;
  const clusters = isAsked ? byStance : models.map(({ text }) => finalAnswer(text));
  const held = models.flatMap(({ voice }, index) => {
    const cluster = clusters[index];
    return cluster === undefined ? [] : [{ model: `${voice.family}/${voice.model}`, cluster }];
  });
  if (held.length < 2) return undefined;
  const { kind, words, basis } = readPattern(
    models.map(({ voice }, index) => {
      const cluster = clusters[index];
      return { family: voice.lineage, ...(cluster !== undefined && { cluster }) };
    }),
  );
  const spread = measureSpread(held);
  const sentence = [isAsked ? words : `By their final answers: ${words}`, ...describeWavering(spread)].join(' ');
  return { kind, sentence, basis, spread };
}

/** Agents on one model are that model asked more than once, whatever their instructions. */
function measureSpread(held: readonly { readonly model: string; readonly cluster: string }[]): AnswerSpread {
  const clusters = held.map(({ cluster }) => cluster);
  const groups = [...Map.groupBy(held, ({ model }) => model).values()].map((own) => own.map(({ cluster }) => cluster));
  const repeated = groups.filter((own) => own.length > 1).length;
  const { pooled, within } = splitSemanticEntropy(groups);
  return {
    answers: held.length,
    distinct: new Set(clusters).size,
    share: semanticEntropy(clusters).normalised,
    ...(repeated > 0 && { repeated, ...(pooled > 0 && { within: Math.min(1, within / pooled) }) }),
  };
}

/** Said only where a model spoke more than once: else nobody can tell wavering from difference. */
function describeWavering({ repeated, within }: AnswerSpread): string[] {
  if (repeated === undefined) return [];
  const spoke = `${repeated === 1 ? 'One model' : `${repeated} models`} spoke more than once`;
  if (within === undefined) return [`${spoke} and nobody wavers: every answer is the same.`];
  const own = Math.round(100 * within);
  if (own === 0)
    return [
      `${spoke} and did not contradict ${repeated === 1 ? 'itself' : 'themselves'}: models differ only from each other.`,
    ];
  if (own === 100) return [`${spoke}, and all of the spread is models contradicting themselves, not each other.`];
  return [
    `${spoke}: about ${own} % of the spread is models contradicting themselves, the rest is models differing from each other.`,
  ];
}

/** A concluding sentence alone is too uncertain to be counted as an answer. */
function finalAnswer(text: string): string | undefined {
  const found = findFinalAnswer(text);
  return found && found.form !== 'stated' ? answerKey(found.text) : undefined;
}
