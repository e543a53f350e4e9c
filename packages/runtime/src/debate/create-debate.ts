// createDebate: the rounds of a debate without anybody who speaks: what the agents of the next round are given, when it ends, and
// what is then compared. The engine's interpreter and an exported loop both hold it; it calls no model and knows no step.
import { type DebateAnswer, type DebatePosition, traceDebate } from '@parley/deliberation';
import type { Answer, Brief, Debate, MissingVoice } from '@parley/spec';
import { joinBriefs } from '../join-briefs.ts';
import { type CompareArguments, type LoopArguments, usualDebateRounds } from '../op-arguments.ts';
import type { OpInput, OpInputs, RoundInput } from '../op.ts';
import { hearVoices, valuesAt } from '../op-values.ts';
import { type Positions, readPositions } from './read-positions.ts';

/** What every agent of a round is given. */
export interface DebateRound {
  /** From 1. */
  readonly round: number;
  readonly brief: Brief;
  /** Absent in the first round. */
  readonly before?: RoundInput;
}

/** Another round, or what the op `consensus` is called with to make the debate's verdict. */
export type RoundEnd =
  | { readonly again: DebateRound }
  | { readonly last: { readonly args: CompareArguments; readonly inputs: OpInputs } };

export interface DebateState {
  /** The first round. */
  begin(): DebateRound;
  /** Takes what a round came to, in the order of the Graph. AppError `user/no-voice` when nobody spoke. */
  end(results: readonly OpInput[]): RoundEnd;
}

interface HeldRound {
  readonly answers: readonly Answer[];
  readonly missing: readonly MissingVoice[];
}

/**
 * Port `brief`; `title` is the container's. It ends when nobody moved, after the last round, and, unless told otherwise, when
 * all agree, also after the first; a voice that was away in a round is taken to stand where it stood. Where nothing can be compared as a vote, nobody moved when all words are the same.
 */
export function createDebate(args: LoopArguments, inputs: OpInputs, title: string): DebateState {
  const { rounds: most = usualDebateRounds, until = 'agreed', ...decision } = args;
  const brief = joinBriefs(valuesAt(inputs, 'brief', 'brief'));
  const rounds: HeldRound[] = [];
  /** The last answer of each voice, in the order in which they first spoke. */
  const latest = new Map<string, Answer>();

  return {
    begin: () => ({ round: 1, brief }),
    end(results) {
      const held = hearVoices({ voices: results }, 'voices', title);
      const unchanged = held.answers.every(({ voice, text }) => latest.get(voice.nodeId)?.text === text);
      rounds.push(held);
      for (const answer of held.answers) latest.set(answer.voice.nodeId, answer);
      const positions = readPositions(rounds.map(({ answers }) => answers));
      const ended = whyEnded(positions, held, unchanged);
      if (!ended) {
        const round = rounds.length + 1;
        return { again: { round, brief, before: { kind: 'round', round, answers: [...latest.values()] } } };
      }
      const trace = traceDebate({
        question: brief.question,
        rounds: rounds.map(({ answers, missing }, index) => ({
          answers: answers.map((answer) => toDebateAnswer(answer, positions.rounds[index])),
          missing: missing.map(({ nodeId }) => nodeId),
        })),
      });
      const debate: Debate = { ...trace, ended, ...(positions.basis && { basis: positions.basis }) };
      return { last: { args: { ...decision, debate }, inputs: { voices: results } } };
    },
  };

  function whyEnded({ basis, rounds: found }: Positions, held: HeldRound, unchanged: boolean) {
    const now = standingAfter(found, rounds);
    const before = standingAfter(found, rounds.slice(0, -1));
    const isStill = ({ voice: { nodeId } }: Answer) => before.get(nodeId)?.key === now.get(nodeId)?.key;
    if (until === 'agreed' && basis && isAgreed(now, basis, [...latest.values()])) return 'agreed';
    if (rounds.length > 1 && (basis ? held.answers.every(isStill) : unchanged)) return 'nobody-moved';
    return rounds.length >= most ? 'last-round' : undefined;
  }
}

/** Where each voice stands after these rounds. One that was away stands where it stood when it last spoke. */
function standingAfter(positions: Positions['rounds'], rounds: readonly HeldRound[]): Map<string, DebatePosition> {
  const standing = new Map<string, DebatePosition>();
  for (const [index, { answers }] of rounds.entries()) {
    for (const { voice } of answers) {
      const position = positions[index]?.get(voice.nodeId);
      if (position) standing.set(voice.nodeId, position);
      else standing.delete(voice.nodeId);
    }
  }
  return standing;
}

/** All who stand for anything stand for the same, and they are two at least; of final answers every model must have given one. */
function isAgreed(
  standing: ReadonlyMap<string, DebatePosition>,
  basis: NonNullable<Positions['basis']>,
  answers: readonly Answer[],
): boolean {
  const models = answers.filter(({ voice }) => voice.kind === 'model').length;
  const keys = new Set([...standing.values()].map(({ key }) => key));
  return standing.size >= 2 && keys.size === 1 && (basis === 'stances' || standing.size === models);
}

function toDebateAnswer(answer: Answer, positions: Positions['rounds'][number] | undefined): DebateAnswer {
  const { voice, text, claims, passages } = answer;
  const position = positions?.get(voice.nodeId);
  return {
    voice: voice.nodeId,
    text,
    ...(claims && { claims: claims.map((claim) => claim.text) }),
    quotations: passages.map(({ documentId, start, end, text: words }) => ({
      document: documentId,
      span: [start, end],
      text: words,
    })),
    ...(position && { position }),
  };
}
