// gradeDecision: a person's word on a verdict becomes a grade that holds all it is about. Pure.
import { AppError, type Grade, type GradeWord, type StepState, type Verdict } from '@parley/spec';

/**
 * The grade. AppError `user/not-found` when the step gave no verdict, `user/bad-request` when the word does not fit it: only a
 * decision can be right, and where it was right its own option was the truth.
 */
export function gradeDecision(runId: string, step: StepState | undefined, word: GradeWord, at: Date): Grade {
  const verdict = step?.output;
  if (!step || verdict?.kind !== 'verdict') {
    throw new AppError('user/not-found', 'There is no verdict at this step of the run, so nothing was graded.');
  }
  const decision = verdict.stance;
  if (word.right && decision === undefined) {
    throw new AppError(
      'user/bad-request',
      `"${step.title}" decided nothing, so it cannot have been right. Say what was true instead.`,
    );
  }
  if (word.right && word.truth !== undefined && word.truth.toLowerCase() !== decision?.toLowerCase()) {
    throw new AppError(
      'user/bad-request',
      'A right decision names the truth itself. Grade it as wrong to name another.',
    );
  }
  const truth = word.right ? decision : word.truth;
  if (!word.right && truth !== undefined && truth.toLowerCase() === decision?.toLowerCase()) {
    throw new AppError(
      'user/bad-request',
      `You say the truth was "${truth}", which is what was decided. Grade it as right.`,
    );
  }
  return {
    runId,
    stepId: step.stepId,
    question: verdict.question,
    outcome: verdict.outcome,
    ...(decision !== undefined && { decision }),
    options: verdict.tally.length,
    right: word.right,
    ...(truth !== undefined && { truth }),
    votes: votesOf(verdict),
    at: at.toISOString(),
  };
}

function votesOf({ voices, tally }: Verdict): Grade['votes'] {
  return voices
    .filter(({ kind }) => kind === 'model')
    .map((voice) => {
      const stance = tally.find((entry) => entry.voices.includes(voice.nodeId))?.stance;
      return { ...voice, ...(stance !== undefined && { stance }) };
    });
}
