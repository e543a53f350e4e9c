// compareAnswers: what every answer says to every claim, by parsers and word signs, in slices so that the process stays alive.
// Knows no judge, no stance and no verdict.
import { nextTurn } from '@parley/models';
import {
  type Claim,
  readStatementFacts,
  type RelatedClaims,
  relateInSlices,
  type Span,
  splitClaims,
  type SpokenAnswer,
} from '@parley/deliberation';
import { type Answer, AppError } from '@parley/spec';

/** Answers and their claims, related. */
export interface ComparedAnswers {
  /** Answers by node id; the claims a voice listed stand behind its text, so that others are compared with them too. */
  readonly spoken: readonly SpokenAnswer[];
  readonly related: RelatedClaims;
  /** Claims that were left out because the answers are too long. */
  readonly notCompared: number;
  /** Where a span of a spoken answer stands in the text of the answer; empty for what is in its list of claims only. */
  placeOf(voice: string, span: Span | undefined): { start?: number; end?: number };
}

/** Claims that are compared of all answers together, and of each at the least. */
const mostClaims = 800;
const fewestOfEach = 4;
/** Units of work between two turns of the process; one takes well under a millisecond as a rule. */
const slice = 4;
/** A voice's own sentence stands for a claim it listed from this share of common words on. */
const sameSentence = 0.5;

/**
 * Claims are those a voice listed, else its sentences; of a long answer the first and the last ones. Local readers are one line: they
 * quote the same documents, and agree no more than copies do. Throws `internal/cancelled` once the signal has aborted.
 */
export async function compareAnswers(answers: readonly Answer[], signal: AbortSignal): Promise<ComparedAnswers> {
  const quota = Math.max(fewestOfEach, Math.floor(mostClaims / Math.max(1, answers.length)));
  const readings = answers.map((answer) => readAnswer(answer, quota));
  const work = relateInSlices({
    answers: readings.map(({ spoken }) => spoken),
    claims: readings.flatMap(({ claims }) => claims),
  });
  const byId = new Map(readings.map((reading) => [reading.spoken.id, reading]));
  for (let done = 1; ; done += 1) {
    const step = work.next();
    if (step.done) {
      return {
        spoken: readings.map(({ spoken }) => spoken),
        related: step.value,
        notCompared: readings.reduce((sum, { notCompared }) => sum + notCompared, 0),
        placeOf: (voice, span) => byId.get(voice)?.placeOf(span) ?? {},
      };
    }
    if (done % slice !== 0) continue;
    await nextTurn();
    if (signal.aborted) throw new AppError('internal/cancelled', 'The comparison was stopped before it was finished.');
  }
}

interface Reading {
  readonly spoken: SpokenAnswer;
  readonly claims: readonly Claim[];
  readonly notCompared: number;
  placeOf(span: Span | undefined): { start?: number; end?: number };
}

function readAnswer({ text, claims: stated = [], voice }: Answer, quota: number): Reading {
  const id = voice.nodeId;
  const line = voice.kind === 'reader' ? 'reader' : voice.lineage;
  if (stated.length === 0) {
    const all = splitClaims({ id, text });
    const claims = takeEnds(all, quota);
    return {
      spoken: { id, text, line },
      claims,
      notCompared: all.length - claims.length,
      placeOf: (span) => (span ? { start: span[0], end: span[1] } : {}),
    };
  }
  const listed = takeEnds(stated, quota);
  const spans: Span[] = [];
  let whole = text;
  for (const claim of listed) {
    whole += '\n\n';
    spans.push([whole.length, whole.length + claim.text.length]);
    whole += claim.text;
  }
  const claims = spans.map((span, index): Claim => {
    const number = String(index).padStart(4, '0');
    return { id: `${id}:${number}`, text: whole.slice(...span), answerId: id, span, origin: 'contract' };
  });
  const sentences = splitClaims({ id, text }).map((sentence) => ({
    span: sentence.span,
    words: readStatementFacts(sentence.text).wordSet,
  }));
  return {
    spoken: { id, text: whole, line },
    claims,
    notCompared: stated.length - listed.length,
    placeOf(span) {
      if (!span) return {};
      if (span[1] <= text.length) return { start: span[0], end: span[1] };
      const own = findSentence(whole.slice(...span), text, sentences);
      return own ? { start: own[0], end: own[1] } : {};
    },
  };
}

/** Where a listed claim stands in the text: to the letter, else the sentence that shares most of its words. */
function findSentence(
  claim: string,
  text: string,
  sentences: readonly { readonly span: Span; readonly words: ReadonlySet<string> }[],
): Span | undefined {
  const at = text.indexOf(claim);
  if (at !== -1) return [at, at + claim.length];
  const { wordSet } = readStatementFacts(claim);
  let best: { readonly span: Span; readonly share: number } | undefined;
  for (const { span, words } of sentences) {
    const share = wordSet.intersection(words).size / Math.max(1, Math.min(wordSet.size, words.size));
    if (share >= sameSentence && share > (best?.share ?? 0)) best = { span, share };
  }
  return best?.span;
}

/** Two thirds from the beginning and one third from the end: where answers state and where they conclude. */
export function takeEnds<Entry>(entries: readonly Entry[], most: number): readonly Entry[] {
  if (entries.length <= most) return entries;
  const tail = Math.floor(most / 3);
  return [...entries.slice(0, most - tail), ...entries.slice(entries.length - tail)];
}
