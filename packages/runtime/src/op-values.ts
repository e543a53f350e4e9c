// Reading an op's inputs: values of one kind from a port, and who is missing there.
import { type Answer, type AnswerOutcome, AppError, type MissingVoice } from '@parley/spec';
import type { OpInput, OpInputs } from './op.ts';

/** The values of one kind on a port, in edge order. */
export function valuesAt<Kind extends OpInput['kind']>(
  inputs: OpInputs,
  port: string,
  kind: Kind,
): Extract<OpInput, { kind: Kind }>[] {
  const isOfKind = (value: { kind: string }): value is Extract<OpInput, { kind: Kind }> => value.kind === kind;
  return (inputs[port] ?? []).filter(isOfKind);
}

/** Answers on a port, parted into voices that spoke and voices that did not, both in edge order. */
export function hearVoices(
  inputs: OpInputs,
  port: string,
  title: string,
): { answers: Answer[]; missing: MissingVoice[] } {
  const answers: Answer[] = [];
  const missing: MissingVoice[] = [];
  for (const value of inputs[port] ?? []) {
    if (value.kind === 'missing') missing.push(value.missing);
    if (value.kind !== 'answer') continue;
    const reason = silence[value.outcome](value.voice.kind === 'reader');
    if (reason === undefined) answers.push(value);
    else missing.push({ nodeId: value.voice.nodeId, title: value.voice.title, reason });
  }
  if (answers.length === 0) {
    const reasons = missing.map((voice) => `"${voice.title}": ${voice.reason}`).join(' ');
    throw new AppError(
      'user/no-voice',
      `"${title}" has nothing to work with, because no voice spoke. ${reasons} What was finished is kept; mend that and let the run go on.`,
    );
  }
  return { answers, missing };
}

/** Why an answer with this outcome says nothing; undefined when it does say something. */
const silence: Record<AnswerOutcome, (isReader: boolean) => string | undefined> = {
  complete: () => undefined,
  length: () => undefined,
  refusal: () => 'The model declined to answer.',
  filtered: () => "The provider's filter held the answer back.",
  empty: (isReader) => (isReader ? 'The reader found nothing to quote.' : 'The model gave an empty answer.'),
};

/** Every `family/model` behind these values, sorted. */
export function joinClosures(values: readonly { readonly closure: readonly string[] }[], ...own: string[]): string[] {
  return [...new Set([...values.flatMap(({ closure }) => closure), ...own])].sort();
}
