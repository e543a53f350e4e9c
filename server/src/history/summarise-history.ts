// summariseHistory: what many decisions tell of the voices and of votes, with counts and intervals. Pure.
import {
  agreementOfPairs,
  type CastVote,
  type CountedBand,
  errorsOfPairs,
  outcomeBand,
  recordsOfVoters,
} from '@parley/deliberation';
import { toGradedQuestion, toPanelVoice } from '@parley/runtime';
import {
  type CountedShare,
  type Decision,
  type DomainRecord,
  type GradeWord,
  type ModelRecord,
  type PairAgreement,
  verdictOutcomes,
  type WorkspaceHistory,
} from '@parley/spec';

type Remembered = Decision & Partial<GradeWord>;
type Vote = Decision['votes'][number];

/** The history of these decisions, newest first, graded or not. */
export function summariseHistory(remembered: readonly Remembered[]): WorkspaceHistory {
  const questions = remembered.flatMap(({ right, ...decision }) =>
    right === undefined ? [] : [toGradedQuestion({ ...decision, right })],
  );
  return {
    decisions: remembered.length,
    graded: questions.length,
    pairs: pairsOf(remembered, questions),
    models: recordsBy(remembered, modelKey).map(
      ({ vote, ...record }): ModelRecord => ({ ...modelOf(vote), ...record }),
    ),
    domains: recordsBy(remembered, domainKey).map(
      ({ vote: { family, lineage, domain }, ...record }): DomainRecord => ({
        family,
        lineage,
        domain: domain.trim(),
        ...record,
      }),
    ),
    records: verdictOutcomes.flatMap((outcome) => {
      const { items, share, low, high } = outcomeBand(questions, outcome);
      return share === null ? [] : [{ outcome, graded: items, right: Math.round(share * items), low, high }];
    }),
  };
}

/** Pairs of different models, and of two agents on one model. */
function pairsOf(remembered: readonly Remembered[], questions: Parameters<typeof errorsOfPairs>[0]): PairAgreement[] {
  const errorsOf = errorsOfPairs(questions);
  const copyKey = (model: string, copy: number) => JSON.stringify([model, copy]);
  const voters = new Map(
    [...votersBy(remembered, modelKey)].flatMap(([model, vote]) =>
      [model, copyKey(model, 0), copyKey(model, 1)].map((key) => [key, vote] as const),
    ),
  );
  const others = agreementOfPairs(remembered.map((decision) => castVotes(decision, modelKey)));
  const copies = agreementOfPairs(
    remembered.map((decision) => {
      const cast = castVotes(decision, modelKey);
      if (new Set(cast.map(({ voter }) => voter)).size === cast.length) return [];
      return cast.flatMap(({ voter, answer }, place) => {
        const copy = cast.slice(0, place).filter((one) => one.voter === voter).length;
        return copy > 1 ? [] : [{ voter: copyKey(voter, copy), answer }];
      });
    }),
  ).filter(({ pair }) => voters.get(pair[0]) === voters.get(pair[1]));
  return [...others, ...copies]
    .flatMap(({ pair, items, same, low, high, chance }): PairAgreement[] => {
      const [one, other] = [voters.get(pair[0]), voters.get(pair[1])];
      if (!one || !other) return [];
      const { phi, items: graded } = errorsOf(modelKey(one), modelKey(other));
      return [{ one: modelOf(one), other: modelOf(other), both: items, same, low, high, chance, phi, graded }];
    })
    .toSorted((one, other) => other.both - one.both);
}

/** One record for each key, with the oldest vote that has it, in order of the key. */
function recordsBy(remembered: readonly Remembered[], keyOf: (vote: Vote) => string) {
  const voters = votersBy(remembered, keyOf);
  const records = recordsOfVoters(
    remembered.map(({ right, ...decision }) => {
      const question = toGradedQuestion({ ...decision, right: right ?? false });
      return {
        decision: question.decision,
        grade: right === undefined ? null : question,
        votes: castVotes(decision, keyOf),
      };
    }),
  );
  return records.flatMap(({ voter, joined, right }) => {
    const vote = voters.get(voter);
    return vote ? [{ vote, joined: shareOf(joined), right: shareOf(right) }] : [];
  });
}

function votersBy(remembered: readonly Remembered[], keyOf: (vote: Vote) => string): Map<string, Vote> {
  return new Map(remembered.flatMap(({ votes }) => votes).map((vote) => [keyOf(vote), vote]));
}

function castVotes({ votes }: Decision, keyOf: (vote: Vote) => string): CastVote[] {
  return votes.flatMap((vote) => (vote.stance === undefined ? [] : [{ voter: keyOf(vote), answer: vote.stance }]));
}

function modelKey(vote: Vote): string {
  return toPanelVoice(vote).model;
}

function domainKey({ family, domain }: Vote): string {
  return JSON.stringify([family, domain.trim().toLowerCase()]);
}

function modelOf({ family, model, lineage }: Vote): PairAgreement['one'] {
  return { family, model, lineage };
}

function shareOf({ count, items, low, high }: CountedBand): CountedShare {
  return { count, of: items, low, high };
}
