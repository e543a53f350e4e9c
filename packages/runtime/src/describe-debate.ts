// describeDebate: what came of a debate, in plain words. Who gave way to the many without a reason is said as plainly as who had one.
import type { Debate, Verdict } from '@parley/spec';
import { count, listWords } from './wording.ts';

const shownArguments = 3;

/** Paragraphs; none without a debate. */
export function describeDebate({ debate, voices }: Pick<Verdict, 'debate' | 'voices'>): string[] {
  if (!debate) return [];
  const titles = new Map(voices.map(({ nodeId, title }) => [nodeId, title]));
  const name = (voice: string) => `"${titles.get(voice) ?? voice}"`;
  return [describeCourse(debate), ...describeMoves(debate, name)];
}

/** The share of moves, 0 to 1, that went to the majority without a new argument; undefined where no vote was taken. */
export function conformityOf({ basis, moves }: Debate): number | undefined {
  if (!basis) return undefined;
  return moves.length === 0 ? 0 : moves.filter(isConformity).length / moves.length;
}

function isConformity({ toMajority, argument }: Debate['moves'][number]): boolean {
  return toMajority && argument === undefined;
}

const endings: Readonly<Record<Debate['ended'], string>> = {
  agreed: 'because all agreed',
  'nobody-moved': 'because nobody moved any more',
  'last-round': 'after the last round they were given',
};

function describeCourse({ rounds, ended, basis }: Debate): string {
  if (rounds.length === 1) {
    return 'The voices agreed before anybody saw another answer, so no debate was held.';
  }
  const held = `The voices debated for ${count(rounds.length, 'round')}, which ended`;
  if (!basis) {
    const end = ended === 'nobody-moved' ? 'because all said the same again' : endings[ended];
    return `${held} ${end}. No vote was taken: fewer than two voices took a stance or marked a final answer, so it is not known who moved.`;
  }
  const source = basis === 'final-answers' ? ' What they chose is read from the final answers in their words.' : '';
  return `${held} ${endings[ended]}. From the second on each had read the others, so what they agree on now is not what separate minds found.${source}`;
}

function describeMoves({ rounds, moves, basis }: Debate, name: (voice: string) => string): string[] {
  const [first] = rounds;
  if (!basis || !first || rounds.length === 1) return [];
  const before = `before the debate the vote was ${describeVote(first)}`;
  if (moves.length === 0) return [`Nobody moved: ${before}, and it stayed so.`];
  const conforming = new Set(moves.filter(isConformity).map(({ voice }) => voice));
  const argued = moves.filter(({ argument }) => argument !== undefined);
  const told = argued
    .slice(0, shownArguments)
    .map((move) => `${describeMove(move, name)} with an argument nobody had given before: “${move.argument}”`);
  const more = argued.length - told.length;
  const others = moves.filter((move) => move.argument === undefined && !move.toMajority);
  return [
    conforming.size > 0
      ? `${conforming.size} of ${count(spoke(rounds), 'voice')} moved to the majority without a new argument (${listWords([...conforming].map(name))}): that is conformity, not evidence; ${before}.`
      : `Nobody moved to the majority without a new argument; ${before}.`,
    ...told,
    ...(more > 0 ? [`${count(more, 'more move')} brought a new argument.`] : []),
    ...others
      .slice(0, shownArguments)
      .map((move) => `${describeMove(move, name)} without a new argument, and not to the majority.`),
  ];
}

function describeMove({ voice, round, from, to }: Debate['moves'][number], name: (voice: string) => string): string {
  const way =
    to === undefined ? 'took its choice back' : `moved ${from === undefined ? '' : `from "${from}" `}to "${to}"`;
  return `In round ${round} ${name(voice)} ${way}`;
}

/** Voices that spoke in any round. */
function spoke(rounds: Debate['rounds']): number {
  return new Set(rounds.flatMap(({ tally, silent }) => [...tally.flatMap(({ voices }) => voices), ...silent])).size;
}

function describeVote({ tally }: Debate['rounds'][number]): string {
  const [only, ...others] = tally;
  if (!only) return 'open, because nobody had chosen';
  if (others.length === 0) return `${only.voices.length} to 0 for "${only.stance}"`;
  const numbers = tally.map(({ voices }) => String(voices.length)).join(' to ');
  return `${numbers} (${listWords(tally.map(({ stance, voices }) => `${voices.length} for "${stance}"`))})`;
}
