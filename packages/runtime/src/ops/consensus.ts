// consensus: compares what voices chose and what they rest on. No model call, and no comparison of how texts sound:
// likeness of wording is not agreement.
import { outcomeBand } from '@parley/deliberation';
import type { Answer, Verdict } from '@parley/spec';
import { applyRules } from '../deliberate/apply-rules.ts';
import { toGradedQuestion } from '../deliberate/read-grades.ts';
import { weighIndependence } from '../deliberate/weigh-independence.ts';
import { describeVerdict } from '../describe-verdict.ts';
import { gatherEvidence } from '../gather-evidence.ts';
import type { ConsensusArguments } from '../op-arguments.ts';
import { hearVoices, joinClosures } from '../op-values.ts';
import type { OpContext, OpInputs } from '../op.ts';

/**
 * Port `voices`. Stances are one when they differ in case only; the tally is sorted by votes, ties by edge order. `stance` is
 * what the deciding rule chose; the outcome tells the shape of the vote, whatever the rule.
 */
export async function consensus(args: ConsensusArguments, inputs: OpInputs, context: OpContext): Promise<Verdict> {
  const { answers, missing } = hearVoices(inputs, 'voices', context.title);
  const voices = answers.map(({ voice }) => voice);
  const tally = countStances(answers);
  const outcome = judge(tally);
  const { rule = 'majority', quorum = 2 / 3 } = args;
  const spell = (stance: string) => tally.find((entry) => isSame(entry.stance, stance))?.stance ?? stance;
  const questions = ((await context.history?.graded()) ?? []).map(toGradedQuestion);
  const rules = applyRules(answers, { quorum, missing: missing.length, questions, spell });
  const winner = rules.find((result) => result.rule === rule)?.winner;
  const independence = weighIndependence(voices, questions);
  const band = winner === undefined ? undefined : outcomeBand(questions, outcome);
  const found: Omit<Verdict, 'text'> = {
    kind: 'verdict',
    question: [...new Set(answers.map(({ question }) => question))].join('\n\n'),
    outcome,
    ...(winner !== undefined && { stance: winner }),
    rules,
    decidedBy: rule,
    ...(independence && { independence }),
    ...(band && {
      record: { graded: band.items, right: Math.round((band.share ?? 0) * band.items), low: band.low, high: band.high },
    }),
    tally,
    silent: answers.filter(({ stance }) => stance === undefined).map(({ voice }) => voice.nodeId),
    evidence: gatherEvidence(answers),
    voices,
    missing,
    lineages: new Set(voices.map(({ lineage }) => lineage)).size,
    closure: joinClosures(answers),
  };
  const verdict = { ...found, text: describeVerdict(found) };
  context.signalStep({ type: 'text', text: verdict.text });
  return verdict;
}

function countStances(answers: readonly Answer[]): Verdict['tally'] {
  const tally = new Map<string, Verdict['tally'][number]>();
  for (const { stance, voice } of answers) {
    if (stance === undefined) continue;
    const key = stance.toLowerCase();
    const known = tally.get(key);
    if (known) known.voices.push(voice.nodeId);
    else tally.set(key, { stance, voices: [voice.nodeId] });
  }
  return [...tally.values()].toSorted((one, other) => other.voices.length - one.voices.length);
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function judge(tally: Verdict['tally']): Verdict['outcome'] {
  const takers = tally.reduce((sum, { voices }) => sum + voices.length, 0);
  const [first, second] = tally;
  // One voice agrees with nobody.
  if (!first || takers < 2) return 'no-stance';
  if (!second) return 'agree';
  if (first.voices.length === second.voices.length) return 'tie';
  return 2 * first.voices.length > takers ? 'majority' : 'plurality';
}
