// Which ways a run took where it forks, and the words for it. Pure.
import type { StepState } from '@parley/spec';
import { countWords } from '../result/support.ts';

/** Whether a run may still go, or went, along a wire from this output of `source` to `target`. True before a run. */
export function isWayTaken(
  source: StepState | undefined,
  sourcePort: string | null | undefined,
  target: StepState | undefined,
): boolean {
  if (source?.status === 'not-taken' || target?.status === 'not-taken') return false;
  const output = source?.output;
  return output?.kind !== 'branch' || output.side === sourcePort;
}

/** One sentence for each router that has decided, and one on what is therefore not needed; empty while nothing is decided. */
export function wayWords(steps: readonly StepState[]): string[] {
  const decided = steps.flatMap(({ title, output }) =>
    output?.kind === 'branch' ? [`${title} goes on by “${output.sideTitle}”, because ${output.because}.`] : [],
  );
  const { length } = steps.filter(({ status }) => status === 'not-taken');
  if (decided.length === 0 || length === 0) return decided;
  return [...decided, `${countWords(length, 'step')} ${length === 1 ? 'is' : 'are'} not needed.`];
}
