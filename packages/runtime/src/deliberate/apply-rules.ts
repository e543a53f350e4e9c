// Every decision rule on the same stances, side by side. Which of them decides is the person's choice, not this file's.
import {
  type Ballot,
  type Decision,
  decideByMajority,
  decideByQuorum,
  decideByUnanimity,
  decideByWeight,
} from '@parley/deliberation';
import type { Answer, DecisionRule, RuleResult } from '@parley/spec';
import { weighIndependence } from './weigh-independence.ts';

export interface RuleOptions {
  /** The share of all voices asked, 0 to 1, that a quorum needs. */
  readonly quorum: number;
  /** Voices that were asked and did not speak: a quorum counts them, so that silence never helps. */
  readonly missing: number;
  /** The stance as it is shown for one that differs in case only. */
  spell(stance: string): string;
}

/**
 * The result of each rule, in the order of `decisionRules`. Readers are no voters. `weighted` lets each voice count as much as
 * it adds to the others (see `voiceDiscounts`), so that copies of one mind do not outvote two minds.
 */
export function applyRules(answers: readonly Answer[], { quorum, missing, spell }: RuleOptions): RuleResult[] {
  const voters = answers.filter(({ voice }) => voice.kind === 'model');
  const ballots: Ballot[] = voters.map(({ stance }) => (stance === undefined ? null : spell(stance)));
  const takers = voters.filter(({ stance }) => stance !== undefined);
  const results: Record<DecisionRule, Decision> = {
    majority: decideByMajority(ballots),
    weighted: decideByWeight(
      takers.map(({ stance = '' }) => spell(stance)),
      weighIndependence(takers.map(({ voice }) => voice))?.discounts ?? takers.map(() => 1),
    ),
    unanimity: decideByUnanimity(ballots),
    quorum: decideByQuorum([...ballots, ...Array.from({ length: missing }, () => null)], quorum),
  };
  return Object.values(results).map((decision) => toResult(decision, takers.length));
}

function toResult({ rule, winner, outcome, leaders, share }: Decision, takers: number): RuleResult {
  const shown = { rule, leaders: leaders.map(String), share };
  // One voice decides nothing, whatever the rule.
  if (takers < 2) return { ...shown, outcome: 'no-votes' };
  return { ...shown, outcome, ...(winner !== null && { winner: String(winner) }) };
}
