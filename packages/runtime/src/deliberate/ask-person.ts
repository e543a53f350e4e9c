// askPerson: a person decides what the voices did not settle. What they say is their own decision, never the panel's agreement.
import {
  AppError,
  type DecisionRule,
  type InputAnswer,
  type InputQuestion,
  type PersonWord,
  type RuleResult,
  type Verdict,
  type VoteRule,
} from '@parley/spec';
import type { OpContext } from '../op.ts';
import { listWords } from '../wording.ts';

/** The id of the answer that decides nothing. */
const leaveOpen = 'leave-open';

interface Unsettled {
  readonly question: string;
  /** What the rule by which the voices could settle it made of their stances. */
  readonly result: RuleResult;
  /** By option: who chose it. An option that was ranked and that nobody chose has none. */
  readonly options: readonly { readonly stance: string; readonly voices: readonly string[] }[];
  readonly voices: Verdict['voices'];
  readonly missing: Verdict['missing'];
}

/** What a person says to it, at most once per run. Where nobody can be asked it stays undecided, and that is said. */
export async function askPerson(
  unsettled: Unsettled,
  context: Pick<OpContext, 'ask' | 'title'>,
): Promise<Omit<PersonWord, 'after'>> {
  let answer: InputAnswer;
  try {
    answer = await context.ask('decision', questionOf(unsettled, context.title));
  } catch (error) {
    if (error instanceof AppError && error.code === 'user/nobody-to-ask') return { outcome: 'nobody' };
    throw error;
  }
  const { option, text } = answer;
  const note = option !== undefined && text !== undefined ? { note: text } : {};
  if (option === leaveOpen) return { outcome: 'left-open', ...note };
  const decision = option === undefined ? text : unsettled.options[optionIds(unsettled).indexOf(option)]?.stance;
  if (decision === undefined) return { outcome: 'left-open', ...note };
  const known = unsettled.options.find(({ stance }) => stance.toLowerCase() === decision.toLowerCase());
  return { outcome: 'decided', decision: known?.stance ?? decision, ...note };
}

function questionOf(unsettled: Unsettled, title: string): InputQuestion {
  const { options, result } = unsettled;
  const ids = optionIds(unsettled);
  return {
    message: [
      `"${title}" asks you to decide, because ${reasons[result.rule](result)}.`,
      `The question: ${unsettled.question}`,
      [...options.map((option) => standing(option, unsettled)), ...absent(unsettled)].join('\n'),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
    options: [
      ...options.map(({ stance }, index) => ({ id: ids[index] ?? '', title: stance })),
      { id: leaveOpen, title: 'Leave it open' },
    ],
    freeText: {
      label: options.length === 0 ? 'Your decision' : 'Your own decision, or why you choose one of these',
      action: 'Decide in these words',
    },
  };
}

/** A stance may be longer than an id. */
function optionIds({ options }: Unsettled): string[] {
  return options.map((_, index) => `option-${index + 1}`);
}

function standing({ stance, voices: ids }: Unsettled['options'][number], { voices }: Unsettled): string {
  if (ids.length === 0) return `“${stance}”: ranked by some, chosen by nobody`;
  const who = voices.filter(({ nodeId }) => ids.includes(nodeId));
  const lines = new Set(who.map(({ lineage }) => lineage)).size;
  const families = who.length < 2 ? '' : `, of ${lines === 1 ? 'one family' : `${lines} families`}`;
  return `“${stance}”: ${listWords(who.map(({ title }) => `"${title}"`))}${families}`;
}

function absent({ missing }: Unsettled): string[] {
  return missing.length === 0 ? [] : [`Did not speak: ${listWords(missing.map(({ title }) => `"${title}"`))}`];
}

const noVotes = 'fewer than two voices took a stance';

const level: (result: RuleResult) => string = ({ outcome, leaders }) =>
  outcome === 'no-votes' ? noVotes : `${listWords(leaders.map((leader) => `“${leader}”`))} are level`;

const reasons: Readonly<Record<DecisionRule, (result: RuleResult) => string>> = {
  majority: level,
  weighted: level,
  ranked: level,
  unanimity: ({ outcome }) => (outcome === 'no-votes' ? noVotes : 'the voices do not agree'),
  quorum: (result) => (result.outcome === 'short' ? 'no answer has a quorum of all voices' : level(result)),
  person: level,
};

/** What asking came to, as the result of a rule beside the others. */
export function personResult(word: PersonWord, result: RuleResult): RuleResult {
  const shown = { ...result, rule: 'person' as const };
  if (word.decision === undefined) return shown;
  return { rule: 'person', outcome: 'won', winner: word.decision, leaders: [word.decision], share: 0 };
}

/** The result of this rule; where it was not counted there were no votes. */
export function resultOf(rule: VoteRule, results: readonly RuleResult[]): RuleResult {
  return results.find((result) => result.rule === rule) ?? { rule, outcome: 'no-votes', leaders: [], share: 0 };
}
