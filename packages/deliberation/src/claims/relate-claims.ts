// relateClaims: what every answer says to every claim. Deciders are an ordered list; the first that knows decides.
// The work can be done in slices, so that a page stays alive. Knows nothing of buckets, votes or prompts.
import type { Claim, ClaimRelation, ClaimStance, Comparison, MergedClaim, Span, SpokenAnswer } from './claim.ts';
import { compareStatements, SAME_TOPIC } from './compare-statements.ts';
import { createWordIndex, type WordIndex } from './word-index.ts';
import { mergeInSlices } from './merge-claims.ts';
import { readStatementFacts, type StatementFacts } from './read-statement-facts.ts';
import { splitClaims } from './split-claims.ts';

/** What an outside judge said of one pair, by `readJudgeReply`. */
export interface JudgeVerdict {
  readonly claimId: string;
  readonly answerId: string;
  readonly stance: ClaimStance;
  /** The judge's reason, one sentence. */
  readonly because: string;
}

export interface RelateInput {
  readonly answers: readonly SpokenAnswer[];
  /** Claims of these answers. When absent each answer's sentences are its claims. */
  readonly claims?: readonly Claim[];
  readonly verdicts?: readonly JudgeVerdict[];
}

export interface RelatedClaims {
  /** By rising id. */
  readonly claims: readonly MergedClaim[];
  /** Claims in the order above, answers by rising id. A pair that is not listed is silent: they share too few words. */
  readonly relations: readonly ClaimRelation[];
}

/** How far the work is: small units of about equal size. */
export interface RelateProgress {
  readonly done: number;
  readonly total: number;
}

const MOST_PASSAGES = 3;

