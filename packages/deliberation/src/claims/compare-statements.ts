// compareStatements: what one sentence says to a claim, by parsers and word signs. Contradictions look more alike than
// paraphrases, so shared words only say that two sentences speak of the same thing, never that they agree.
import { answerKey } from '../text/answer-key.ts';
import type { Comparison } from './claim.ts';
import { sameDate } from './parse-dates.ts';
import { type NumberFact, sameAmount } from './parse-numbers.ts';
import type { StatementFacts } from './read-statement-facts.ts';

/** Below this two sentences speak of different things. */
export const SAME_TOPIC = 0.4;
/** From here a differing number, date, name, negation or opposite is a contradiction; below it nothing takes a side. */
export const CONTRADICTS = 0.5;
const DENIES = 0.6;
/** From here an equal number or date is support. */
const CONFIRMS = 0.6;
/** Without numbers or dates, support needs nearly all of the claim's words in the same order. */
const RESTATES = 0.9;
const IN_ORDER = 0.75;

/**
 * What `said` says to `claim`. `by` is `parser` when numbers, dates or names decided and `cue` otherwise; a silence tells
 * what was missing. `shared` (words in both) and `overlap` are given where they are known. Not symmetric: "sales rose 12 % in May" supports "sales rose 12 %", not the other way round.
 */
export function compareStatements(
  claim: StatementFacts,
  said: StatementFacts,
  shared: number = countShared(claim, said),
  overlap: number = wordOverlap(shared, claim.wordSet.size, said.wordSet.size),
): Comparison {
  const result = (stance: Comparison['stance'], by: Comparison['by'], cue: string): Comparison => ({
    stance,
    by,
    cue,
    overlap,
  });
  if (overlap < SAME_TOPIC || !shareContent(claim, said, shared))
    return result('silent', 'cue', 'speaks of something else');
  if (said.isConditional && !claim.isConditional) return result('silent', 'cue', 'says it under a condition');

  const dates = matchAll(claim.dates, said.dates, always, sameDate);
  const numbers = matchAll(claim.numbers, said.numbers, (a, b) => isComparable(a, b, claim, said), sameAmount);
  // Two amounts for two times, or for two places, are two facts.
  if (dates.differs && numbers.differs)
    return result('silent', 'parser', `speaks of another time: ${against(dates.differs)}`);
  const otherName = differingSubject(claim, said);
  if (otherName && (numbers.differs || dates.differs))
    return result('silent', 'parser', `speaks of another name: ${against(otherName)}`);
  if (overlap >= CONTRADICTS && numbers.differs)
    return result('disputes', 'parser', `numbers differ: ${against(numbers.differs)}`);
  if (overlap >= CONTRADICTS && dates.differs)
    return result('disputes', 'parser', `dates differ: ${against(dates.differs)}`);

  const literals = matchLiterals(claim, said);
  if (overlap >= DENIES && literals.differs)
    return result('disputes', 'parser', `values differ: ${against(literals.differs)}`);
  const turned = findTurn(claim, said);
  const complement = overlap >= CONTRADICTS && turned === undefined ? differingComplement(claim, said) : undefined;
  if (complement) return result('disputes', 'parser', `names differ: ${against(complement)}`);
  if (otherName) return result('silent', 'parser', `speaks of another name: ${against(otherName)}`);
  if (turned) {
    if (overlap < DENIES || !isInOrder(claim, said)) return result('silent', 'cue', `may deny it: ${turned}`);
    return claim.hedge && said.hedge
      ? result('silent', 'cue', `both leave it open: "${said.hedge}"`)
      : result('disputes', 'cue', turned);
  }
  if (!claim.hedge && said.hedge) return result('silent', 'cue', `says it as a possibility: "${said.hedge}"`);
  if (claim.whole && said.part)
    return result('silent', 'cue', `says it of a part: "${said.part}" against "${claim.whole}"`);
  const missing = numbers.missing[0] ?? dates.missing[0] ?? literals.missing[0] ?? missingName(claim, said);
  if (missing !== undefined) return result('silent', 'parser', `does not give ${missing}`);
  if (deniesMore(claim, said)) return result('silent', 'cue', 'does not deny what the claim denies');
  if (givesOther(claim, said)) return result('silent', 'parser', 'gives other numbers too');
  const matched = [...numbers.same, ...dates.same];
  if (matched.length > 0 && overlap >= CONFIRMS && isInOrder(claim, said))
    return result('supports', 'parser', `the same: ${matched.join(', ')}`);
  if (overlap >= CONFIRMS && shared / claim.wordSet.size >= RESTATES && isInOrder(claim, said))
    return result('supports', 'cue', 'the same words, and nothing turns or weakens them');
  return result('silent', 'cue', 'speaks of it without saying the same');
}

