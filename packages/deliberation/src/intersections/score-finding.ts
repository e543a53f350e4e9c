// Scores of a finding at the crossing of two domains, each on an axis of its own. They are never added up.
import { createTextVectors, vectorCosine } from '../text/tf-idf.ts';
import { compareStatements } from '../claims/compare-statements.ts';
import { readStatementFacts } from '../claims/read-statement-facts.ts';

export interface FindingInput {
  /** The finding's own claims. */
  readonly claims: readonly string[];
  /** What each parent domain says by itself. */
  readonly firstParent: readonly string[];
  readonly secondParent: readonly string[];
  /** Claims of the parents that the finding names as its ground. Naming alone is no use: a word of them must be in it. */
  readonly cited?: { readonly first: readonly string[]; readonly second: readonly string[] };
  /** What was found before. */
  readonly archive: readonly string[];
  /**
   * For each claim of the finding, whether the parents entail it, from an outside judge; without it word signs decide, which
   * see restatement only.
   */
  readonly entailed?: readonly { readonly first: boolean; readonly second: boolean }[];
  /** 0 to 1 from a judge of a family that did not take part. */
  readonly plausibility?: number;
}

export interface FindingScores {
  /** 1 - the highest TF-IDF cosine of its claims, taken as one text, to a parent's claim or a text of the archive; 0 to 1. */
  readonly novelty: number;
  /** Which of the earlier texts comes nearest; absent when there is none. */
  readonly nearest?: string;
  readonly synergy: {
    /** Whether it uses each parent and is entailed by neither alone. */
    readonly isSynergy: boolean;
    /**
     * Share of its claims with two or more words of substance that this parent has and the other does not, or with one of a claim that
     * it names; 0 to 1.
     */
    readonly usesFirst: number;
    readonly usesSecond: number;
    /** All its claims follow from this parent alone: then nothing was added. */
    readonly entailedByFirst: boolean;
    readonly entailedBySecond: boolean;
    readonly by: 'judge' | 'cue';
  };
  readonly plausibility?: number;
}

/** Words of substance that only one parent has, from which a claim leans on it; one could be chance. */
const USES = 2;

/** Scores one finding. A finding without claims has no novelty and no synergy. */
export function scoreFinding(input: FindingInput): FindingScores {
  const { claims, firstParent, secondParent, archive, entailed, plausibility } = input;
  const { novelty, nearest } = scoreNovelty(claims, [...firstParent, ...secondParent, ...archive]);
  const [firstWords, secondWords] = [contentWords(firstParent), contentWords(secondParent)];
  const [citedFirst, citedSecond] = [contentWords(input.cited?.first ?? []), contentWords(input.cited?.second ?? [])];
  const usesFirst = shareUsing(claims, firstWords.difference(secondWords), citedFirst);
  const usesSecond = shareUsing(claims, secondWords.difference(firstWords), citedSecond);
  const byFirst = claims.map((claim, at) => entailed?.[at]?.first ?? restates(claim, firstParent));
  const bySecond = claims.map((claim, at) => entailed?.[at]?.second ?? restates(claim, secondParent));
  const entailedByFirst = claims.length > 0 && byFirst.every(Boolean);
  const entailedBySecond = claims.length > 0 && bySecond.every(Boolean);
  return {
    novelty,
    ...(nearest !== undefined && { nearest }),
    synergy: {
      isSynergy: usesFirst > 0 && usesSecond > 0 && !entailedByFirst && !entailedBySecond,
      usesFirst,
      usesSecond,
      entailedByFirst,
      entailedBySecond,
      by: entailed ? 'judge' : 'cue',
    },
    ...(plausibility !== undefined && { plausibility }),
  };
}

/** Novelty of each text by itself against the same earlier texts, 0 to 1, in order; words weigh the same for all of them. */
export function scoreNovelties(texts: readonly string[], earlier: readonly string[]): number[] {
  const vectors = createTextVectors([...texts, ...earlier]);
  const known = vectors.slice(texts.length);
  return vectors
    .slice(0, texts.length)
    .map((own) => 1 - known.reduce((highest, vector) => Math.max(highest, vectorCosine(own, vector)), 0));
}

function scoreNovelty(claims: readonly string[], earlier: readonly string[]): { novelty: number; nearest?: string } {
  if (claims.length === 0) return { novelty: 0 };
  const [own, ...vectors] = createTextVectors([claims.join('\n'), ...earlier]);
  let highest = -1;
  let nearest: string | undefined;
  for (const [index, vector] of vectors.entries()) {
    const cosine = own ? vectorCosine(own, vector) : 0;
    if (cosine <= highest) continue;
    highest = cosine;
    nearest = earlier[index];
  }
  return { novelty: 1 - Math.max(0, highest), ...(nearest !== undefined && { nearest }) };
}

function contentWords(texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => readStatementFacts(text).words));
}

/** `words` are those that only one parent has; of these, one that it names a claim for is enough. */
function shareUsing(claims: readonly string[], words: ReadonlySet<string>, cited: ReadonlySet<string>): number {
  const using = claims.filter((claim) => {
    const own = readStatementFacts(claim).wordSet.intersection(words);
    return own.size >= USES || own.intersection(cited).size > 0;
  });
  return claims.length === 0 ? 0 : using.length / claims.length;
}

function restates(claim: string, parent: readonly string[]): boolean {
  const facts = readStatementFacts(claim);
  return parent.some((text) => compareStatements(facts, readStatementFacts(text)).stance === 'supports');
}
