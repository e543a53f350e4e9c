// describeClaims, describeDissent: the claims of a verdict and who stands against what, as Markdown paragraphs. They say what was
// repeated and what is disputed, and never that anything is true.
import type { ClaimDecider, ClaimTable, Dissent, Verdict, VerdictClaim } from '@parley/spec';
import { count, listWords } from './wording.ts';

const shownOfEach = 5;

type Described = Pick<Verdict, 'claims' | 'dissent' | 'voices'>;

/** What several families claim, what is disputed in pairs, and how much stands alone; nothing where nothing was claimed. */
export function describeClaims(verdict: Described): string[] {
  const { claims: table } = verdict;
  if (!table || table.claims.length === 0) return [];
  const of = (bucket: VerdictClaim['bucket']) => table.claims.filter((claim) => claim.bucket === bucket);
  const [consensus, copies, single] = [of('consensus'), of('copies-only'), of('single-source')];
  const disputed = table.claims.filter(({ contested }) => contested);
  const total = table.claims.length + table.leftOut;
  const shown =
    table.leftOut > 0 ? `${count(total, 'claim')}, of which ${table.claims.length} are listed` : count(total, 'claim');
  const counts = [
    [consensus, 'shared by most families that speak to it'],
    [disputed, 'disputed'],
    [copies, 'repeated within one family only'],
    [single, 'from one answer alone'],
  ] as const;
  const parts = counts.filter(([found]) => found.length > 0).map(([found, words]) => `${found.length} ${words}`);
  return [
    `The answers make ${shown}: ${listWords(parts)}. Repeated is not verified, and who does not speak to a claim does not dispute it.`,
    ...listed(
      'Shared by several families:',
      consensus.map((claim) => `${claim.text} (${coverageWords(claim, table)})`),
    ),
    ...listed(
      'Disputed, side by side:',
      disputed.flatMap((claim) => pairWords(claim, verdict)),
    ),
    ...describeJudge(table),
  ];
}

/** Positions that are not the panel's, each with its best argument. */
export function describeDissent({ dissent = [], voices }: Described): string[] {
  return listed(
    'Who stands against it:',
    dissent.map((position) => dissentWords(position, voices)),
    dissent.length,
  );
}

/** One position in one or two sentences, in its own words where it has some. */
export function dissentWords(dissent: Dissent, voices: Verdict['voices']): string {
  const { on, position, against, voices: ids, argument, by, cue } = dissent;
  const who = titlesOf(ids, voices);
  // A parser's cue says itself what was compared.
  const basis = by === undefined ? '' : ` (${by === 'parser' ? '' : `${deciderWords[by]}: `}${cue ?? ''})`;
  if (on === 'claim') {
    return `${who}: “${position}”, against “${against ?? ''}”${basis}.`;
  }
  const chosen = `${who} chose "${position}"${against === undefined ? '' : `, against "${against}"`}.`;
  return argument
    ? `${chosen} In the words of ${titlesOf([argument.voice], voices)}: “${argument.text}”${basis}`
    : chosen;
}

const deciderWords: Record<ClaimDecider, string> = {
  stance: 'its own words',
  parser: 'compared as numbers, dates or names',
  judge: 'said by the judge',
  cue: 'by a sign in the words, the least certain',
};

function coverageWords({ speaking }: VerdictClaim, { lines }: ClaimTable): string {
  return speaking === lines
    ? `all ${count(lines, 'family', 'families')} speak to it`
    : `${speaking} of ${count(lines, 'family', 'families')} speak to it`;
}

function pairWords({ text, relations }: VerdictClaim, { voices }: Described): string[] {
  const supporters = relations.filter(({ stance }) => stance === 'supports').map(({ voice }) => voice);
  return relations
    .filter(({ stance }) => stance === 'disputes')
    .slice(0, 1)
    .map(({ voice, by, cue }) => {
      const others = relations.filter((each) => each.stance === 'disputes').length - 1;
      const more = others > 0 ? ` and ${count(others, 'other')}` : '';
      return `${titlesOf(supporters, voices)}: “${text}”; ${titlesOf([voice], voices)}${more} against it (${deciderWords[by]}: ${cue})`;
    });
}

function describeJudge({ judge, undecided }: ClaimTable): string[] {
  if (!judge)
    return undecided > 0
      ? [`${count(undecided, 'comparison is', 'comparisons are')} left open; no judge was asked.`]
      : [];
  const who = judge.model === '' ? judge.family : judge.model;
  const own = judge.onPanel ? ' It is of the family of a voice that it judges.' : '';
  if (judge.asked === 0) {
    return [
      judge.fault === undefined
        ? `The judge (${who}) had nothing to decide.`
        : `The judge (${who}) decided nothing: ${judge.fault}`,
    ];
  }
  const fault = judge.fault === undefined ? '' : ` ${judge.fault}`;
  return [
    `The judge (${who}) was asked about ${count(judge.asked, 'open comparison')} and decided ${judge.decided}.${fault}${own}`,
  ];
}

function listed(title: string, lines: readonly string[], most = shownOfEach): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > most ? [`- and ${lines.length - most} more`] : [];
  return [[title, '', ...lines.slice(0, most).map((line) => `- ${line}`), ...more].join('\n')];
}

function titlesOf(ids: readonly string[], voices: Verdict['voices']): string {
  return listWords(ids.map((id) => `"${voices.find(({ nodeId }) => nodeId === id)?.title ?? id}"`));
}
