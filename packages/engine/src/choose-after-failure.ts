// What happens when a step fails: its policy decides, or the person whom the policy asks.
import { AppError, type Fault, type InputRequest, type Step } from '@parley/spec';
import type { Attendance } from './attend-run.ts';

export type FailureChoice = 'retry' | 'go-on' | 'stop';

interface Failure {
  readonly fault: Fault;
  readonly attempt: number;
}

const options: { readonly id: FailureChoice; readonly title: string }[] = [
  { id: 'retry', title: 'Try again' },
  { id: 'go-on', title: 'Go on without' },
  { id: 'stop', title: 'Stop the run' },
];

/** What the step's policy says about this failure. Where nobody can be asked, a step that asks is gone on without. */
export async function chooseAfterFailure(step: Step, failure: Failure, attendance: Attendance): Promise<FailureChoice> {
  if (step.onFailure !== 'ask') return step.onFailure ?? 'go-on';
  try {
    return await readChoice(step, requestOf(step, failure), attendance);
  } catch (error) {
    if (error instanceof AppError) return 'go-on';
    throw error;
  }
}

/** The choice that a person makes, or made, when asked this. */
export async function readChoice(step: Step, request: InputRequest, attendance: Attendance): Promise<FailureChoice> {
  const { option } = await attendance.ask(step, request);
  return options.find(({ id }) => id === option)?.id ?? 'go-on';
}

function requestOf({ id, title }: Step, { fault, attempt }: Failure): InputRequest {
  return {
    requestId: `${id}/failure.${attempt}`,
    kind: 'failure',
    message: `"${title}" could not answer. ${fault.message}`,
    options: [...options],
    fault,
  };
}
