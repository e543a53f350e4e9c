// What a branch can ask of a verdict, as data: one entry is one measure. A verdict that says nothing of a measure does not
// meet a condition on it: what is not known is not settled.
import type { PanelPattern, Verdict } from '@parley/spec';
import { conformityOf } from '../describe-debate.ts';
import { count } from '../wording.ts';

interface Measure {
  /** What the verdict says; undefined when it says nothing of it. */
  read(verdict: Verdict): string | number | undefined;
  /** The same as a clause that can stand after "because". */
  tell(verdict: Verdict): string;
  /** What is asked for, as words for a number; texts are told by themselves. */
  format?(value: number): string;
}

const outcomeFacts: Readonly<Record<Verdict['outcome'], string>> = {
  agree: 'the voices agreed',
  majority: 'most voices agreed and some did not',
  plurality: 'one answer leads without a majority',
  tie: 'the voices are split with no lead',
  'no-stance': 'too few voices took a stance to compare them',
};

const patternFacts: Readonly<Record<PanelPattern['kind'], string>> = {
  agree: 'the families agree',
  lead: 'some families lead and others do not join them',
  scatter: 'the answers are scattered',
  rival: 'families stand in two camps',
  unknown: 'there are too few families to see a pattern',
};

const percent = (share: number) => `${Math.round(100 * share)} %`;

const measures = {
  /** The shape of the vote, whatever rule decides. */
  outcome: {
    read: ({ outcome }) => outcome,
    tell: ({ outcome }) => outcomeFacts[outcome],
  },
  /** What the rule that decides made of it: `won`, `tie`, `short` or `no-votes`. */
  decision: {
    read: (verdict) => deciding(verdict)?.outcome ?? (verdict.stance === undefined ? undefined : 'won'),
    tell: ({ stance, person }) =>
      stance === undefined
        ? 'the rule that decides chose nothing'
        : `${person?.outcome === 'decided' ? 'a person' : 'the rule'} chose "${stance}"`,
  },
  /** The leading answer's share of the votes cast, 0 to 1. */
  lead: {
    read: leadOf,
    tell: (verdict) => {
      const lead = leadOf(verdict);
      return lead === undefined ? 'nobody voted' : `the leading answer has ${percent(lead)} of the votes`;
    },
    format: percent,
  },
  /** Voices that were placed and did not speak. */
  missing: {
    read: ({ missing }) => missing.length,
    tell: ({ missing }) =>
      missing.length === 0 ? 'no voice was missing' : count(missing.length, 'voice was missing', 'voices were missing'),
    format: (value) => count(value, 'voice'),
  },
  /** How many separate minds the voices count as. */
  effective: {
    read: ({ independence }) => independence?.effective,
    tell: ({ independence }) =>
      independence
        ? `the voices count as about ${independence.effective.toFixed(1)}`
        : 'it is not known how many separate minds the voices count as',
    format: (value) => value.toFixed(1),
  },
  /** The low end of how often such votes were right by a person's grades, 0 to 1. */
  record: {
    read: ({ record }) => (record && record.graded > 0 ? record.low : undefined),
    tell: ({ record }) =>
      record && record.graded > 0
        ? `on ${count(record.graded, 'graded decision')} such votes were right at least ${percent(record.low)} of the time`
        : 'no such vote has been graded yet',
    format: percent,
  },
  /** The share of the moves of a debate, 0 to 1, that went to the majority without a new argument. */
  conformity: {
    read: ({ debate }) => debate && conformityOf(debate),
    tell: ({ debate }) => {
      const share = debate && conformityOf(debate);
      return share === undefined
        ? 'no debate was held in which a vote was taken'
        : `${percent(share)} of the moves in the debate went to the majority without a new argument`;
    },
    format: percent,
  },
  /** What the spread over families says about the question: `agree`, `lead`, `scatter`, `rival` or `unknown`. */
  pattern: {
    read: ({ pattern }) => pattern?.kind,
    tell: ({ pattern }) => patternFacts[pattern?.kind ?? 'unknown'],
  },
  /** How far the answers spread over different ones, 0 (all the same) to 1 (all different): their entropy by the most it can be. */
  spread: {
    read: ({ pattern }) => pattern?.spread?.share,
    tell: ({ pattern }) =>
      pattern?.spread
        ? `${count(pattern.spread.answers, 'answer')} with ${pattern.spread.distinct} different ones spread ${percent(pattern.spread.share)} of the most they could`
        : 'the answers could not be compared',
    format: percent,
  },
  /** The low end of how often these very voices were right where they stood as firmly, 0 to 1. */
  confidence: {
    read: ({ confidence }) => confidence?.low,
    tell: ({ confidence }) =>
      confidence
        ? `on ${count(confidence.alike, 'graded question')} on which these voices stood as firmly they were right at least ${percent(confidence.low)} of the time`
        : 'too few graded questions tell how often these voices are right',
    format: percent,
  },
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof measures;

/** One thing asked of a verdict. What is absent is not asked. */
export type Condition = {
  readonly measure: MeasureName;
  /** The texts that will do. */
  readonly among?: string[];
  readonly least?: number;
  readonly most?: number;
};

export interface Check {
  readonly measure: MeasureName;
  readonly met: boolean;
  /** What the verdict says, and what was asked where that is a number. */
  readonly text: string;
  /** What the verdict says, as a clause. */
  readonly fact: string;
}

/** Asks this of the verdict. */
export function checkCondition({ measure, among, least, most }: Condition, verdict: Verdict): Check {
  const { read, tell, format = String }: Measure = measures[measure];
  const value = read(verdict);
  const met =
    value !== undefined &&
    (among === undefined || (typeof value === 'string' && among.includes(value))) &&
    (least === undefined || (typeof value === 'number' && value >= least - closeness)) &&
    (most === undefined || (typeof value === 'number' && value <= most + closeness));
  const fact = tell(verdict);
  const asked = [
    ...(least === undefined ? [] : [`at least ${format(least)}`]),
    ...(most === undefined ? [] : [`at most ${format(most)}`]),
  ].join(' and ');
  return { measure, met, fact, text: asked === '' ? fact : `${fact} (asked: ${asked})` };
}

/** Shares come from arithmetic and may differ in the last digits without meaning anything by it. */
const closeness = 1e-9;

function deciding({ rules, decidedBy }: Verdict) {
  return rules?.find(({ rule }) => rule === decidedBy);
}

function leadOf({ tally }: Verdict): number | undefined {
  const votes = tally.reduce((sum, { voices }) => sum + voices.length, 0);
  return votes === 0 ? undefined : (tally[0]?.voices.length ?? 0) / votes;
}
