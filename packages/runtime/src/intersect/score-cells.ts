// scoreCells: every finding on its axes, and against the controls. It asks nobody.
import {
  compareWithControls,
  type DomainPair,
  liftOverControl,
  rankFindings,
  readStatementFacts,
  scoreFinding,
  scoreNovelties,
  splitClaims,
  standingOf,
} from '@parley/deliberation';
import { nextTurn } from '@parley/models';
import { AppError, type ControlIdea, type Finding, type Findings } from '@parley/spec';
import type { ExploredCell, ExploredControl, ExploredIdea } from './explore-cell.ts';
import type { ClaimedDomain, DomainClaim } from './panel-claims.ts';
import { claimMark } from './write-prompts.ts';

export interface CellResult extends DomainPair {
  readonly cell: ExploredCell;
}

interface ScoringTask {
  /** In the order in which they were begun: a finding is new against those of the cells before it. */
  readonly results: readonly CellResult[];
  readonly domains: readonly ClaimedDomain[];
  /** Claims as the explorer was shown them, by domain. */
  readonly shown: ReadonlyMap<string, readonly DomainClaim[]>;
}

/** Scores stay on axes of their own. Throws `internal/cancelled` once the signal has aborted. */
export async function scoreCells(
  { results, domains, shown }: ScoringTask,
  signal: AbortSignal,
): Promise<Pick<Findings, 'findings' | 'controls' | 'overall'>> {
  const claims = new Map(domains.map(({ name, claims: own }) => [name, own.map(({ text }) => text)]));
  const claimsOf = (domain: string | undefined) => (domain === undefined ? [] : (claims.get(domain) ?? []));
  const ideas = results.flatMap(({ first, second, cell }) =>
    cell.ideas.map((idea, index) => ({ first, second, idea, number: index + 1 })),
  );
  const asked = results.flatMap(({ first, second, cell }) =>
    cell.controls.map((control) => ({ first, second, control })),
  );
  // Against the whole panel: what is new to two domains only because a third said it is no finding of this crossing.
  const freshness = scoreNovelties(
    [...ideas.map(({ idea }) => idea.idea), ...asked.map(({ control }) => control.idea)],
    [...claims.values()].flat(),
  );
  const archive: string[] = [];
  const scored: (Omit<Finding, 'rank' | 'decidedBy' | 'control'> & { standing: number })[] = [];
  for (const [place, { first, second, idea, number }] of ideas.entries()) {
    const cites = citesOf(idea, [first, second], shown);
    const scores = scoreOf(idea, {
      first: claimsOf(first),
      second: claimsOf(second),
      archive,
      cites: citedBy(cites, first, second),
    });
    archive.push(idea.idea);
    const { entailedByFirst, entailedBySecond } = scores.synergy;
    scored.push({
      id: `${first} × ${second} ${number}`,
      first,
      second,
      text: idea.idea,
      because: idea.because,
      cites,
      ...scores,
      ...(idea.verdict && idea.verdict.because !== '' && { judged: idea.verdict.because }),
      standing: standingOf({
        novelty: freshness[place] ?? 0,
        follows: entailedByFirst || entailedBySecond,
        plausibility: scores.plausibility,
      }),
    });
    if (place % 8 === 7) await pause(signal);
  }
  const controls: ControlIdea[] = [];
  for (const [place, { first, second, control }] of asked.entries()) {
    const scores = scoreOf(control, {
      first: claimsOf(control.fields[0]),
      second: claimsOf(control.fields[1]),
      archive: [],
    });
    controls.push(toControl({ first, second, control, scores, fresh: freshness[ideas.length + place] ?? 0 }));
    if (place % 8 === 7) await pause(signal);
  }
  const compared = scored.map(({ standing, ...finding }) => {
    // Where nobody judged there is no gate, so the two kinds are not compared with each other.
    const alike = controls.filter(
      ({ plausibility }) => (plausibility === undefined) === (finding.plausibility === undefined),
    );
    const control = compareWithControls(
      standing,
      alike.map((each) => each.standing),
    );
    const { text, id, novelty, nearest, synergy, plausibility } = finding;
    return {
      finding: { ...finding, ...(control && { control }) },
      id,
      text,
      scores: {
        novelty,
        synergy,
        ...(nearest !== undefined && { nearest }),
        ...(plausibility !== undefined && { plausibility }),
      },
      ...(control && { lift: control }),
    };
  });
  const lift = liftOverControl(
    scored.map(({ standing }) => standing),
    controls.map(({ standing }) => standing),
  );
  return {
    findings: rankFindings(compared).map(({ finding, rank, decidedBy }) => ({
      ...finding,
      rank,
      ...(decidedBy && { decidedBy }),
    })),
    controls,
    ...(lift && Number.isFinite(lift.low) && Number.isFinite(lift.high) && { overall: lift }),
  };
}

interface Ground {
  readonly first: readonly string[];
  readonly second: readonly string[];
  readonly archive: readonly string[];
  readonly cites?: { readonly first: readonly string[]; readonly second: readonly string[] };
}

function scoreOf(idea: ExploredIdea, { first, second, archive, cites }: Ground) {
  const sentences = splitClaims({ id: 'idea', text: idea.idea }).map(({ text }) => text);
  const own = sentences.length > 0 ? sentences : [idea.idea];
  const { verdict } = idea;
  return scoreFinding({
    claims: own,
    firstParent: first,
    secondParent: second,
    archive,
    ...(cites && { cited: cites }),
    ...(verdict && {
      entailed: own.map(() => ({ first: verdict.followsA, second: verdict.followsB })),
      plausibility: verdict.plausible / 10,
    }),
  });
}

function toControl(task: {
  readonly first: string;
  readonly second: string;
  readonly control: ExploredControl;
  readonly scores: ReturnType<typeof scoreOf>;
  readonly fresh: number;
}): ControlIdea {
  const { first, second, control, scores, fresh } = task;
  const { entailedByFirst, entailedBySecond } = scores.synergy;
  const { plausibility } = scores;
  return {
    kind: control.kind,
    first,
    second,
    ...(control.instead !== undefined && { instead: control.instead }),
    text: control.idea,
    novelty: scores.novelty,
    ...(plausibility !== undefined && { plausibility }),
    standing: standingOf({ novelty: fresh, follows: entailedByFirst || entailedBySecond, plausibility }),
  };
}

/** The claims an idea names, once each; marks that name nothing are left out. */
function citesOf(
  { idea, claims }: ExploredIdea,
  domains: readonly [string, string],
  shown: ScoringTask['shown'],
): Finding['cites'] {
  const words = readStatementFacts(idea).wordSet;
  const marked = new Map(
    domains.flatMap((domain, field) =>
      (shown.get(domain) ?? []).map((claim, index) => [claimMark(field, index), { domain, ...claim }] as const),
    ),
  );
  return [...new Set(claims.map((mark) => mark.trim().toUpperCase()))].flatMap((mark) => {
    const claim = marked.get(mark);
    if (!claim) return [];
    const hasWords = readStatementFacts(claim.text).wordSet.intersection(words).size > 0;
    return [{ domain: claim.domain, claim: claim.text, voice: claim.voice, hasWords }];
  });
}

function citedBy(cites: Finding['cites'], first: string, second: string) {
  const of = (name: string) => cites.filter(({ domain }) => domain === name).map(({ claim }) => claim);
  return { first: of(first), second: of(second) };
}

async function pause(signal: AbortSignal): Promise<void> {
  await nextTurn();
  if (signal.aborted) throw new AppError('internal/cancelled', 'The scoring was stopped before it was finished.');
}
