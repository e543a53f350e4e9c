// consensus: compares what voices chose, what they claim and what they rest on. It calls no model but a judge, where one is
// named. Likeness of wording is not agreement.
import {
  createClaimMatrix,
  type GradedQuestion,
  listJudgeQuestions,
  outcomeBand,
  panelConfidence,
} from '@parley/deliberation';
import {
  type Answer,
  type DecisionRecord,
  panelDecision,
  type PersonWord,
  type RuleResult,
  type Verdict,
  type VerdictConfidence,
} from '@parley/spec';
import { applyRules } from '../deliberate/apply-rules.ts';
import { applyVerdicts, askJudge } from '../deliberate/ask-judge.ts';
import { askPerson, personResult, resultOf } from '../deliberate/ask-person.ts';
import { compareAnswers } from '../deliberate/compare-answers.ts';
import { countStances } from '../deliberate/count-stances.ts';
import { gatherDissent } from '../deliberate/gather-dissent.ts';
import { makeClaimTable } from '../deliberate/make-claim-table.ts';
import { readPanelPattern } from '../deliberate/read-panel-pattern.ts';
import { toGradedQuestion, toPanelVoice } from '../deliberate/read-grades.ts';
import { weighIndependence } from '../deliberate/weigh-independence.ts';
import { describeVerdict } from '../describe-verdict.ts';
import { gatherEvidence } from '../gather-evidence.ts';
import type { CompareArguments } from '../op-arguments.ts';
import { hearVoices, joinClosures } from '../op-values.ts';
import type { OpContext, OpInputs } from '../op.ts';

/**
 * Port `voices`. Stances are one when they differ in case only; the tally is sorted by votes, ties by edge order. `stance` is
 * what the deciding rule chose; the outcome tells the shape of the vote, whatever the rule. A judge that fails is told of and fails nothing.
 * The rule `person` asks one where the voices do not settle it; what they decide is theirs and never the panel's.
 */
export async function consensus(args: CompareArguments, inputs: OpInputs, context: OpContext): Promise<Verdict> {
  const { answers, missing } = hearVoices(inputs, 'voices', context.title);
  const voices = answers.map(({ voice }) => voice);
  const tally = countStances(answers);
  const outcome = judge(tally);
  const { rule = 'majority', quorum = 2 / 3, settledBy = 'unanimity' } = args;
  const named = [...tally.map(({ stance }) => stance), ...answers.flatMap(({ ranking = [] }) => ranking)];
  const spell = (stance: string) => named.find((known) => isSame(known, stance)) ?? stance;
  const questions = ((await context.history?.graded()) ?? []).map(toGradedQuestion);
  const settling = rule === 'person' ? settledBy : rule;
  const ranks = settling === 'ranked';
  const { results, ranked } = applyRules(answers, { quorum, missing: missing.length, questions, ranks, spell });
  const settled = resultOf(settling, results);
  const question = [...new Set(answers.map(({ question }) => question))].join('\n\n');
  const { claims, compared, matrix, closure } = await weighClaims({ args, answers, question }, context);
  const independence = weighIndependence(voices, questions);
  const pattern = readPanelPattern(answers);
  const bySettling = settled.winner === undefined ? {} : { stance: settled.winner };
  const decide = (decided: Pick<Verdict, 'stance' | 'person'>, rules: readonly RuleResult[]): Verdict => {
    const verdict: Omit<Verdict, 'text'> = {
      kind: 'verdict',
      question,
      outcome,
      ...decided,
      rules: [...rules],
      decidedBy: rule,
      ...(ranked && { ranked }),
      ...(independence && { independence }),
      ...gradedBefore(panelDecision(decided)),
      claims,
      dissent: gatherDissent({ matrix, compared, tally, winner: decided.stance }),
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
    return { ...verdict, text: describeVerdict(verdict) };
  };
  /** What the voices decided has a history; what a person decided has none. */
  const gradedBefore = (decision: string | undefined): Pick<Verdict, 'record' | 'confidence'> => {
    if (decision === undefined) return {};
    const confidence = confidenceOf(answers, decision, questions);
    return { record: recordOf(questions, outcome), ...(confidence && { confidence }) };
  };
  if (rule !== 'person') return show(decide(bySettling, results), context);

  const decideByPerson = (word: PersonWord) =>
    decide({ ...bySettling, ...(word.decision !== undefined && { stance: word.decision }), person: word }, [
      ...results,
      personResult(word, settled),
    ]);
  if (settled.outcome === 'won') return show(decideByPerson({ after: settledBy, outcome: 'settled' }), context);
  // Whoever is asked can read what was found, and it goes when the decision stands.
  const open = show(decide({}, results), context);
  const options = spreadOptions(tally, ranked);
  const word = await askPerson({ question, result: settled, options, voices, missing }, context);
  context.signalStep({ type: 'text-back', length: open.text.length });
  return show(decideByPerson({ after: settledBy, ...word }), context);
}

function show(verdict: Verdict, context: OpContext): Verdict {
  context.signalStep({ type: 'text', text: verdict.text });
  return verdict;
}

/** What was chosen, most votes first, and then what was only ranked. */
function spreadOptions(tally: Verdict['tally'], ranked: Verdict['ranked']): Verdict['tally'] {
  const chosen = new Set(tally.map(({ stance }) => stance));
  const others = (ranked?.scores ?? []).filter(({ option }) => !chosen.has(option));
  return [...tally, ...others.map(({ option }) => ({ stance: option, voices: [] }))];
}

function recordOf(questions: readonly GradedQuestion[], outcome: Verdict['outcome']): DecisionRecord {
  const { items, share, low, high } = outcomeBand(questions, outcome);
  return { graded: items, right: Math.round((share ?? 0) * items), low, high };
}

/** Of the models that took a stance. */
function confidenceOf(
  answers: readonly Answer[],
  decision: string,
  questions: readonly GradedQuestion[],
): VerdictConfidence | undefined {
  const takers = answers.flatMap(({ voice, stance }) =>
    voice.kind === 'model' && stance !== undefined ? [{ voice: toPanelVoice(voice), stance }] : [],
  );
  const found = panelConfidence(
    takers.map(({ voice }) => voice),
    takers.map(({ stance }) => stance),
    decision,
    questions,
  );
  return found
    ? { share: found.share, low: found.low, high: found.high, alike: found.items, graded: found.graded }
    : undefined;
}

interface ClaimTask {
  readonly args: CompareArguments;
  readonly answers: readonly Answer[];
  readonly question: string;
}

/** What the answers claim. A judge is asked only where parsers and word signs could not decide. */
async function weighClaims({ args, answers, question }: ClaimTask, context: OpContext) {
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
  const claims = makeClaimTable(matrix, compared, judgement?.judge);
  return { claims, compared, matrix, closure: judgement?.closure ?? [] };
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
