// compareStatements: what one sentence says to a claim, by parsers and word signs. Contradictions look more alike than
// paraphrases, so shared words only say that two sentences speak of the same thing, never that they agree.
import type { Comparison } from './claim.ts';
import { sameDate } from './parse-dates.ts';
import { type NumberFact, sameAmount } from './parse-numbers.ts';
import type { StatementFacts } from './read-statement-facts.ts';

/** Below this two sentences speak of different things. */
export const SAME_TOPIC = 0.4;
/** From here a differing number, date, name, negation or opposite is a contradiction. */
const CONTRADICTS = 0.5;
const DENIES = 0.6;
/** From here an equal number or date is support. */
const CONFIRMS = 0.6;
/** Without numbers or dates, support needs nearly all of the claim's words in the same order. */
const RESTATES = 0.9;
const IN_ORDER = 0.75;

/**
 * What `said` says to `claim`. `by` is `parser` when numbers, dates or names decided and `cue` otherwise; a silence tells
 * what was missing. Not symmetric: "sales rose 12 % in May" supports "sales rose 12 %", not the other way round.
 */
export function compareStatements(claim: StatementFacts, said: StatementFacts): Comparison {
  const shared = claim.words.length === 0 ? [] : [...claim.wordSet].filter((word) => said.wordSet.has(word));
  const overlap = wordOverlap(shared.length, claim.wordSet.size, said.wordSet.size);
  const result = (stance: Comparison['stance'], by: Comparison['by'], cue: string): Comparison => ({
    stance,
    by,
    cue,
    overlap,
  });
  if (overlap < SAME_TOPIC || !shared.some((word) => !word.startsWith('±')))
    return result('silent', 'cue', 'speaks of something else');

  const dates = matchAll(claim.dates, said.dates, () => true, sameDate);
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

  const turned = findTurn(claim, said);
  const complement = differingComplement(claim, said);
  if (complement && overlap >= CONTRADICTS && !turned)
    return result('disputes', 'parser', `names differ: ${against(complement)}`);
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
  const missing = numbers.missing[0] ?? dates.missing[0] ?? missingName(claim, said);
  if (missing !== undefined) return result('silent', 'parser', `does not give ${missing}`);
  const matched = [...numbers.same, ...dates.same];
  if (matched.length > 0 && overlap >= CONFIRMS && isInOrder(claim, said))
    return result('supports', 'parser', `the same: ${matched.join(', ')}`);
  if (shared.length / claim.wordSet.size >= RESTATES && overlap >= CONFIRMS && isInOrder(claim, said)) {
    return result('supports', 'cue', 'the same words, and nothing turns or weakens them');
  }
  return result('silent', 'cue', 'speaks of it without saying the same');
}

/** Mean of the share of the claim's words found and of Dice's coefficient, so that a long sentence is not everything's topic. */
export function wordOverlap(shared: number, claimWords: number, saidWords: number): number {
  return shared === 0 ? 0 : (shared / claimWords + (2 * shared) / (claimWords + saidWords)) / 2;
}

interface Matches {
  /** Texts of the claim's facts that the other has too. */
  readonly same: readonly string[];
  /** Texts of those it has nothing comparable to. */
  readonly missing: readonly string[];
  /** The first pair that can be compared and is not equal, where no equal one was found. */
  readonly differs?: readonly [string, string];
}

function matchAll<Fact extends { readonly text: string }>(
  claim: readonly Fact[],
  said: readonly Fact[],
  comparable: (a: Fact, b: Fact) => boolean,
  same: (a: Fact, b: Fact) => boolean,
): Matches {
  const equal: string[] = [];
  const missing: string[] = [];
  let differs: readonly [string, string] | undefined;
  for (const fact of claim) {
    const candidates = said.filter((other) => comparable(fact, other));
    if (candidates.some((other) => same(fact, other))) equal.push(fact.text);
    else if (candidates[0]) differs ??= [fact.text, candidates[0].text];
    else missing.push(fact.text);
  }
  return { same: equal, missing, ...(differs && { differs }) };
}

/** Amounts of one unit; without units, of one counted thing, or the only amounts of both sentences. */
function isComparable(a: NumberFact, b: NumberFact, claim: StatementFacts, said: StatementFacts): boolean {
  if (a.unit !== b.unit) return false;
  const ofUnit = (facts: StatementFacts) => facts.numbers.filter(({ unit }) => unit === a.unit).length;
  const areLone = ofUnit(claim) === 1 && ofUnit(said) === 1;
  if (a.unit !== '') return areLone || a.counted.some((word) => b.counted.includes(word)) || sameAmount(a, b);
  if (a.counted.length > 0 && b.counted.length > 0) return a.counted.some((word) => b.counted.includes(word));
  return areLone || sameAmount(a, b);
}

/** Negation or an opposite on one side only; two turns cancel out ("did not fall" and "rose"). */
function findTurn(claim: StatementFacts, said: StatementFacts): string | undefined {
  const turns: string[] = [];
  if ((claim.negation === undefined) !== (said.negation === undefined))
    turns.push(`one says "${claim.negation ?? said.negation ?? ''}"`);
  for (const [axis, { pole, word }] of claim.poles) {
    const other = said.poles.get(axis);
    if (other && other.pole !== pole) turns.push(`opposites: "${word}" against "${other.word}"`);
  }
  return turns.length % 2 === 1 ? turns.at(-1) : undefined;
}

const copula = /\s(?:is|are|was|were|be|equals|became|becomes|ist|war|est|es)\s/iu;

/** Names after "is" that differ while all before it is the same: "the capital is Canberra" against "… is Sydney". */
function differingComplement(claim: StatementFacts, said: StatementFacts): readonly [string, string] | undefined {
  const [mine, theirs] = [claim, said].map((facts) => {
    const at = facts.text.search(copula);
    const names = facts.names.filter(({ span }) => span[0] > at);
    const head = new Set(
      facts.text
        .slice(0, Math.max(0, at))
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu),
    );
    return at === -1 || names.length !== 1 ? undefined : { name: names[0]?.text ?? '', head };
  });
  if (!mine || !theirs || isSameName(mine.name, theirs.name)) return undefined;
  return mine.head.symmetricDifference(theirs.head).isSubsetOf(articles) ? [mine.name, theirs.name] : undefined;
}

const articles: ReadonlySet<string> = new Set(['the', 'a', 'an']);

/** Names of both that have nothing in common: probably two subjects. */
function differingSubject(claim: StatementFacts, said: StatementFacts): readonly [string, string] | undefined {
  const [mine, theirs] = [claim.names[0], said.names[0]];
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
