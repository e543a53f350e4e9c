// What came of a debate, as words and as the shape of its picture. Pure; counts only what the verdict holds.
import type { Debate, DebateMove, Verdict } from '@parley/spec';
import type { ChartTable } from '../charts/chart.tsx';
import type { VoteBars, VoteWay } from '../charts/vote-bars.ts';
import { countWords, joinWords } from './support.ts';

/** Gives a voice's title for its node id. */
export type NameVoice = (id: string) => string;

/** Titles of the voices of a verdict, also of those that are missing at its end. */
export function nameVoices({ voices, missing }: Pick<Verdict, 'voices' | 'missing'>): NameVoice {
  const titles = new Map([...missing, ...voices].map(({ nodeId, title }) => [nodeId, title]));
  return (id) => titles.get(id) ?? id;
}

const endings: Record<Debate['ended'], string> = {
  agreed: 'It ended because all agreed.',
  'nobody-moved': 'It ended because nobody moved any more.',
  'last-round': 'It ended with the last round it was given.',
};

/** The vote before and after, and why it ended. */
export function debateLead({ rounds, ended, basis }: Debate): string {
  const [first] = rounds;
  const last = rounds.at(-1);
  if (!first || !last) return '';
  if (rounds.length === 1) {
    return `${capitalise(voteWords(first))} before anybody saw another answer, so no further round was held.`;
  }
  const length = `The debate took ${rounds.length} rounds. ${endings[ended]}`;
  if (basis === undefined) {
    return `${length} No vote was taken: the voices were asked for no stance and marked no final answer. Give the agents stances to choose from, and the vote of each round is shown.`;
  }
  return `Before anybody saw another answer, ${voteWords(first)}. After ${rounds.length} rounds, ${voteWords(last)}. ${endings[ended]}`;
}

/** What the picture means and what it does not. */
export function debateNote({ basis }: Debate): string {
  const source = basis === 'final-answers' ? ' What each chose is read from the final answer in its words.' : '';
  return `One block is one voice. An arrow marks who moved in that round: filled, with something nobody had said before; dashed, to the majority without a new argument, which is conformity and no evidence. Only round 1 was answered apart; later agreement is worth less, because each had read the others. Whether an argument is new is judged by its words.${source}`;
}

export type MoveKind = Exclude<VoteWay, 'stayed'>;

export function moveKind({ argument, toMajority }: DebateMove): MoveKind {
  if (argument !== undefined) return 'argued';
  return toMajority ? 'conformed' : 'moved';
}

/** Two or three words for how somebody moved. */
export const moveTitles: Record<MoveKind, string> = {
  argued: 'New argument',
  conformed: 'Conformity',
  moved: 'No new argument',
};

/** One move in a sentence. */
export function moveWords(move: DebateMove, nameOf: NameVoice): string {
  const way =
    move.to === undefined
      ? `took its stance back${move.from === undefined ? '' : ` (“${move.from}”)`}`
      : move.from === undefined
        ? `took a stance, “${move.to}”`
        : `moved from “${move.from}” to “${move.to}”`;
  const why: Record<MoveKind, string> = {
    argued: 'and said something nobody had said before.',
    conformed: 'as most of the others had, without a new argument. That is conformity, not evidence.',
    moved: 'without a new argument.',
  };
  return `${nameOf(move.voice)} ${way} in round ${move.round}, ${why[moveKind(move)]}`;
}

/** How many moved, and how many of them only went along. */
export function movesLead({ rounds, moves, basis }: Debate): string | undefined {
  if (basis === undefined || rounds.length < 2) return undefined;
  if (moves.length === 0) return 'Nobody moved.';
  const conformed = moves.filter((move) => moveKind(move) === 'conformed').length;
  const argued = moves.filter((move) => moveKind(move) === 'argued').length;
  return `${countWords(moves.length, 'move')}: ${argued} with a new argument, ${conformed} to the majority without one.`;
}

export interface DebatePicture {
  readonly picture: VoteBars;
  readonly table: ChartTable;
}

const noStance = 'took no stance';
const noAnswer = 'gave no answer';

/** The vote of each round, a bar for each choice: choices in the order of the last round, then those given up. */
export function debatePicture(debate: Debate, nameOf: NameVoice): DebatePicture {
  const { rounds, moves } = debate;
  const stances = [...new Set(rounds.toReversed().flatMap(({ tally }) => tally.map(({ stance }) => stance)))];
  const chosen = (round: Debate['rounds'][number], stance: string) =>
    round.tally.find((entry) => entry.stance === stance)?.voices ?? [];
  const rows = [
    ...stances.map((name) => ({ name, voices: rounds.map((round) => chosen(round, name)) })),
    { name: noStance, voices: rounds.map(({ silent }) => silent) },
    { name: noAnswer, voices: rounds.map(({ missing }) => missing) },
  ].filter(({ name, voices }) => stances.includes(name) || voices.some(({ length }) => length > 0));
  const groups = rows.map(({ name, voices }) => ({
    name: stances.includes(name) ? `“${name}”` : capitalise(name),
    bars: voices.map((ids, index) => ({
      name: roundName(index, rounds.length),
      blocks: ids.map((id) => {
        const move = moves.find(
          ({ voice, round, to }) => voice === id && round === index + 1 && (to ?? noStance) === name,
        );
        return {
          name: nameOf(id),
          way: move ? moveKind(move) : ('stayed' as const),
          lines: move
            ? [nameOf(id), moveWords(move, nameOf), ...(move.argument === undefined ? [] : [`“${move.argument}”`])]
            : [nameOf(id), `Round ${index + 1}: ${stances.includes(name) ? `“${name}”` : name}`],
        };
      }),
    })),
  }));
  return {
    picture: { groups, most: Math.max(1, ...rows.flatMap(({ voices }) => voices.map(({ length }) => length))) },
    table: {
      columns: ['Round', ...rows.map(({ name }) => name)],
      rows: rounds.map((_, index) => [
        roundName(index, rounds.length),
        ...rows.map(({ voices }) => {
          const ids = voices[index] ?? [];
          return ids.length === 0 ? '0' : `${ids.length}: ${joinWords(ids.map(nameOf))}`;
        }),
      ]),
    },
  };
}

function roundName(index: number, rounds: number): string {
  if (rounds === 1) return 'Round 1';
  return index === 0 ? '1, before' : index === rounds - 1 ? `${index + 1}, after` : `Round ${index + 1}`;
}

function voteWords({ tally }: Debate['rounds'][number]): string {
  const [only, ...others] = tally;
  if (!only) return 'nobody had chosen';
  if (others.length === 0) return `all ${countWords(only.voices.length, 'voice')} that chose said “${only.stance}”`;
  return joinWords(tally.map(({ stance, voices }) => `${voices.length} said “${stance}”`));
}

function capitalise(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
