// findDissent: who stands against the majority, and their best argument. It chooses among what was said and writes nothing.
import type { MergedClaim } from './claim.ts';
import type { ClaimMatrix, ClaimRow } from './claim-matrix.ts';

/** A position that some answers take: a stance, a cluster of final answers, a side of a claim. */
export interface Position {
  /** In words. */
  readonly name: string;
  readonly answerIds: readonly string[];
}

export interface Dissent {
  readonly position: Position;
  /** Sorted. */
  readonly lines: readonly string[];
  /** The claim of this side that most of its lines, then most of its answers, support; absent when it made none of its own. */
  readonly argument?: MergedClaim;
  /** Supporting lines and answers of this side, and how many numbers, dates and sources the argument gives. */
  readonly support: { readonly lines: number; readonly answers: number; readonly evidence: number };
}

export interface DissentReport {
  /** The position with the most lines, then the most answers; absent when two share the lead, for a tie has no minority. */
  readonly majority?: Position;
  /** Every other position, strongest first; in a tie all of them. */
  readonly minorities: readonly Dissent[];
}

/**
 * Dissent among positions (each answer in at most one). An argument is a claim that the minority supports and no line of the
 * majority does, best own support first, then evidence, then the claim's id. `lineOf` gives the line of each answer.
 */
export function findDissent(
  matrix: ClaimMatrix,
  positions: readonly Position[],
  lineOf: ReadonlyMap<string, string>,
): DissentReport {
  const linesOf = ({ answerIds }: Position) => [...new Set(answerIds.map((id) => lineOf.get(id) ?? id))].sort();
  const ranked = positions
    .filter(({ answerIds }) => answerIds.length > 0)
    .map((position) => ({ position, lines: linesOf(position) }))
    .sort(
      (a, b) =>
        b.lines.length - a.lines.length ||
        b.position.answerIds.length - a.position.answerIds.length ||
        (a.position.name < b.position.name ? -1 : 1),
    );
  const [first, second] = ranked;
  const isTie =
    first &&
    second &&
    first.lines.length === second.lines.length &&
    first.position.answerIds.length === second.position.answerIds.length;
  const majority = isTie ? undefined : first?.position;
  const minorities = ranked
    .filter(({ position }) => position !== majority)
    .map(({ position, lines }) => ({ position, lines, ...bestArgument(matrix, position, majority, lineOf) }));
  return { ...(majority && { majority }), minorities };
}

function bestArgument(
  matrix: ClaimMatrix,
  minority: Position,
  majority: Position | undefined,
  lineOf: ReadonlyMap<string, string>,
): Pick<Dissent, 'argument' | 'support'> {
  const own = new Set(minority.answerIds);
  const against = new Set(majority?.answerIds ?? matrix.answerIds.filter((id) => !own.has(id)));
  const supportersOf = (row: ClaimRow) =>
    row.relations.filter(({ stance }) => stance === 'supports').map(({ answerId }) => answerId);
  const candidates = matrix.rows.flatMap((row) => {
    const supporters = supportersOf(row);
    const mine = supporters.filter((id) => own.has(id));
    // The position itself, said as an option, is no argument for it.
    if (mine.length === 0 || row.claim.option !== undefined || supporters.some((id) => against.has(id))) return [];
    const lines = new Set(mine.map((id) => lineOf.get(id) ?? id)).size;
    return [{ argument: row.claim, support: { lines, answers: mine.length, evidence: countEvidence(row.claim.text) } }];
  });
  const [best] = candidates.sort(
    (a, b) =>
      b.support.lines - a.support.lines ||
      b.support.answers - a.support.answers ||
      b.support.evidence - a.support.evidence ||
      (a.argument.id < b.argument.id ? -1 : 1),
  );
  return best ?? { support: { lines: 0, answers: 0, evidence: 0 } };
}

/** Numbers, quotations, reasons and addresses in a claim: what can be checked. */
function countEvidence(text: string): number {
  return (
    text.match(
      /\d[\d.,]*|[“"«][^”"»]{8,}[”"»]|https?:\/\/\S+|\[\d+\]|\b(?:because|since|due to|according to|therefore|weil|laut|parce que|porque|según)\b/giu,
    ) ?? []
  ).length;
}
