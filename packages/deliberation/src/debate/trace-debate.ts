// traceDebate: who moved from one round of a debate to the next, and whether anything new was said for it. Pure; knows no model.
// That somebody gives way to the many is well known of people and of models; it is no evidence for what the many say.
import { readStatementFacts, type StatementFacts } from '../claims/read-statement-facts.ts';
import { splitClaims } from '../claims/split-claims.ts';
import type { DateFact } from '../claims/parse-dates.ts';
import type { NumberFact } from '../claims/parse-numbers.ts';
import { debateTalk } from './debate-talk.ts';

/** What one voice said in one round. */
export interface DebateAnswer {
  readonly voice: string;
  readonly text: string;
  /** What it states one by one, where it says so itself; else its sentences are taken. */
  readonly claims?: readonly string[];
  readonly quotations: readonly DebateQuotation[];
  /** What it chose; absent where it chose nothing. */
  readonly position?: DebatePosition;
}

/** Choices are one when their keys are equal. */
export interface DebatePosition {
  readonly key: string;
  readonly label: string;
}

/** Words of a document, by their place in it. */
export interface DebateQuotation {
  readonly document: string;
  readonly span: readonly [number, number];
  readonly text: string;
}

export interface DebateTask {
  readonly question: string;
  /** In order; the first was held before anybody saw another answer. */
  readonly rounds: readonly { readonly answers: readonly DebateAnswer[]; readonly missing: readonly string[] }[];
}

export interface DebateVote {
  /** Sorted by votes, ties in the order of the voices. */
  readonly tally: { stance: string; voices: string[] }[];
  readonly silent: string[];
  readonly missing: string[];
}

export interface TracedMove {
  readonly voice: string;
  readonly round: number;
  readonly from?: string;
  readonly to?: string;
  readonly toMajority: boolean;
  readonly argument?: string;
}

export interface DebateTrace {
  readonly rounds: DebateVote[];
  readonly moves: TracedMove[];
}

/** So many content words that nobody used before make a statement a new one. Fewer are as often only other words for the same. */
const fewestNewWords = 3;
const largestCount = 12;
const longestArgument = 300;
/** Statements that are looked at in all moves together, and in each at the least: of long answers the first and the last ones. */
const mostStatements = 2_000;
const fewestStatements = 8;

/**
 * The vote of each round and every move. `argument` is the mover's first statement with an amount, a date or at least three content
 * words that neither the question nor an answer of an earlier round held, or a quotation of a place that none had quoted. It is
 * a matter of words: an old reason in wholly new words passes for new, a new one in old words for old.
 */
export function traceDebate({ question, rounds }: DebateTask): DebateTrace {
  const moves = findMoves(rounds);
  const quota = Math.max(fewestStatements, Math.floor(mostStatements / Math.max(1, moves.length)));
  const known = createKnown(question, quota);
  const traced: TracedMove[] = [];
  for (const [index, { answers }] of rounds.entries()) {
    for (const { move, answer } of moves.filter((each) => each.move.round === index + 1)) {
      const argument = known.findNew(answer);
      traced.push({ ...move, ...(argument !== undefined && { argument: cut(argument) }) });
    }
    // To read all that was said takes its time, and nobody asks for it after the last move.
    if (traced.length < moves.length) for (const answer of answers) known.add(answer);
  }
  return { rounds: rounds.map(countVotes), moves: traced };
}

interface FoundMove {
  readonly move: TracedMove;
  readonly answer: DebateAnswer;
}

/** Who changed its choice against what it said last, in the order of rounds and voices. */
function findMoves(rounds: DebateTask['rounds']): FoundMove[] {
  const last = new Map<string, DebateAnswer>();
  return rounds.flatMap(({ answers }, index) => {
    const moves = answers.flatMap((answer): FoundMove[] => {
      const before = last.get(answer.voice);
      if (!before || before.position?.key === answer.position?.key) return [];
      const move = {
        voice: answer.voice,
        round: index + 1,
        ...(before.position && { from: before.position.label }),
        ...(answer.position && { to: answer.position.label }),
        toMajority: isMajority(answer, last),
      };
      return [{ move, answer }];
    });
    for (const answer of answers) last.set(answer.voice, answer);
    return moves;
  });
}

