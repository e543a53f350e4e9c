// What a verdict says, in plain sentences. Pure; counts only what the verdict holds.
import type { DecisionRule, PersonWord, Verdict } from '@parley/spec';
import { countWords, joinWords } from './support.ts';

export interface VerdictWords {
  /** Two or three words for a card. */
  readonly short: string;
  /** One sentence. */
  readonly sentence: string;
}

/** The outcome of a verdict in words. */
export function verdictWords(verdict: Verdict): VerdictWords {
  const { tally } = verdict;
  // What most chose, whatever the rule that decides makes of it.
  const stance = tally[0]?.stance ?? '';
  const votes = tally.reduce((sum, { voices }) => sum + voices.length, 0);
  const lead = Math.max(0, ...tally.map(({ voices }) => voices.length));
  switch (verdict.outcome) {
    case 'agree':
      return { short: `All agree: ${stance}`, sentence: `All ${votes} voices that took a stance say “${stance}”.` };
    case 'majority':
      return {
        short: `Majority: ${stance}`,
        sentence: `${lead} of the ${votes} voices that took a stance say “${stance}”.`,
      };
    case 'plurality':
      return {
        short: `Leads: ${stance}`,
        sentence: `“${stance}” leads with ${lead} of ${countWords(votes, 'voice')}, which is no majority.`,
      };
    case 'tie': {
      const leaders = tally.filter(({ voices }) => voices.length === lead).map((entry) => `“${entry.stance}”`);
      return { short: 'A tie', sentence: `A tie: ${joinWords(leaders)} with ${countWords(lead, 'voice')} each.` };
    }
    case 'no-stance':
      return votes === 0 ? sharedPassageWords(verdict) : loneStanceWords(verdict);
  }
}

function loneStanceWords({ tally }: Verdict): VerdictWords {
  const stance = tally[0]?.stance ?? '';
  return {
    short: `Only one: ${stance}`,
    sentence: `Only one voice took a stance: “${stance}”. One voice is not a consensus.`,
  };
}

function sharedPassageWords({ evidence }: Verdict): VerdictWords {
  const shared = evidence.filter(({ voices }) => voices.length > 1).length;
  if (shared === 0) return { short: 'No stances', sentence: 'No voice took a stance, so there is nothing to count.' };
  const passages = countWords(shared, 'passage');
  return {
    short: `${passages} shared`,
    sentence: `No voice took a stance. ${passages} ${shared === 1 ? 'was' : 'were'} quoted by several voices: that shows where they looked, not that they agree.`,
  };
}

/** How many lineages spoke, and what follows from it. */
export function lineageWords(verdict: Pick<Verdict, 'lineages' | 'voices'>): string {
  const spoke = `${countWords(verdict.voices.length, 'voice')} of ${countWords(verdict.lineages, 'lineage')} spoke.`;
  return verdict.lineages === 1 && verdict.voices.length > 1
    ? `${spoke} Voices of one lineage tend to reason alike.`
    : spoke;
}

/** How many of the voices that were placed spoke: "4 of 5 spoke". */
export function spokenWords(spoke: number, missing: number): string {
  return `${spoke} of ${spoke + missing} spoke`;
}

/** Said beside every agreement. */
export const agreementNote = 'Agreement is not proof: voices can share the same mistake.';

/** The decision rules by name. */
export const ruleTitles: Readonly<Record<DecisionRule, string>> = {
  majority: 'Most votes',
  weighted: 'Votes, copies counting less',
  ranked: 'Rankings',
  unanimity: 'All must agree',
  quorum: 'Quorum of all voices',
  person: 'A person, where the voices do not settle it',
};

/** What the deciding rule says where it is not the vote's own outcome; undefined where it is. */
export function decisionWords({ rules, decidedBy, person }: Verdict): VerdictWords | undefined {
  if (person) return personWords(person);
  const decision = rules?.find(({ rule }) => rule === decidedBy);
  if (!decision || decision.rule === 'majority' || decision.outcome === 'no-votes') return undefined;
  const title = ruleTitles[decision.rule];
  return decision.outcome === 'won'
    ? {
        short: `Decided: ${decision.winner ?? ''}`,
        sentence: `Decided here by “${title}”: “${decision.winner ?? ''}”.`,
      }
    : { short: 'Undecided', sentence: `Undecided here by “${title}”.` };
}

/** What asking a person came to; undefined where the voices settled it and nobody was asked. */
function personWords({ outcome, decision = '', after }: PersonWord): VerdictWords | undefined {
  switch (outcome) {
    case 'settled':
      return after === 'majority'
        ? undefined
        : { short: 'Settled by the voices', sentence: `The voices settled it by “${ruleTitles[after]}”.` };
    case 'decided':
      return {
        short: `A person decided: ${decision}`,
        sentence: `A person decided: “${decision}”. That is not the agreement of the voices.`,
      };
    case 'left-open':
      return { short: 'Left open by a person', sentence: 'A person was asked and left it open.' };
    case 'nobody':
      return { short: 'Undecided', sentence: 'Undecided: there was nobody who could be asked.' };
  }
}
