// quoteRound: what an agent is shown of the round before: the others' answers without names, and its own as its own.
import { createRandom, shuffle } from '@parley/deliberation';
import type { Answer } from '@parley/spec';
import type { OpContext, RoundInput } from '../op.ts';
import { otherAnswer, ownAnswer, type QuotedText } from '../prompt.ts';

/**
 * Others first. Their order is drawn from the question, the agent's title and the round, so that nobody is always read first and
 * the same debate always asks the same; ids play no part in it. Neither family nor confidence is told.
 */
export function quoteRound(
  { round, answers }: RoundInput,
  question: string,
  { nodeId, title }: Pick<OpContext, 'nodeId' | 'title'>,
): QuotedText[] {
  const quote = (kind: string, heading: string, answer: Answer): QuotedText => ({
    kind,
    title: heading,
    text: answer.stance === undefined ? answer.text : `${answer.text}\n\nChosen: ${answer.stance}`,
  });
  const own = answers.find(({ voice }) => voice.nodeId === nodeId);
  const others = answers
    .filter((answer) => answer !== own)
    .map((answer) => quote(otherAnswer, 'An answer of another voice', answer))
    .toSorted((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0));
  return [
    ...shuffle(others, createRandom(hashText(JSON.stringify([question, title, round])))),
    ...(own ? [quote(ownAnswer, 'Your own last answer', own)] : []),
  ];
}

/** 32 bits (FNV-1a) of the UTF-16 code units. Not for secrets. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
