// Words for what a deliberation found: patterns, buckets of claims, what decided, whose report it is. Pure.
import type { ClaimBucket, ClaimDecider, ClaimJudge, ClaimTable, PanelPattern, WriterSway } from '@parley/spec';
import { countWords } from './support.ts';

/** A pattern in one word, and in one line. */
export const patternWords: Record<PanelPattern['kind'], { readonly word: string; readonly line: string }> = {
  agree: { word: 'Agree', line: 'The families agree' },
  lead: { word: 'Check', line: 'Check: not all families join' },
  scatter: { word: 'Scatter', line: 'Scatter: hard or ambiguous' },
  rival: { word: 'Two camps', line: 'Two camps: suspect the question' },
  unknown: { word: 'Nothing to compare', line: 'Nothing to compare' },
};

/** What a bucket is called, and what it means and does not mean. */
export const bucketWords: Record<ClaimBucket, { readonly title: string; readonly meaning: string }> = {
  consensus: {
    title: 'Consensus',
    meaning: 'At least two thirds of the families that speak to it say so, and at least two. Repeated is not verified.',
  },
  disputed: { title: 'Disputed', meaning: 'Families stand on both sides.' },
  'copies-only': { title: 'Copies only', meaning: 'Several voices say so, all of one family: that counts as one.' },
  'single-source': {
    title: 'Single source',
    meaning: 'One voice says so, the others are silent. It may still be right.',
  },
};

/** What decided what an answer says to a claim, the least certain named as such. */
export const deciderWords: Record<ClaimDecider, string> = {
  stance: 'in its own words',
  parser: 'compared as numbers, dates or names',
  judge: 'said by the judge',
  cue: 'by a sign in the words, the least certain',
};

/** How many families speak to a claim. */
export function coverageWords(speaking: number, lines: number): string {
  const all = countWords(lines, 'family', 'families');
  return speaking === lines
    ? `all ${all} speak to it`
    : `${speaking} of ${all} ${speaking === 1 ? 'speaks' : 'speak'} to it`;
}

/** What the table does not show, in sentences; empty when it shows all. */
export function tableNotes({ leftOut, notCompared, undecided, judge }: ClaimTable): string[] {
  return [
    leftOut > 0 && `${countWords(leftOut, 'further claim')} ${leftOut === 1 ? 'is' : 'are'} not listed.`,
    notCompared > 0 &&
      `${countWords(notCompared, 'claim')} of long answers ${notCompared === 1 ? 'was' : 'were'} not compared.`,
    undecided > 0 &&
      `${countWords(undecided, 'comparison')} ${undecided === 1 ? 'is' : 'are'} open${judge ? '' : '; a judge could be asked, in the settings of this node'}.`,
  ].filter((note) => typeof note === 'string');
}

/** What the judge did; undefined without one. `title` is its family's. */
export function judgeWords(judge: ClaimJudge | undefined, title: string): string | undefined {
  if (!judge) return undefined;
  const who = `The judge (${title}${judge.model === '' ? '' : `, ${judge.model}`})`;
  const said =
    judge.asked > 0
      ? `${who} was asked once, about ${countWords(judge.asked, 'open comparison')}, and decided ${judge.decided}.`
      : judge.fault === undefined
        ? `${who} had nothing to decide, so it was not asked.`
        : `${who} decided nothing.`;
  const own = judge.onPanel ? ' Its family sits on the panel: it judges itself.' : '';
  return `${said}${judge.fault === undefined ? '' : ` ${judge.fault}`}${own}`;
}

/** How much of a report is its writer's own family, in sentences. `family` is its title. */
export function swayWords({ supported, own, ownAlone, voices, likeness }: WriterSway, family: string): string {
  if (voices.length === 0) return `${family} wrote it and is none of the voices.`;
  if (supported === 0)
    return `${family} wrote it and is one of the voices. No sentence names a voice, so its sway cannot be told.`;
  const share = Math.round((100 * own) / supported);
  const alone = ownAlone === 0 ? 'none on it alone' : `${ownAlone} on it alone`;
  const rests =
    own === 0
      ? `By its own citations nothing of this rests on ${family}, which wrote it.`
      : `About ${share} % of this rests on ${family}, which also wrote it (${own} of ${countWords(supported, 'supported sentence')}, ${alone}, by its own citations).`;
  if (!likeness) return rests;
  const gap = likeness.own - likeness.others;
  const than =
    Math.abs(gap) < 0.05
      ? `In its words it is about as close to what ${family} answered as to the others`
      : `In its words it is closer to what ${gap > 0 ? `${family} answered than to the others` : `the others answered than to ${family}`}`;
  return `${rests} ${than} (likeness ${likeness.own.toFixed(2)} and ${likeness.others.toFixed(2)} of 1).`;
}