/** Mean of the share of the claim's words found and of Dice's coefficient, so that a long sentence is not everything's topic. */
export function wordOverlap(shared: number, claimWords: number, saidWords: number): number {
  return shared === 0 ? 0 : (shared / claimWords + (2 * shared) / (claimWords + saidWords)) / 2;
}

function countShared({ wordSet }: StatementFacts, said: StatementFacts): number {
  let shared = 0;
  for (const word of wordSet) if (said.wordSet.has(word)) shared += 1;
  return shared;
}

/** Whether they share more than opposites. */
function shareContent({ wordSet, opposites }: StatementFacts, said: StatementFacts, shared: number): boolean {
  if (shared > opposites) return true;
  for (const word of wordSet) if (said.wordSet.has(word) && !word.startsWith('±')) return true;
  return false;
}

interface Matches {
  /** Texts of the claim's facts that the other has too. */
  readonly same: readonly string[];
  /** Texts of those it has nothing comparable to. */
  readonly missing: readonly string[];
  /** The first pair that can be compared and is not equal, where no equal one was found. */
  readonly differs?: readonly [string, string];
}

const nothing: Matches = { same: [], missing: [] };
const always = (): boolean => true;

function matchAll<Fact extends { readonly text: string }>(
  claim: readonly Fact[],
  said: readonly Fact[],
  comparable: (a: Fact, b: Fact) => boolean,
  same: (a: Fact, b: Fact) => boolean,
): Matches {
  if (claim.length === 0) return nothing;
  let { same: equal, missing } = nothing;
  let differs: readonly [string, string] | undefined;
  for (const fact of claim) {
    let first: Fact | undefined;
    let isFound = false;
    for (const other of said) {
      if (!comparable(fact, other)) continue;
      first ??= other;
      isFound = same(fact, other);
      if (isFound) break;
    }
    if (isFound) equal = [...equal, fact.text];
    else if (first) differs ??= [fact.text, first.text];
    else missing = [...missing, fact.text];
  }
  return differs ? { same: equal, missing, differs } : { same: equal, missing };
}

function matchLiterals(claim: StatementFacts, said: StatementFacts): Matches {
  if (claim.literals.length === 0) return nothing;
  const areLone = claim.literals.length === 1 && said.literals.length === 1;
  return matchAll(
    claim.literals.map(asFact),
    said.literals.map(asFact),
    (a, b) => areLone || sameLiteral(a, b),
    sameLiteral,
  );
}

/** Amounts that each are the only one of their kind in their sentence: of one unit, or of one counted thing. */
function isComparable(a: NumberFact, b: NumberFact, claim: StatementFacts, said: StatementFacts): boolean {
  if (a.unit !== b.unit) return false;
  const [mine, theirs] = [a.counted[0], b.counted[0]];
  const isOfOneKind = mine !== undefined && mine === theirs;
  const kind = isOfOneKind ? mine : undefined;
  if (isOnly(claim, a.unit, kind) && isOnly(said, a.unit, kind)) {
    if (isOfOneKind || a.unit !== '' || mine === undefined || theirs === undefined) return true;
    if (a.counted.some((word) => b.counted.includes(word))) return true;
  }
  return sameAmount(a, b);
}

/** Whether the sentence gives one amount in this unit, or one of this thing. */
function isOnly({ numbers }: StatementFacts, unit: string, kind: string | undefined): boolean {
  let count = 0;
  for (const other of numbers) if (other.unit === unit && (kind === undefined || other.counted[0] === kind)) count += 1;
  return count === 1;
}

/** Bare numbers that the claim does not have: "returns 1 + 1 = 2" does not say "returns 1". */
function givesOther(claim: StatementFacts, said: StatementFacts): boolean {
  return (
    claim.numbers.some(isBare) &&
    said.numbers.some((other) => isBare(other) && !claim.numbers.some((own) => sameAmount(own, other)))
  );
}

function isBare({ unit, counted }: NumberFact): boolean {
  return unit === '' && counted.length === 0;
}

function asFact(text: string): { readonly text: string } {
  return { text };
}

function sameLiteral(a: { readonly text: string }, b: { readonly text: string }): boolean {
  return answerKey(a.text) === answerKey(b.text);
}

