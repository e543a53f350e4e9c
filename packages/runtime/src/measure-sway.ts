// measureSway: how much of a report is its writer's own line, by the report's own citations and by likeness of words. It measures
// nearness, not correctness and not intent.
import { createTextVectors, vectorCosine } from '@parley/deliberation';
import type { Answer, ReportPart, Voice, WriterSway } from '@parley/spec';
import { countSentences } from './split-report.ts';

/** Of the parts outside the minority report, which the writer need not have written. */
export function measureSway(writer: Voice, answers: readonly Answer[], parts: readonly ReportPart[]): WriterSway {
  const lineOf = new Map(answers.map(({ voice }) => [voice.nodeId, voice.lineage]));
  const isOwn = (id: string) => lineOf.get(id) === writer.lineage;
  const main = parts
    .filter(({ minority }) => minority !== true)
    .map(({ text, voices }) => ({ text, voices, sentences: countSentences(text) }));
  const sum = (test: (voices: readonly string[]) => boolean) =>
    main.reduce((total, { voices, sentences }) => total + (test(voices) ? sentences : 0), 0);
  const own = answers.filter(({ voice }) => isOwn(voice.nodeId));
  const others = answers.filter(({ voice }) => !isOwn(voice.nodeId));
  return {
    sentences: sum(() => true),
    supported: sum((voices) => voices.length > 0),
    own: sum((voices) => voices.some(isOwn)),
    ownAlone: sum((voices) => voices.length > 0 && voices.every(isOwn)),
    voices: own.map(({ voice }) => voice.nodeId),
    ...(own.length > 0 &&
      others.length > 0 && { likeness: likenessOf(main.map(({ text }) => text).join('\n\n'), own, others) }),
  };
}

function likenessOf(
  report: string,
  own: readonly Answer[],
  others: readonly Answer[],
): { own: number; others: number } {
  const [first, ...vectors] = createTextVectors([report, ...[...own, ...others].map(({ text }) => text)]);
  const cosines = vectors.map((vector) => (first ? vectorCosine(first, vector) : 0));
  const mean = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length;
  return { own: mean(cosines.slice(0, own.length)), others: mean(cosines.slice(own.length)) };
}
