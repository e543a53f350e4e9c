// Every decision rule on the same stances, side by side. Which of them decides is the person's choice, not this file's.
import {
  type Ballot,
  type Decision,
  decideByMajority,
  decideByQuorum,
  decideByRanking,
  decideByUnanimity,
  decideByWeight,
  type GradedQuestion,
  panelWeights,
  type RankedDecision,
  readPanelHistory,
} from '@parley/deliberation';
import { type Answer, type RankedCount, type RuleResult, type VoteRule, voteRules } from '@parley/spec';
import { toPanelVoice } from './read-grades.ts';

export interface RuleOptions {
  /** The share of all voices asked, 0 to 1, that a quorum needs. */
  readonly quorum: number;
  /** Voices that were asked and did not speak: a quorum counts them, so that silence never helps. */
  readonly missing: number;
  /** Decisions a person graded. */
  readonly questions: readonly GradedQuestion[];
  /** Whether rankings are counted although nobody gave one. */
  readonly ranks: boolean;
  /** The stance as it is shown for one that differs in case only. */
  spell(stance: string): string;
}

export interface AppliedRules {
  /** In the order of `voteRules`. */
  readonly results: readonly RuleResult[];
  /** Present with a result of `ranked`. */
  readonly ranked: RankedCount | undefined;
}

/**
 * The result of each rule; `ranked` where a voice gave a ranking of two or more or where it is asked for. Readers are no voters. A voice
 * that only chose has ranked one. `weighted` weighs by the voices' record from 30 graded questions on (see `panelWeights`); before that
 * every voice counts one, and copies of one model share.
 */
export function applyRules(answers: readonly Answer[], options: RuleOptions): AppliedRules {
  const { quorum, missing, questions, ranks, spell } = options;
  const voters = answers.filter(({ voice }) => voice.kind === 'model');
  const ballots: Ballot[] = voters.map(({ stance }) => (stance === undefined ? null : spell(stance)));
  const takers = voters.flatMap(({ voice, stance, ranking = [] }) =>
    stance === undefined
      ? []
      : [
          {
            voice: toPanelVoice(voice),
            stance: spell(stance),
            ranking: [...new Set((ranking.length > 0 ? ranking : [stance]).map(spell))],
          },
        ],
  );
  const rankings = takers.map(({ ranking }) => ranking);
  const isRanked = ranks || rankings.some(({ length }) => length > 1);
  const byRanking = isRanked ? decideByRanking(rankings) : undefined;
  const found: Partial<Record<VoteRule, Decision | RankedDecision>> = {
    majority: decideByMajority(ballots),
    weighted: decideByWeight(
      takers.map(({ stance }) => stance),
      weigh(takers.map(({ voice }) => voice)),
    ),
    ...(byRanking && { ranked: byRanking }),
    unanimity: decideByUnanimity(ballots),
    quorum: decideByQuorum([...ballots, ...Array.from({ length: missing }, () => null)], quorum),
  };
  return {
    results: voteRules.flatMap((rule) => {
      const decision = found[rule];
      return decision ? [toResult(decision, takers.length)] : [];
    }),
    ranked: byRanking && {
      scores: byRanking.scores.map(({ option, score }) => ({ option: String(option), score })),
      ...(byRanking.beatsAll !== null && { beatsAll: String(byRanking.beatsAll) }),
      rankings: takers.map(({ voice, ranking }) => ({ voice: voice.id, options: ranking })),
    },
  };

  function weigh(voices: readonly ReturnType<typeof toPanelVoice>[]): readonly number[] {
    const { marks, optionCount } = readPanelHistory(questions, voices);
    return panelWeights(
      voices.map(({ model }) => model),
      { marks, optionCount },
    ).weights;
  }
}

function toResult(decision: Decision | RankedDecision, takers: number): RuleResult {
  const { rule, winner, outcome, leaders } = decision;
  const share = 'share' in decision ? decision.share : (decision.scores[0]?.score ?? 0);
  const shown = { rule, leaders: leaders.map(String), share };
  // One voice decides nothing, whatever the rule.
  if (takers < 2) return { ...shown, outcome: 'no-votes' };
  return { ...shown, outcome, ...(winner !== null && { winner: String(winner) }) };
}
