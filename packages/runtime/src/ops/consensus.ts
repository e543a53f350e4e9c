// consensus: compares what voices chose, what they claim and what they rest on. It calls no model but a judge, where one is
// named. Likeness of wording is not agreement.
import { createClaimMatrix, listJudgeQuestions, outcomeBand } from '@parley/deliberation';
import type { Answer, Verdict } from '@parley/spec';
import { applyRules } from '../deliberate/apply-rules.ts';
import { applyVerdicts, askJudge } from '../deliberate/ask-judge.ts';
import { compareAnswers } from '../deliberate/compare-answers.ts';
import { countStances } from '../deliberate/count-stances.ts';
import { gatherDissent } from '../deliberate/gather-dissent.ts';
import { makeClaimTable } from '../deliberate/make-claim-table.ts';
import { readPanelPattern } from '../deliberate/read-panel-pattern.ts';
import { toGradedQuestion } from '../deliberate/read-grades.ts';
import { weighIndependence } from '../deliberate/weigh-independence.ts';
import { describeVerdict } from '../describe-verdict.ts';
import { gatherEvidence } from '../gather-evidence.ts';
import type { CompareArguments } from '../op-arguments.ts';
import { hearVoices, joinClosures } from '../op-values.ts';
import type { OpContext, OpInputs } from '../op.ts';

/**
 * Port `voices`. Stances are one when they differ in case only; the tally is sorted by votes, ties by edge order. `stance` is
 * what the deciding rule chose; the outcome tells the shape of the vote, whatever the rule. A judge that fails is told of and fails nothing.
 */
export async function consensus(args: CompareArguments, inputs: OpInputs, context: OpContext): Promise<Verdict> {
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
  const question = [...new Set(answers.map(({ question }) => question))].join('\n\n');
  const { closure, ...said } = await weighClaims({ args, answers, question, tally, winner }, context);
  const pattern = readPanelPattern(answers);
  const found: Omit<Verdict, 'text'> = {
    kind: 'verdict',
    question,
    outcome,
    ...(winner !== undefined && { stance: winner }),
    rules,
    decidedBy: rule,
    ...(independence && { independence }),
    ...(band && {
      record: { graded: band.items, right: Math.round((band.share ?? 0) * band.items), low: band.low, high: band.high },
    }),
    ...said,
    ...(pattern && { pattern }),
    ...(args.debate && { debate: args.debate }),
    tally,
    silent: answers.filter(({ stance }) => stance === undefined).map(({ voice }) => voice.nodeId),
    evidence: gatherEvidence(answers),
    voices,
    missing,
    lineages: new Set(voices.map(({ lineage }) => lineage)).size,
    closure: joinClosures(answers, ...closure),
  };
  const verdict = { ...found, text: describeVerdict(found) };
  context.signalStep({ type: 'text', text: verdict.text });
  return verdict;
}

interface ClaimTask {
  readonly args: CompareArguments;
  readonly answers: readonly Answer[];
  readonly question: string;
  readonly tally: Verdict['tally'];
  readonly winner: string | undefined;
}

/** What the answers claim, and who stands against what. A judge is asked only where parsers and word signs could not decide. */
async function weighClaims(
  { args, answers, question, tally, winner }: ClaimTask,
  context: OpContext,
): Promise<Pick<Verdict, 'claims' | 'dissent' | 'closure'>> {
  const compared = await compareAnswers(answers, context.signal);
  const judgement =
    args.judge &&
    (await askJudge(
      args.judge,
      {
        question,
        questions: listJudgeQuestions(compared.spoken, compared.related, args.judge.questions),
        voices: answers.map(({ voice }) => voice),
      },
      context,
    ));
  const related = applyVerdicts(compared.related, judgement?.verdicts ?? []);
  const matrix = createClaimMatrix(compared.spoken, related);
  return {
    claims: makeClaimTable(matrix, compared, judgement?.judge),
    dissent: gatherDissent({ matrix, compared, tally, winner }),
    closure: [...(judgement?.closure ?? [])],
  };
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
