// What a history says, in sentences and counts. Pure; no share without the count it rests on.
import type { CountedShare, PairAgreement, Verdict, WorkspaceHistory } from '@parley/spec';
import { countWords } from '../result/support.ts';

/** Fewer than this are told as a count and never as a share. */
export const fewestToShow = 5;
/** From so many graded decisions on the errors of two voices are compared. */
const fewestGraded = 20;

/** "72 % (49 to 88 %)". */
export function shareWords({ count, of, low, high }: CountedShare): string {
  return `${percent(count / of)} (${Math.round(100 * low)} to ${percent(high)})`;
}

/** "72 %", never broken before its sign. */
export function percent(share: number): string {
  return `${Math.round(100 * share)}\u00A0%`;
}

/** "7 of 9". */
export function countOf({ count, of }: Pick<CountedShare, 'count' | 'of'>): string {
  return `${count} of ${of}`;
}

/** How often a pair took the same stance, as a share. */
export function sharedBy({ same, both, low, high }: PairAgreement): CountedShare {
  return { count: same, of: both, low, high };
}

/** What is to be said of a pair, one sentence each. */
export function pairWords(pair: PairAgreement): string[] {
  const shared = sharedBy(pair);
  const met = `The same stance in ${countOf(shared)} decisions`;
  if (pair.both < fewestToShow) return [`${met}: too few to tell a share.`];
  const chance = percent(pair.chance);
  const compared =
    pair.low > pair.chance
      ? `More than even guessing would give (at most ${chance}).`
      : pair.high < pair.chance
        ? `Less than even guessing would give (up to ${chance}): they tend to differ.`
        : `Not clearly apart from even guessing (at most ${chance}).`;
  return [`${met}: ${shareWords(shared)}.`, compared, errorWords(pair)];
}

/** How their errors go together, on graded decisions. */
export function errorWords({ phi, graded }: PairAgreement): string {
  if (graded < fewestGraded) {
    return `Errors in common: not measured; ${graded} of the ${fewestGraded} graded decisions it takes.`;
  }
  const known = `on ${countWords(graded, 'graded decision')}`;
  if (phi === null) return `Errors in common: not defined ${known}, because one of them was always or never right.`;
  // 1/sqrt(N) is the standard error of phi, and two of them the usual interval.
  return `Errors in common ${known}: correlation ${phi.toFixed(1)}, give or take ${(2 / Math.sqrt(graded)).toFixed(1)} (1: the same errors, 0: none beyond chance).`;
}

/** Pairs of different models together: the line to compare one pair with. */
export function allPairsWords(pairs: readonly PairAgreement[]): string | undefined {
  const others = pairs.filter(({ one, other }) => one.family !== other.family || one.model !== other.model);
  const both = others.reduce((sum, pair) => sum + pair.both, 0);
  if (both < fewestToShow) return undefined;
  const same = others.reduce((sum, pair) => sum + pair.same, 0);
  const chance = others.reduce((sum, pair) => sum + pair.both * pair.chance, 0) / both;
  return `All pairs of different models together: the same stance in ${same} of ${both} meetings (${percent(same / both)}). Two that guess evenly would share at most ${percent(chance)}.`;
}

/** The shapes of a vote by name. */
export const outcomeTitles: Readonly<Record<Verdict['outcome'], string>> = {
  agree: 'All agreed',
  majority: 'A majority',
  plurality: 'A lead, no majority',
  tie: 'A tie, then decided',
  'no-stance': 'Hardly any vote',
};

/** "24 decisions remembered, 12 of them graded." */
export function totalWords({ decisions, graded }: Pick<WorkspaceHistory, 'decisions' | 'graded'>): string {
  const known = graded === 0 ? 'none of them graded' : `${graded} of them graded by you`;
  return `${countWords(decisions, 'decision')} remembered, ${known}.`;
}

/** What a weak voice on a panel that decides by plain majority means; `right` is its record. */
export function weakVoiceWords(name: string, right: CountedShare): string {
  return `A weak voice lowers a plain vote: on graded decisions of yours ${name} was right in ${countOf(right)}, ${shareWords(right)}, clearly less often than the voices it votes with, though not always on the same questions. Give it another model, or let “weighted” decide: from 30 graded decisions on it weighs each voice by its record.`;
}
