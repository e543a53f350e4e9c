// nameClaims: which claims of its voices each part of a report states again. It compares words and knows neither writer nor prompt.
import { compareStatements, readStatementFacts } from '@parley/deliberation';
import type { ClaimTable, ReportPart } from '@parley/spec';
import { splitSentences } from './split-report.ts';

const mostClaims = 4;
const longestText = 240;
/** Of a claim of fewer words the words prove nothing. */
const fewestWords = 3;

/**
 * The same parts, each with the claims that one of its sentences states and that a voice it cites supports: the disputed first, at most
 * four. What is said in other words is not found; a part without voices and the minority report name none.
 */
export function nameClaims(parts: readonly ReportPart[], { claims }: Pick<ClaimTable, 'claims'>): ReportPart[] {
  const known = claims.map((claim) => ({
    claim,
    facts: readStatementFacts(claim.text),
    voices: new Set(claim.relations.filter(({ stance }) => stance === 'supports').map(({ voice }) => voice)),
  }));
  return parts.map((part) => {
    // A minority is told in the words of its claims as it is.
    if (part.minority) return part;
    const said = splitSentences(part.text.replace(/\s*\[\d{1,3}\]/gu, '')).map(readStatementFacts);
    const found = known
      .filter(
        ({ facts, voices }) =>
          facts.wordSet.size >= fewestWords &&
          part.voices.some((id) => voices.has(id)) &&
          said.some((sentence) => compareStatements(facts, sentence).stance === 'supports'),
      )
      .map(({ claim: { text, bucket, contested } }) => ({ text: cut(text), bucket, contested }))
      .toSorted((one, other) => Number(other.contested) - Number(one.contested))
      .slice(0, mostClaims);
    return found.length > 0 ? { ...part, claims: found } : part;
  });
}

function cut(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText - 1).trimEnd()}…`;
}
