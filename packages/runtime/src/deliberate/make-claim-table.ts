// makeClaimTable: a claim matrix as a verdict keeps it: bounded, with places in the answers, and with counts of what is left out.
import type { ClaimMatrix, ClaimRow } from '@parley/deliberation';
import type { ClaimJudge, ClaimTable, VerdictClaim } from '@parley/spec';
import type { ComparedAnswers } from './compare-answers.ts';

const mostClaims = 100;
const mostRelations = 1_500;
const longestText = 600;
const longestCue = 300;

/** Contested claims first, then consensus, copies and single sources; a quarter of the places is kept for the last two. */
export function makeClaimTable(
  matrix: ClaimMatrix,
  { placeOf, notCompared }: Pick<ComparedAnswers, 'placeOf' | 'notCompared'>,
  judge: ClaimJudge | undefined,
): ClaimTable {
  const contested = matrix.rows.filter(({ isContested }) => isContested);
  const shared = matrix.rows.filter(({ isContested, bucket }) => !isContested && bucket === 'consensus');
  const others = matrix.rows.filter(({ isContested, bucket }) => !isContested && bucket !== 'consensus');
  const first = [...contested, ...shared];
  const room = Math.max(mostClaims - others.length, Math.floor((mostClaims * 3) / 4));
  const claims: VerdictClaim[] = [];
  let relations = 0;
  for (const row of [...first.slice(0, room), ...others].slice(0, mostClaims)) {
    const claim = toClaim(row, matrix.lines.length, placeOf);
    relations += claim.relations.length;
    if (relations > mostRelations && claims.length > 0) break;
    claims.push(claim);
  }
  return {
    claims,
    lines: matrix.lines.length,
    leftOut: matrix.rows.length - claims.length,
    notCompared,
    undecided: matrix.rows.reduce((sum, row) => sum + row.relations.filter(({ isOpen }) => isOpen).length, 0),
    ...(judge && { judge }),
  };
}

function toClaim(row: ClaimRow, lines: number, placeOf: ComparedAnswers['placeOf']): VerdictClaim {
  const { claim, bucket, isContested, relations, silent } = row;
  return {
    id: claim.id,
    text: cut(claim.text, longestText),
    origin: claim.members[0]?.origin === 'contract' ? 'contract' : 'sentence',
    bucket,
    contested: isContested,
    places: claim.members.slice(0, mostClaims).map(({ answerId, span }) => ({
      voice: answerId,
      ...placeOf(answerId, span),
    })),
    relations: relations.slice(0, mostRelations).map(({ answerId, stance, by, cue, passages }) => {
      const own = claim.members.find((member) => member.answerId === answerId);
      return {
        voice: answerId,
        stance,
        by,
        cue: cut(cue, longestCue),
        ...placeOf(answerId, own?.span ?? passages[0]),
      };
    }),
    speaking: lines - silent.length,
  };
}

/** At most `most` characters, ending in an ellipsis when it was longer. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
