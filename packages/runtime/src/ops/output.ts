// output: an end of the mesh. Hands its input on as the result of the run.
import { AppError, type Value } from '@parley/spec';
import type { NoArguments } from '../op-arguments.ts';
import type { OpContext, OpInputs } from '../op.ts';

/** Port `result`: the value itself. AppError `user/no-material` when nothing came. */
export async function output(_args: NoArguments, inputs: OpInputs, context: OpContext): Promise<Value> {
  const [value] = inputs['result'] ?? [];
  if (!value || value.kind === 'missing' || value.kind === 'round') {
    throw new AppError(
      'user/no-material',
      `Nothing came to "${context.title}", so this run has no result there. What the other nodes gave is kept.`,
    );
  }
  if (value.kind !== 'brief') context.signalStep({ type: 'text', text: value.text });
  return value;
}
