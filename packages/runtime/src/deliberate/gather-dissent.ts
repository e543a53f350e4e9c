// gatherDissent: the positions that are not the panel's, each with its best argument in its own words. It chooses among what was
// said and writes nothing.
import { type ClaimMatrix, type ClaimRow, findDissent, type SpokenAnswer } from '@parley/deliberation';
import type { Dissent, Verdict } from '@parley/spec';
import type { ComparedAnswers } from './compare-answers.ts';

const mostStances = 12;
const mostDisputes = 6;
const longestText = 600;

interface Panel {
  readonly matrix: ClaimMatrix;
  readonly compared: ComparedAnswers;
  readonly tally: Verdict['tally'];
  /** The stance that was decided for; absent when none was. */
  readonly winner: string | undefined;
}

/**
 * Stances first, strongest first; then disputed claims that are no stance's argument, those that parsers or a judge found before those
 * of word signs.
 */
export function gatherDissent(panel: Panel): Dissent[] {
  const order = panel.compared.spoken.map(({ id }) => id);
  const inOrder = (ids: Iterable<string>) => [...ids].sort((one, other) => order.indexOf(one) - order.indexOf(other));
  const disputes = fromClaims(panel);
  const stances = fromStances(panel)
    .slice(0, mostStances)
    .map((stance) => {
      const same = disputes.find((dispute) => restsOnSame(dispute, stance));
      return same?.by === undefined
        ? stance
        : { ...stance, by: same.by, ...(same.cue !== undefined && { cue: same.cue }) };
    });
  const others = disputes.filter((dispute) => !stances.some((stance) => restsOnSame(dispute, stance)));
  return [...stances, ...others.slice(0, mostDisputes)].map((dissent) => ({
    ...dissent,
    voices: inOrder(dissent.voices),
  }));
}

/** A dispute that is the argument of a stance is told with it. */
function restsOnSame(dispute: Dissent, stance: Dissent): boolean {
  const [one, other] = [dispute.argument, stance.argument];
  return one !== undefined && one.voice === other?.voice && one.start === other.start && one.text === other.text;
}

function fromStances({ matrix, compared, tally, winner }: Panel): Dissent[] {
  if (tally.length < 2) return [];
  const lineOf = new Map(compared.spoken.map(({ id, line }) => [id, line]));
  const positions = tally.map(({ stance, voices }) => ({ name: stance, answerIds: voices }));
  const { majority, minorities } = findDissent(matrix, positions, lineOf);
  const lead = winner ?? majority?.name;
  return tally
    .filter(({ stance }) => stance !== lead)
    .map(({ stance, voices }) => {
      const known = minorities.find(({ position }) => position.name === stance);
      const member = known?.argument?.members.find(({ answerId }) => voices.includes(answerId));
      return {
        on: 'stance' as const,
        position: stance,
        ...(lead !== undefined && { against: lead }),
        voices,
        lines: new Set(voices.map((id) => lineOf.get(id) ?? id)).size,
        ...argumentOf(member ?? firstClaim(matrix, voices), compared),
      };
    })
    .toSorted((one, other) => other.lines - one.lines || other.voices.length - one.voices.length);
}

type Member = ClaimRow['claim']['members'][number];

/** What the side says first, where nothing of what it says is its own. */
function firstClaim(matrix: ClaimMatrix, voices: readonly string[]): Member | undefined {
  return matrix.rows
    .flatMap(({ claim }) => claim.members)
    .filter(({ answerId }) => voices.includes(answerId))
    .toSorted(
      (one, other) => voices.indexOf(one.answerId) - voices.indexOf(other.answerId) || one.span[0] - other.span[0],
    )[0];
}

function argumentOf(member: Member | undefined, { placeOf }: ComparedAnswers): Pick<Dissent, 'argument'> {
  if (!member) return {};
  const { text, answerId, span } = member;
  return { argument: { text: cut(text), voice: answerId, ...placeOf(answerId, span) } };
}

/** One dispute is seen from both of its claims; it is told once. */
function fromClaims({ matrix, compared }: Panel): Dissent[] {
  const told = new Set<string>();
  const disputes = matrix.rows
    .filter(({ isContested }) => isContested)
    .toSorted((one, other) => Number(isByCue(one)) - Number(isByCue(other)) || weightOf(other) - weightOf(one));
  return disputes.flatMap((row) => {
    const difference = row.supporting.length - row.disputing.length;
    const sides = [...(difference >= 0 ? against(row) : []), ...(difference <= 0 ? inFavour(row) : [])];
    return sides.filter(({ voices, position, against: other }) => {
      const who = voices.toSorted();
      const keys = [position, other].map((words, side) => JSON.stringify([side, words, who]));
      if (keys.some((key) => told.has(key))) return false;
      for (const key of keys) told.add(key);
      return true;
    });
  });

  function against({ claim, relations, disputing }: ClaimRow): Dissent[] {
    const opponents = relations.filter(({ stance }) => stance === 'disputes');
    const [first] = opponents.toSorted((one, other) => Number(one.by === 'cue') - Number(other.by === 'cue'));
    const span = first?.passages[0];
    const spoken = first && compared.spoken.find(({ id }) => id === first.answerId);
    if (!first || !span || !spoken) return [];
    const text = wordsAt(spoken, span);
    return [
      {
        on: 'claim',
        position: text,
        against: cut(claim.text),
        voices: opponents.map(({ answerId }) => answerId),
        lines: Math.max(1, disputing.length),
        by: first.by,
        cue: first.cue,
        argument: { text, voice: first.answerId, ...compared.placeOf(first.answerId, span) },
      },
    ];
  }

  function inFavour({ claim, relations, supporting }: ClaimRow): Dissent[] {
    const [opponent] = relations.filter(({ stance }) => stance === 'disputes');
    const span = opponent?.passages[0];
    const spoken = opponent && compared.spoken.find(({ id }) => id === opponent.answerId);
    if (!opponent || !span || !spoken) return [];
    return [
      {
        on: 'claim',
        position: cut(claim.text),
        against: wordsAt(spoken, span),
        voices: relations.filter(({ stance }) => stance === 'supports').map(({ answerId }) => answerId),
        lines: Math.max(1, supporting.length),
        by: opponent.by,
        cue: opponent.cue,
        ...argumentOf(claim.members[0], compared),
      },
    ];
  }
}

function isByCue({ relations }: ClaimRow): boolean {
  return relations.every(({ stance, by }) => stance !== 'disputes' || by === 'cue');
}

function weightOf({ supporting, disputing }: ClaimRow): number {
  return supporting.length + disputing.length;
}

function wordsAt({ text }: SpokenAnswer, span: readonly [number, number]): string {
  return cut(
    text
      .slice(...span)
      .replace(/\s+/gu, ' ')
      .trim(),
  );
}

function cut(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText - 1).trimEnd()}…`;
}
