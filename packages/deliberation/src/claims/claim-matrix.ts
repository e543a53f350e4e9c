// createClaimMatrix: claims by answers in +1, 0, -1, counted by line, and the bucket each claim falls into. Repeated is not
// verified, and silent is not against.
import type { ClaimRelation, MergedClaim, SpokenAnswer } from './claim.ts';
import type { RelatedClaims } from './relate-claims.ts';

/**
 * `consensus` at least two thirds of the lines that speak support it, and at least two; `disputed` lines on both sides and no
 * consensus for it; `copies-only` several answers of one line; `single-source` one answer.
 */
export type ClaimBucket = 'consensus' | 'disputed' | 'copies-only' | 'single-source';

/** One supporting answer against one disputing answer; disputes are shown as pairs and never averaged. */
export interface DisputedPair {
  readonly supports: string;
  readonly disputes: string;
  /** Why the second disputes. */
  readonly cue: string;
  readonly by: ClaimRelation['by'];
}

export interface ClaimRow {
  readonly claim: MergedClaim;
  /** One cell an answer, in the order of `answerIds`. */
  readonly cells: readonly (1 | 0 | -1)[];
  /** By answer id; answers that share no words with the claim have none. */
  readonly relations: readonly ClaimRelation[];
  /** Lines whose answers support more than they dispute; sorted. */
  readonly supporting: readonly string[];
  readonly disputing: readonly string[];
  /** Lines whose answers speak on both sides equally; they count as speaking and for neither side. */
  readonly wavering: readonly string[];
  readonly silent: readonly string[];
  readonly bucket: ClaimBucket;
  /** Whether anybody disputes it, also where it is consensus. */
  readonly isContested: boolean;
  readonly pairs: readonly DisputedPair[];
  /** Share of the lines that speak to it, 0 to 1. */
  readonly coverage: number;
}

export interface ClaimMatrix {
  /** Sorted. */
  readonly answerIds: readonly string[];
  readonly lines: readonly string[];
  /** By bucket (consensus, disputed, copies-only, single-source), then by supporting lines, answers and id. */
  readonly rows: readonly ClaimRow[];
}

const bucketOrder: readonly ClaimBucket[] = ['consensus', 'disputed', 'copies-only', 'single-source'];
const cellValues = { supports: 1, disputes: -1, silent: 0 } as const;
const TWO_THIRDS = 2 / 3 - 1e-9;

/** Counts what `relateClaims` found. The order of the answers does not matter. */
export function createClaimMatrix(answers: readonly SpokenAnswer[], { claims, relations }: RelatedClaims): ClaimMatrix {
  const answerIds = answers.map(({ id }) => id).toSorted();
  const lineOf = new Map(answers.map(({ id, line }) => [id, line]));
  const lines = [...new Set(answers.map(({ line }) => line))].sort();
  const byClaim = Map.groupBy(relations, ({ claimId }) => claimId);
  const rows = claims.map((claim) => {
    const own = (byClaim.get(claim.id) ?? []).toSorted((a, b) => (a.answerId < b.answerId ? -1 : 1));
    return createRow(claim, own, answerIds, lineOf, lines);
  });
  rows.sort(
    (a, b) =>
      bucketOrder.indexOf(a.bucket) - bucketOrder.indexOf(b.bucket) ||
      b.supporting.length - a.supporting.length ||
      countOf(b, 1) - countOf(a, 1) ||
      (a.claim.id < b.claim.id ? -1 : 1),
  );
  return { answerIds, lines, rows };
}

function createRow(
  claim: MergedClaim,
  relations: readonly ClaimRelation[],
  answerIds: readonly string[],
  lineOf: ReadonlyMap<string, string>,
  lines: readonly string[],
): ClaimRow {
  const cellOf = new Map(relations.map(({ answerId, stance }) => [answerId, cellValues[stance]]));
  const cells = answerIds.map((id) => cellOf.get(id) ?? 0);
  const sums = new Map<string, { sum: number; speaks: boolean }>();
  for (const { answerId, stance } of relations) {
    const line = lineOf.get(answerId) ?? answerId;
    const before = sums.get(line) ?? { sum: 0, speaks: false };
    const cell = cellValues[stance];
    sums.set(line, { sum: before.sum + cell, speaks: before.speaks || cell !== 0 });
  }
  const where = (test: (sum: number, speaks: boolean) => boolean) =>
    lines.filter((line) => {
      const { sum, speaks } = sums.get(line) ?? { sum: 0, speaks: false };
      return test(sum, speaks);
    });
  const supporting = where((sum) => sum > 0);
  const disputing = where((sum) => sum < 0);
  const wavering = where((sum, speaks) => speaks && sum === 0);
  const silent = where((_, speaks) => !speaks);
  const speaking = lines.length - silent.length;
  const supporters = relations.filter(({ stance }) => stance === 'supports');
  const opponents = relations.filter(({ stance }) => stance === 'disputes');
  const isConsensus = supporting.length >= 2 && supporting.length >= TWO_THIRDS * speaking;
  const isDisputed = opponents.length > 0 && (disputing.length > 0 || wavering.length > 0);
  return {
    claim,
    cells,
    relations,
    supporting,
    disputing,
    wavering,
    silent,
    bucket: isConsensus
      ? 'consensus'
      : isDisputed
        ? 'disputed'
        : supporters.length > 1
          ? 'copies-only'
          : 'single-source',
    isContested: opponents.length > 0,
    pairs: opponents.flatMap(({ answerId, cue, by }) =>
      supporters.map((other) => ({ supports: other.answerId, disputes: answerId, cue, by })),
    ),
    coverage: lines.length === 0 ? 0 : speaking / lines.length,
  };
}

function countOf({ cells }: ClaimRow, value: 1 | -1): number {
  return cells.filter((cell) => cell === value).length;
}
