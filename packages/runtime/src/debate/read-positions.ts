// readPositions: what each voice of a debate stands for in each round: its stance, else a final answer that is marked as such.
import { answerKey, type DebatePosition, findFinalAnswer } from '@parley/deliberation';
import type { Answer, Debate } from '@parley/spec';

/** Positions by node id, one map for each round; `basis` is absent when the voices gave nothing that could be compared. */
export interface Positions {
  readonly basis?: NonNullable<Debate['basis']>;
  readonly rounds: readonly ReadonlyMap<string, DebatePosition>[];
}

/** Stances when two voices took one in some round; else final answers of models, when two gave one. */
export function readPositions(rounds: readonly (readonly Answer[])[]): Positions {
  const read = (position: (answer: Answer) => DebatePosition | undefined) =>
    rounds.map(
      (answers) =>
        new Map(
          answers.flatMap((answer) => {
            const found = position(answer);
            return found ? [[answer.voice.nodeId, found] as const] : [];
          }),
        ),
    );
  const hasVote = (found: Positions['rounds']) => found.some(({ size }) => size >= 2);
  const stances = read(({ stance }) =>
    stance === undefined ? undefined : { key: stance.toLowerCase(), label: stance },
  );
  if (hasVote(stances)) return { basis: 'stances', rounds: stances };
  const finals = read(finalAnswer);
  if (hasVote(finals)) return { basis: 'final-answers', rounds: finals };
  return { rounds: rounds.map(() => new Map()) };
}

/** A concluding sentence alone is too uncertain to be counted as an answer. */
function finalAnswer({ text, voice }: Answer): DebatePosition | undefined {
  const found = voice.kind === 'model' ? findFinalAnswer(text) : undefined;
  return found && found.form !== 'stated' ? { key: answerKey(found.text), label: found.text } : undefined;
}
