// branch: decides from a verdict which way a run goes. It calls no model and takes no chance, so a run that is taken up
// again goes the same way. What the decision does to the steps behind it is the engine's.
import { AppError, type Branch } from '@parley/spec';
import { checkCondition } from '../branch/condition.ts';
import type { BranchArguments } from '../op-arguments.ts';
import { joinClosures, valuesAt } from '../op-values.ts';
import type { OpContext, OpInputs } from '../op.ts';
import { listWords } from '../wording.ts';

const sideTitles = { settled: 'Settled', open: 'Open' } as const;

/**
 * Ports `verdict` and `brief`. `settled` when the verdict meets every condition, else `open`; without a verdict nothing is
 * settled. AppError `user/no-material` when the side that is taken is to hand on what did not come.
 */
export async function branch(
  { conditions, passes }: BranchArguments,
  inputs: OpInputs,
  context: OpContext,
): Promise<Branch> {
  const [verdict] = valuesAt(inputs, 'verdict', 'verdict');
  const [brief] = valuesAt(inputs, 'brief', 'brief');
  const checks = verdict ? conditions.map((condition) => checkCondition(condition, verdict)) : [];
  const unmet = checks.filter(({ met }) => !met);
  const side = verdict && unmet.length === 0 ? 'settled' : 'open';
  const because = verdict
    ? listWords((side === 'settled' ? checks.slice(0, 1) : unmet).map(({ fact }) => fact)) || 'nothing was asked for'
    : 'there is no verdict';
  const passed = passes[side] === 'verdict' ? verdict : brief;
  if (!passed) {
    throw new AppError(
      'user/no-material',
      `"${context.title}" goes on by its side "${sideTitles[side]}", because ${because}, and the ${passes[side]} which that side hands on did not come. What was finished is kept. Let the side hand on something else, or mend what comes before it, and run again.`,
    );
  }
  const text = `${sideTitles[side]}: ${because}.`;
  context.signalStep({ type: 'text', text });
  return {
    kind: 'branch',
    question: verdict?.question ?? brief?.question ?? '',
    side,
    sideTitle: sideTitles[side],
    because,
    checks: checks.map(({ measure, met, text: said }) => ({ measure, met, text: said })),
    passes: passed,
    text,
    closure: joinClosures(verdict ? [verdict] : []),
  };
}
