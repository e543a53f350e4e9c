// relateClaims: what every answer says to every claim. Deciders are an ordered list; the first that knows decides.
// The work can be done in slices, so that a page stays alive. Knows nothing of buckets, votes or prompts.
import type { Claim, ClaimRelation, ClaimStance, Comparison, MergedClaim, Span, SpokenAnswer } from './claim.ts';
import { mergeInSlices } from './merge-claims.ts';
import { createPassageBook, type NearPassage } from './nearest-passages.ts';
import { createStatementReader, type StatementFacts } from './read-statement-facts.ts';
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
  /** By answer id what `splitClaims` gave, where it was called before. */
  readonly sentences?: ReadonlyMap<string, readonly Claim[]>;
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

/** All at once; see `relateInSlices` for a page that must not freeze. The order of answers and claims does not matter. */
export function relateClaims(input: RelateInput): RelatedClaims {
  const work = relateInSlices(input);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

interface Pair {
  readonly claim: MergedClaim;
  readonly answer: SpokenAnswer;
  /** Whether the answer made the claim. */
  readonly isOwn: boolean;
  /** The answer's nearest sentences, best overlap first. */
  readonly near: readonly NearPassage[];
  readonly verdict: JudgeVerdict | undefined;
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
  sentences,
  verdicts = [],
}: RelateInput): Generator<RelateProgress, RelatedClaims> {
  const ordered = answers.toSorted(byId);
  const read = createStatementReader();
  const book = createPassageBook(ordered.length);
  const factsById = new Map<string, StatementFacts>();
  const made: Claim[] = [];
  let done = 0;
  let total = answers.length + (claims?.length ?? answers.length) * 2;
  for (const [owner, answer] of ordered.entries()) {
    for (const sentence of sentences?.get(answer.id) ?? splitClaims(answer)) {
      const facts = read(sentence.text);
      book.add(owner, sentence.span, facts);
      if (claims) continue;
      factsById.set(sentence.id, facts);
      made.push(sentence);
    }
    done += 1;
    if (!claims) total = answers.length + made.length * 2;
    yield { done, total };
  }
  const all = claims ?? made;
  for (const claim of all) if (!factsById.has(claim.id)) factsById.set(claim.id, read(claim.text));
  const merging = mergeInSlices(all, factsById);
  for (;;) {
    const step = merging.next();
    if (step.done) {
      const relations: ClaimRelation[] = [];
      const verdictOf = new Map(verdicts.map((verdict) => [pairKey(verdict.claimId, verdict.answerId), verdict]));
      done = answers.length + all.length;
      total = done + step.value.length;
      for (const claim of step.value) {
        const facts = factsById.get(claim.id);
        const near = facts && book.nearest(facts);
        const makers = new Set(claim.members.map(({ answerId }) => answerId));
        for (const [owner, answer] of ordered.entries()) {
          const relation = decide({
            claim,
            answer,
            isOwn: makers.has(answer.id),
            near: near?.get(owner) ?? [],
            verdict: verdictOf.size > 0 ? verdictOf.get(pairKey(claim.id, answer.id)) : undefined,
          });
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

function decide(pair: Pair): ClaimRelation | undefined {
  const { claim, answer, near } = pair;
  let decided: Comparison | undefined;
  for (const decider of deciders) decided ??= decider(pair);
  const best = near[0]?.compared;
  const result = decided ?? best;
  if (!result) return undefined;
  const { stance, by, cue, overlap } = result;
  return {
    stance,
    by,
    cue,
    overlap,
    claimId: claim.id,
    answerId: answer.id,
    passages: spansFrom(near, result),
    isOpen: decided === undefined && best !== undefined,
  };
}

/** The passages' places, the one that decided first. */
function spansFrom(near: readonly NearPassage[], result: Comparison): Span[] {
  const spans = near.map(({ span }) => span);
  const at = near.findIndex(({ compared }) => compared === result);
  if (at > 0) spans.unshift(...spans.splice(at, 1));
  return spans;
}

/** The answer chose this option or another one, or the claim is its own. */
function decideByStance({ claim, answer, isOwn, near }: Pair): Comparison | undefined {
  if (isOwn) return { stance: 'supports', by: 'stance', cue: 'its own words', overlap: 1 };
  if (claim.option === undefined || answer.stance === undefined) return undefined;
  const overlap = near[0]?.compared?.overlap ?? 0;
  return answer.stance === claim.option
    ? { stance: 'supports', by: 'stance', cue: `chose "${answer.stance}"`, overlap }
    : { stance: 'disputes', by: 'stance', cue: `chose "${answer.stance}" against "${claim.option}"`, overlap };
}

function decideByParser({ near }: Pair): Comparison | undefined {
  return strongest(near, ({ by }) => by === 'parser');
}

function decideByJudge({ verdict, near }: Pair): Comparison | undefined {
  return (
    verdict && {
      stance: verdict.stance,
      by: 'judge',
      cue: verdict.because,
      overlap: near[0]?.compared?.overlap ?? 0,
    }
  );
}

function decideByCue({ near }: Pair): Comparison | undefined {
  return strongest(near, () => true);
}

/** The comparison with the best overlap that took a side; support before dispute where both are equally near. */
function strongest(near: readonly NearPassage[], counts: (compared: Comparison) => boolean): Comparison | undefined {
  let best: Comparison | undefined;
  for (const { compared } of near) {
    if (!compared || compared.stance === 'silent' || !counts(compared)) continue;
    if (
      !best ||
      compared.overlap > best.overlap ||
      (compared.overlap === best.overlap && compared.stance === 'supports' && best.stance !== 'supports')
    )
      best = compared;
  }
  return best;
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
