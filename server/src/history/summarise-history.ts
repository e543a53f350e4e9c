// summariseHistory: what many decisions tell of the voices and of votes, with counts and intervals. Pure.
import { agreementOfPairs, outcomeBand, readPanelHistory } from '@parley/deliberation';
import { toGradedQuestion, toPanelVoice } from '@parley/runtime';
import {
  type Decision,
  type GradeWord,
  type PairAgreement,
  verdictOutcomes,
  type WorkspaceHistory,
} from '@parley/spec';

type Remembered = Decision & Partial<GradeWord>;
type Vote = Decision['votes'][number];

/** The history of these decisions, graded or not. */
export function summariseHistory(remembered: readonly Remembered[]): WorkspaceHistory {
  const graded = remembered.flatMap(({ right, ...decision }) => (right === undefined ? [] : [{ ...decision, right }]));
  const questions = graded.map(toGradedQuestion);
  const voters = new Map(remembered.flatMap(({ votes }) => votes).map((vote) => [toPanelVoice(vote).model, vote]));
  const pairs = agreementOfPairs(
    remembered.map(({ votes }) =>
      votes.flatMap((vote) =>
        vote.stance === undefined ? [] : [{ voter: toPanelVoice(vote).model, answer: vote.stance }],
      ),
    ),
  );
  return {
    decisions: remembered.length,
    graded: graded.length,
    pairs: pairs.flatMap(({ pair, items, same, low, high }): PairAgreement[] => {
      const [one, other] = [voters.get(pair[0]), voters.get(pair[1])];
      if (!one || !other) return [];
      const { phi, items: marked } = readPanelHistory(questions, [toPanelVoice(one), toPanelVoice(other)]).pair(0, 1);
      return [{ one: modelOf(one), other: modelOf(other), both: items, same, low, high, phi, graded: marked }];
    }),
    records: verdictOutcomes.flatMap((outcome) => {
      const { items, share, low, high } = outcomeBand(questions, outcome);
      return share === null ? [] : [{ outcome, graded: items, right: Math.round(share * items), low, high }];
    }),
  };
}

function modelOf({ family, model, lineage }: Vote): PairAgreement['one'] {
  return { family, model, lineage };
}