/** A shared word denied on one side only, or opposite words; "did not fall" and "rose" are no turn. */
function findTurn(claim: StatementFacts, said: StatementFacts): string | undefined {
  for (const [axis, { pole, word }] of claim.poles) {
    const other = said.poles.get(axis);
    if (other && signOf(claim, axis, pole) !== signOf(said, axis, other.pole)) {
      const denial = claim.denied.get(`±${axis}`) ?? said.denied.get(`±${axis}`);
      return pole === other.pole ? `one says "${denial ?? ''}"` : `opposites: "${word}" against "${other.word}"`;
    }
  }
  for (const [one, other] of [
    [claim, said],
    [said, claim],
  ] as const) {
    for (const [word, negator] of one.denied) {
      if (!word.startsWith('±') && other.wordSet.has(word) && !other.denied.has(word)) return `one says "${negator}"`;
    }
  }
  return undefined;
}

function signOf(facts: StatementFacts, axis: number, pole: 1 | -1): number {
  return facts.denied.has(`±${axis}`) ? -pole : pole;
}

/** Who denies what the other does not speak of says more than the other. */
function deniesMore(claim: StatementFacts, said: StatementFacts): boolean {
  return [...claim.denied.keys()].some((word) => !said.denied.has(word) && !word.startsWith('±'));
}

const copula = /\s(?:is|are|was|were|be|equals|became|becomes|ist|war|est|es)\s/iu;

/** Names after "is" that differ while all before it is the same: "the capital is Canberra" against "… is Sydney". */
function differingComplement(claim: StatementFacts, said: StatementFacts): readonly [string, string] | undefined {
  const mine = complementOf(claim);
  const theirs = mine && complementOf(said);
  if (!mine || !theirs || isSameName(mine.name, theirs.name)) return undefined;
  return mine.head.symmetricDifference(theirs.head).isSubsetOf(articles) ? [mine.name, theirs.name] : undefined;
}

interface Complement {
  readonly name: string;
  /** The words before "is". */
  readonly head: ReadonlySet<string>;
}

/** Of sentences seen before, because a sentence is compared with many. */
const complements = new WeakMap<StatementFacts, Complement | 'none'>();

function complementOf(facts: StatementFacts): Complement | undefined {
  if (facts.names.length === 0) return undefined;
  let known = complements.get(facts);
  if (known === undefined) {
    known = readComplement(facts) ?? 'none';
    complements.set(facts, known);
  }
  return known === 'none' ? undefined : known;
}

/** The only name after "is". */
function readComplement({ text, names }: StatementFacts): Complement | undefined {
  const at = text.search(copula);
  if (at === -1) return undefined;
  const [name, another] = names.filter(({ span }) => span[0] > at);
  if (!name || another) return undefined;
  const head = text
    .slice(0, at)
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return { name: name.text, head: new Set(head) };
}

const articles: ReadonlySet<string> = new Set(['the', 'a', 'an']);

/** Names of both that have nothing in common: probably two subjects. */
function differingSubject(claim: StatementFacts, said: StatementFacts): readonly [string, string] | undefined {
  const [mine] = claim.names;
  const [theirs] = said.names;
  if (!mine || !theirs) return undefined;
  const isShared =
    claim.names.some((a) => said.names.some((b) => isSameName(a.text, b.text)) || said.text.includes(a.text)) ||
    said.names.some((b) => claim.text.includes(b.text));
  return isShared ? undefined : [mine.text, theirs.text];
}

function missingName(claim: StatementFacts, said: StatementFacts): string | undefined {
  return claim.names.find(
    (name) =>
      !said.text.toLowerCase().includes(name.text.toLowerCase()) &&
      !said.names.some((other) => isSameName(name.text, other.text)),
  )?.text;
}

/** "Merkel" is "Angela Merkel"; "EU" is not "UN". */
function isSameName(a: string, b: string): boolean {
  const [x, y] = [a.toLowerCase().split(' '), b.toLowerCase().split(' ')];
  return x.every((word) => y.includes(word)) || y.every((word) => x.includes(word));
}

/** Whether the shared words come in the same order: "A beat B" does not say "B beat A". */
function isInOrder(claim: StatementFacts, said: StatementFacts): boolean {
  const mine = claim.words.filter((word) => said.wordSet.has(word));
  const theirs = said.words.filter((word) => claim.wordSet.has(word));
  const row = new Uint16Array(theirs.length + 1);
  for (const word of mine) {
    let diagonal = 0;
    for (let at = 1; at <= theirs.length; at += 1) {
      const above = row[at] ?? 0;
      row[at] = theirs[at - 1] === word ? diagonal + 1 : Math.max(above, row[at - 1] ?? 0);
      diagonal = above;
    }
  }
  return (row[theirs.length] ?? 0) >= IN_ORDER * Math.min(mine.length, new Set(mine).size);
}

function against([mine, theirs]: readonly [string, string]): string {
  return `${mine} against ${theirs}`;
}
