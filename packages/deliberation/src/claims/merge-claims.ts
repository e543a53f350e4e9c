// mergeClaims: claims that say the same become one, with all their places. Looking alike is not enough; parsers confirm.
import type { Claim, MergedClaim } from './claim.ts';
import { compareStatements } from './compare-statements.ts';
import { createWordIndex } from './word-index.ts';
import type { StatementFacts } from './read-statement-facts.ts';

const ALIKE = 0.6;
const NEARLY_SAME = 0.9;

/**
 * Merged claims by rising id. A claim joins the nearest earlier one that supports it and is supported by it, or that shares
 * nearly all its words (cosine of the word sets from 0.9), is supported one way, and gives as many numbers and dates and the
 * same modality; claims for options join by option only. `factsById` holds the facts of every claim. Yields after each claim.
 */
export function* mergeInSlices(
  claims: readonly Claim[],
  factsById: ReadonlyMap<string, StatementFacts>,
): Generator<void, MergedClaim[]> {
  const ordered = claims.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const groups: Claim[][] = [];
  const heads: StatementFacts[] = [];
  const indexed: number[] = [];
  const byText = new Map<string, number>();
  const index = createWordIndex();
  for (const claim of ordered) {
    const facts = factsById.get(claim.id);
    const key = claim.option === undefined ? claim.text.toLowerCase() : `\u0000${claim.option}`;
    const at = byText.get(key) ?? (claim.option === undefined && facts ? findSame(facts) : undefined);
    if (at === undefined) {
      byText.set(key, groups.length);
      if (facts && claim.option === undefined) {
        index.add(facts.wordSet);
        heads.push(facts);
        indexed.push(groups.length);
      }
      groups.push([claim]);
    } else {
      groups[at]?.push(claim);
      byText.set(key, at);
    }
    yield;
  }
  return groups.flatMap((members) => {
    const [first] = members;
    return first
      ? [{ id: first.id, text: first.text, members, ...(first.option !== undefined && { option: first.option }) }]
      : [];
  });

  function findSame(facts: StatementFacts): number | undefined {
    const near: { readonly at: number; readonly overlap: number; readonly shared: number }[] = [];
    index.visit(facts.wordSet, ALIKE, (at, overlap, shared) => near.push({ at, overlap, shared }));
    near.sort((a, b) => b.overlap - a.overlap || a.at - b.at);
    const found = near.find(({ at, shared }) => {
      const head = heads[at];
      return head !== undefined && saySame(facts, head, shared);
    });
    return found && indexed[found.at];
  }
}

/** Support both ways, or nearly the same words with support one way and the same kinds of facts. */
function saySame(a: StatementFacts, b: StatementFacts, shared: number): boolean {
  const there = compareStatements(a, b, shared);
  if (there.stance === 'disputes') return false;
  const back = compareStatements(b, a, shared);
  if (there.stance === 'supports' && back.stance === 'supports') return true;
  const cosine = shared / Math.sqrt(a.wordSet.size * b.wordSet.size);
  return (
    cosine >= NEARLY_SAME &&
    back.stance !== 'disputes' &&
    haveSameFacts(a, b) &&
    [there, back].some(({ stance }) => stance === 'supports')
  );
}

function haveSameFacts(a: StatementFacts, b: StatementFacts): boolean {
  const isHedged = (facts: StatementFacts) => facts.hedge !== undefined;
  return a.numbers.length === b.numbers.length && a.dates.length === b.dates.length && isHedged(a) === isHedged(b);
}
