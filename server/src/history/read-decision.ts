// readDecision and gradeDecision: what is remembered of a verdict, and a person's word on it. Pure.
import { AppError, type Decision, type Grade, type GradeWord, panelDecision, type Value } from '@parley/spec';

interface Place {
  readonly runId: string;
  readonly stepId: string;
  /** ISO 8601. */
  readonly at: string;
}

/**
 * The decision in a step's output, with the votes by which voices are known: of a debate those before anybody saw another answer, because
 * whoever has read the others is no witness of its own. It is undefined when it is no verdict, or one on which fewer than two voices took a stance.
 */
export function readDecision({ runId, stepId, at }: Place, output: Value | undefined): Decision | undefined {
  if (output?.kind !== 'verdict' || output.outcome === 'no-stance') return undefined;
  const { question, outcome, voices, debate } = output;
  const [before] = debate?.basis === 'stances' ? debate.rounds : [];
  const tally = before?.tally ?? output.tally;
  const named = new Set([...tally, ...output.tally].map((entry) => entry.stance.toLowerCase()));
  // What a person decided is no vote that came true or did not.
  const decided = panelDecision(output);
  return {
    runId,
    stepId,
    question,
    outcome,
    ...(decided !== undefined && { decision: decided }),
    options: named.size,
    votes: voices
      .filter(({ kind }) => kind === 'model')
      .map((voice) => {
        const taken = tally.find((entry) => entry.voices.includes(voice.nodeId))?.stance;
        return { ...voice, ...(taken !== undefined && { stance: taken }) };
      }),
    at,
  };
}

/**
 * The grade. AppError `user/bad-request` when the word does not fit the decision: only a decision can be right, and where it was
 * right its own option was the truth.
 */
export function gradeDecision(decision: Decision, { right, truth: told }: GradeWord): Grade {
  const decided = decision.decision;
  const isDecided = told !== undefined && told.toLowerCase() === decided?.toLowerCase();
  if (right && decided === undefined) {
    throw new AppError(
      'user/bad-request',
      'Nothing was decided here, so it cannot have been right. Say what was true instead.',
    );
  }
  if (right && told !== undefined && !isDecided) {
    throw new AppError(
      'user/bad-request',
      'A right decision names the truth itself. Grade it as wrong to name another.',
    );
  }
  if (!right && isDecided) {
    throw new AppError(
      'user/bad-request',
      `You say the truth was "${told}", which is what was decided. Grade it as right.`,
    );
  }
  const truth = right ? decided : told;
  return { ...decision, right, ...(truth !== undefined && { truth }) };
}
