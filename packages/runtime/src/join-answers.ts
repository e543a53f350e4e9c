// joinAnswers: a report without a writer. Nothing is written: answers and passages are sorted by who brings them.
import type { Answer, Dissent, MissingVoice, ReportPart, Verdict } from '@parley/spec';
import { gatherEvidence } from './gather-evidence.ts';
import { writeMinority } from './minority-report.ts';
import { count, listWords, quotePassage } from './wording.ts';

/**
 * The parts, in the order: what was chosen, what several rest on, what each voice alone brings (the base first), who stands against
 * it, who is missing.
 */
export function joinAnswers(
  answers: readonly Answer[],
  missing: readonly MissingVoice[],
  verdict: Verdict | undefined,
  { base, dissent }: { readonly base?: string | undefined; readonly dissent: readonly Dissent[] },
): ReportPart[] {
  const evidence = gatherEvidence(answers);
  const titles = new Map(answers.map(({ voice }) => [voice.nodeId, voice.title]));
  const nameVoices = (ids: readonly string[]) => listWords(ids.map((id) => `"${titles.get(id) ?? id}"`));
  return [
    ...(verdict ? describeChoices(verdict) : []),
    ...evidence
      .filter(({ voices }) => voices.length > 1)
      .map(({ passage, voices }) => ({
        heading: 'What several voices rest on',
        text: `${quotePassage(passage)}\n\nQuoted by ${nameVoices(voices)}.`,
        voices,
        passage,
      })),
    ...answers
      .toSorted((one, other) => Number(other.voice.nodeId === base) - Number(one.voice.nodeId === base))
      .flatMap((answer) => bringAlone(answer, evidence)),
    ...writeMinority(
      dissent,
      answers.map(({ voice }) => voice),
      verdict?.voices,
    ),
    ...missing.map(({ nodeId, title, reason }) => ({
      heading: 'Who did not speak',
      text: `"${title}": ${reason}`,
      voices: [nodeId],
    })),
  ];
}

/** Who chose what, most voices first. */
function describeChoices({ tally, voices }: Verdict): ReportPart[] {
  const titles = new Map(voices.map(({ nodeId, title }) => [nodeId, title]));
  const takers = tally.reduce((sum, { voices }) => sum + voices.length, 0);
  return tally.map(({ stance, voices }) => {
    const names = listWords(voices.map((id) => `"${titles.get(id) ?? id}"`));
    return {
      heading: 'What the voices chose',
      text: `${names} chose "${stance}" (${voices.length} of ${count(takers, 'voice')} that took a stance).`,
      voices: [...voices].sort(),
    };
  });
}

function bringAlone({ voice, text, outcome }: Answer, evidence: ReturnType<typeof gatherEvidence>): ReportPart[] {
  const { nodeId, title, domain } = voice;
  const isPlain = domain === '' || domain.toLowerCase() === title.toLowerCase();
  const who = isPlain ? `"${title}"` : `"${title}" (${domain})`;
  if (voice.kind === 'model') {
    const cut = outcome === 'length' ? '\n\n*The answer stops here: the model reached its limit.*' : '';
    return [{ heading: `What ${who} says`, text: `${text.trim()}${cut}`, voices: [nodeId] }];
  }
  const own = evidence.filter(({ voices }) => voices.length === 1 && voices[0] === nodeId);
  return own.map(({ passage }) => ({
    heading: `What only ${who} quotes`,
    text: quotePassage(passage),
    voices: [nodeId],
    passage,
  }));
}