/** Whether more than half of the others who had chosen anything had chosen this. */
function isMajority({ voice, position }: DebateAnswer, last: ReadonlyMap<string, DebateAnswer>): boolean {
  const others = [...last.values()].filter((other) => other.voice !== voice && other.position);
  return 2 * others.filter((other) => other.position?.key === position?.key).length > others.length;
}

function countVotes({ answers, missing }: DebateTask['rounds'][number]): DebateVote {
  const tally = new Map<string, DebateVote['tally'][number]>();
  for (const { voice, position } of answers) {
    if (!position) continue;
    const entry = tally.get(position.key);
    if (entry) entry.voices.push(voice);
    else tally.set(position.key, { stance: position.label, voices: [voice] });
  }
  return {
    tally: [...tally.values()].toSorted((one, other) => other.voices.length - one.voices.length),
    silent: answers.filter(({ position }) => !position).map(({ voice }) => voice),
    missing: [...missing],
  };
}

/** Everything that was said up to here. */
function createKnown(question: string, quota: number) {
  const words = new Set(debateTalk);
  const figures = new Set<string>();
  const quoted = new Map<string, (readonly [number, number])[]>();
  const learn = (facts: StatementFacts) => {
    for (const word of facts.wordSet) words.add(word);
    for (const figure of figuresOf(facts)) figures.add(figure);
  };
  learn(readStatementFacts(question));
  const isNew = (statement: string) => {
    const facts = readStatementFacts(statement);
    return (
      facts.wordSet.difference(words).size >= fewestNewWords || figuresOf(facts).some((figure) => !figures.has(figure))
    );
  };
  const isNewPlace = ({ document, span: [start, end] }: DebateQuotation) =>
    !(quoted.get(document) ?? []).some(([from, to]) => from < end && start < to);
  return {
    add({ text, claims = [], quotations, position }: DebateAnswer) {
      for (const said of [text, ...claims]) learn(readStatementFacts(said));
      if (position) learn(readStatementFacts(position.label));
      for (const { document, span } of quotations) quoted.set(document, [...(quoted.get(document) ?? []), span]);
    },
    /** Its first statement that is new, else its first new quotation. */
    findNew({ voice, text, claims = [], quotations, position }: DebateAnswer): string | undefined {
      const choice = position?.label.toLowerCase();
      const all = claims.length > 0 ? claims : splitClaims({ id: voice, text }).map((claim) => claim.text);
      const statements = takeEnds(all, quota);
      return (
        statements.find((statement) => statement.toLowerCase() !== choice && isNew(statement)) ??
        quotations.find(isNewPlace)?.text
      );
    },
  };
}

function takeEnds<Entry>(entries: readonly Entry[], most: number): readonly Entry[] {
  const head = Math.ceil(most / 2);
  return entries.length <= most ? entries : [...entries.slice(0, head), ...entries.slice(head - most)];
}

/** Amounts and dates by what they say. Bare numbers as small as panels are left out: they mostly count voices. */
function figuresOf({ numbers, dates }: StatementFacts): string[] {
  const isCount = ({ unit, readings }: NumberFact) => unit === '' && readings.every(([, high]) => high <= largestCount);
  const dateKey = ({ year, quarter, month, day }: DateFact) =>
    month === undefined && quarter === undefined ? `${year}` : `${quarter ?? ''}/${month ?? ''}/${day ?? ''}`;
  return [
    ...numbers.filter((number) => !isCount(number)).map(({ unit, readings }) => `${unit} ${readings.join(' ')}`),
    ...dates.map((date) => `date ${dateKey(date)}`),
  ];
}

function cut(text: string): string {
  const plain = text.replace(/\s+/gu, ' ').trim();
  return plain.length <= longestArgument ? plain : `${plain.slice(0, longestArgument - 1).trimEnd()}…`;
}