/** All at once; see `relateInSlices` for a page that must not freeze. The order of answers and claims does not matter. */
export function relateClaims(input: RelateInput): RelatedClaims {
  const work = relateInSlices(input);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

interface Passage {
  readonly span: Span;
  readonly facts: StatementFacts;
}

interface Pair {
  readonly claim: MergedClaim;
  readonly answer: SpokenAnswer;
  /** Comparisons with the answer's nearest sentences, best overlap first. */
  readonly compared: readonly Comparison[];
  readonly verdict?: JudgeVerdict;
}

/** In this order; `undefined` passes the pair on. */
const deciders: readonly ((pair: Pair) => Comparison | undefined)[] = [
  decideByStance,
  decideByParser,
  decideByJudge,
  decideByCue,
];

/** The same, yielding after each answer read and each claim merged or related (well under a millisecond each as a rule). */
export function* relateInSlices({
  answers,
  claims,
  verdicts = [],
}: RelateInput): Generator<RelateProgress, RelatedClaims> {
  const ordered = answers.toSorted(byId);
  const index = createWordIndex();
  const passages: Passage[] = [];
  const ownerOf: number[] = [];
  const factsById = new Map<string, StatementFacts>();
  const made: Claim[] = [];
  let done = 0;
  let total = answers.length + (claims?.length ?? answers.length) * 2;
  for (const [owner, answer] of ordered.entries()) {
    for (const sentence of splitClaims(answer)) {
      const facts = readStatementFacts(sentence.text);
      index.add(facts.wordSet);
      passages.push({ span: sentence.span, facts });
      ownerOf.push(owner);
      if (claims) continue;
      factsById.set(sentence.id, facts);
      made.push(sentence);
    }
    done += 1;
    if (!claims) total = answers.length + made.length * 2;
    yield { done, total };
  }
  const all = claims ?? made;
  for (const claim of all) if (!factsById.has(claim.id)) factsById.set(claim.id, readStatementFacts(claim.text));
  const merging = mergeInSlices(all, factsById);
  for (;;) {
    const step = merging.next();
    if (step.done) {
      const relations: ClaimRelation[] = [];
      const verdictOf = new Map(verdicts.map((verdict) => [pairKey(verdict.claimId, verdict.answerId), verdict]));
      done = answers.length + all.length;
      total = done + step.value.length;
      for (const claim of step.value) {
        const near = nearestPassages(factsById.get(claim.id), index, ownerOf, passages);
        for (const [owner, answer] of ordered.entries()) {
          const relation = decide(claim, answer, near.get(owner) ?? [], verdictOf);
          if (relation) relations.push(relation);
        }
        done += 1;
        yield { done, total };
      }
      return { claims: step.value, relations };
    }
    done += 1;
    yield { done, total };
  }
}

/** One key for a claim and an answer. */
export function pairKey(claimId: string, answerId: string): string {
  return JSON.stringify([claimId, answerId]);
}

interface NearPassage extends Passage {
  readonly compared: Comparison;
}

/** For each answer (by number) the sentences that share enough words with the claim, best first. */
function nearestPassages(
  claim: StatementFacts | undefined,
  index: WordIndex,
  ownerOf: readonly number[],
  passages: readonly Passage[],
): ReadonlyMap<number, readonly NearPassage[]> {
  const found = new Map<number, { at: number; overlap: number }[]>();
  if (!claim) return new Map();
  for (const { at, overlap } of index.nearest(claim.wordSet, SAME_TOPIC)) {
    const owner = ownerOf[at] ?? -1;
    const own = found.get(owner);
    if (own) own.push({ at, overlap });
    else found.set(owner, [{ at, overlap }]);
  }
  return new Map(
    [...found].map(([owner, places]) => [
      owner,
      places
        .sort((a, b) => b.overlap - a.overlap || a.at - b.at)
        .slice(0, MOST_PASSAGES)
        .flatMap(({ at }) => {
          const passage = passages[at];
          return passage ? [{ ...passage, compared: compareStatements(claim, passage.facts) }] : [];
        }),
    ]),
  );
}

function decide(
  claim: MergedClaim,
  answer: SpokenAnswer,
  near: readonly NearPassage[],
  verdictOf: ReadonlyMap<string, JudgeVerdict>,
): ClaimRelation | undefined {
  const verdict = verdictOf.size > 0 ? verdictOf.get(pairKey(claim.id, answer.id)) : undefined;
  const pair: Pair = { claim, answer, compared: near.map(({ compared }) => compared), ...(verdict && { verdict }) };
  let decided: Comparison | undefined;
  for (const decider of deciders) decided ??= decider(pair);
  const best = pair.compared[0];
  const result = decided ?? best;
  if (!result) return undefined;
  const ranked = near.toSorted((a, b) => Number(b.compared === result) - Number(a.compared === result));
  return {
    ...result,
    claimId: claim.id,
    answerId: answer.id,
    passages: ranked.map(({ span }) => span),
    isOpen: decided === undefined && best !== undefined,
  };
}

/** The answer chose this option or another one, or the claim is its own. */
function decideByStance({ claim, answer, compared }: Pair): Comparison | undefined {
  const overlap = compared[0]?.overlap ?? 0;
  if (claim.members.some(({ answerId }) => answerId === answer.id))
    return { stance: 'supports', by: 'stance', cue: 'its own words', overlap: 1 };
  if (claim.option === undefined || answer.stance === undefined) return undefined;
  return answer.stance === claim.option
    ? { stance: 'supports', by: 'stance', cue: `chose "${answer.stance}"`, overlap }
    : { stance: 'disputes', by: 'stance', cue: `chose "${answer.stance}" against "${claim.option}"`, overlap };
}

function decideByParser({ compared }: Pair): Comparison | undefined {
  return strongest(compared.filter(({ by }) => by === 'parser'));
}

function decideByJudge({ verdict, compared }: Pair): Comparison | undefined {
  return verdict && { stance: verdict.stance, by: 'judge', cue: verdict.because, overlap: compared[0]?.overlap ?? 0 };
}

function decideByCue({ compared }: Pair): Comparison | undefined {
  return strongest(compared);
}

/** The comparison with the best overlap that took a side; support before dispute where both are equally near. */
function strongest(compared: readonly Comparison[]): Comparison | undefined {
  const sided = compared.filter(({ stance }) => stance !== 'silent');
  return sided.toSorted(
    (a, b) => b.overlap - a.overlap || Number(b.stance === 'supports') - Number(a.stance === 'supports'),
  )[0];
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
