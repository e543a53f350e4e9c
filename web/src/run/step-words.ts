// The words and the name of the shape for each state of a step. Pure; step-shape.tsx draws the shapes.
import type { StepState } from '@parley/spec';

export type StepShapeName =
  | 'waiting'
  | 'running'
  | 'asking'
  | 'done'
  | 'reused'
  | 'missing'
  | 'failed'
  | 'skipped'
  | 'not-taken'
  | 'cancelled';

/** What state a step is in, as a person sees it: `reused` is done without paying, `missing` an answer that is not there. */
export function stepShape(step: StepState): StepShapeName {
  if (step.status !== 'done') return step.status;
  if (step.reused) return 'reused';
  const { output } = step;
  return output?.kind === 'answer' && output.outcome !== 'complete' && output.text.trim() === '' ? 'missing' : 'done';
}

const shapeWords: Record<StepShapeName, string> = {
  waiting: 'Waiting',
  running: 'Running',
  asking: 'Waits for you',
  done: 'Done',
  reused: 'Reused, not paid again',
  missing: 'No answer',
  failed: 'Failed',
  skipped: 'Skipped',
  'not-taken': 'Not needed',
  cancelled: 'Stopped',
};

/** One or two words for the state of a step. */
export function stepWords(step: StepState): string {
  if (step.status === 'running' && step.attempt > 1) return `Attempt ${step.attempt}`;
  return shapeWords[stepShape(step)];
}

/** What an outcome that is not a whole answer means, and what to do. */
export const outcomeWords = {
  length:
    'The answer is cut off: it reached the length limit. What was written is kept. Raise the limit and run again.',
  refusal: 'The model declined to answer. Nothing else was lost. Reword the question or choose another family.',
  filtered:
    "The provider's filter stopped the answer. Nothing else was lost. Reword the question or choose another family.",
  empty: 'The answer came back empty. Nothing else was lost. Run again or choose another family.',
} as const;

/** Why an answer is less than whole, and what to do; undefined for a whole one. */
export function outcomeNote(step: StepState): string | undefined {
  const { output } = step;
  if (output?.kind !== 'answer' || output.outcome === 'complete') return undefined;
  return outcomeWords[output.outcome];
}
