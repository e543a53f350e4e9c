// Every decision rule on the same stances, side by side. Which of them decides is the person's choice, not this file's.
import {
  type Ballot,
  type Decision,
  decideByMajority,
  decideByQuorum,
  decideByUnanimity,
  decideByWeight,
  type GradedQuestion,
  panelWeights,
  readPanelHistory,
} from '@parley/deliberation';
import type { Answer, DecisionRule, RuleResult } from '@parley/spec';
import { toPanelVoice } from './read-grades.ts';

export interface RuleOptions {
  /** The share of all voices asked, 0 to 1, that a quorum needs. */
  readonly quorum: number;
  /** Voices that were asked and did not speak: a quorum counts them, so that silence never helps. */
  readonly missing: number;
  /** Decisions a person graded. */
  readonly questions: readonly GradedQuestion[];
  /** The stance as it is shown for one that differs in case only. */
  spell(stance: string): string;
}

/**
 * The result of each rule, in the order of `decisionRules`. Readers are no voters. `weighted` weighs by the voices' record from
 * 30 graded questions on (see `panelWeights`); before that every voice counts one, and copies of one model share.
 */
export function applyRules(answers: readonly Answer[], options: RuleOptions): RuleResult[] {
  const { quorum, missing, questions, spell } = options;
  const voters = answers.filter(({ voice }) => voice.kind === 'model');
  const ballots: Ballot[] = voters.map(({ stance }) => (stance === undefined ? null : spell(stance)));
  const takers = voters.flatMap(({ voice, stance }) =>
    stance === undefined ? [] : [{ voice: toPanelVoice(voice), stance: spell(stance) }],
  );
  const results: Record<DecisionRule, Decision> = {
    majority: decideByMajority(ballots),
    weighted: decideByWeight(
      takers.map(({ stance }) => stance),
      weigh(takers.map(({ voice }) => voice)),
    ),
    unanimity: decideByUnanimity(ballots),
    quorum: decideByQuorum([...ballots, ...Array.from({ length: missing }, () => null)], quorum),
  };
  return Object.values(results).map((decision) => toResult(decision, takers.length));

  function weigh(voices: readonly ReturnType<typeof toPanelVoice>[]): readonly number[] {
    const { marks, optionCount } = readPanelHistory(questions, voices);
    return panelWeights(
      voices.map(({ model }) => model),
      { marks, optionCount },
    ).weights;
  }
}

function toResult({ rule, winner, outcome, leaders, share }: Decision, takers: number): RuleResult {
  const shown = { rule, leaders: leaders.map(String), share };
  // One voice decides nothing, whatever the rule.
  if (takers < 2) return { ...shown, outcome: 'no-votes' };
  return { ...shown, outcome, ...(winner !== null && { winner: String(winner) }) };
}
