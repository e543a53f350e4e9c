// How the ways to fit material into a window are called in a form. Knows no node type.
import type { FitStrategy } from '@parley/spec';

/** One label for each way to fit. */
export const fitLabels: Readonly<Record<FitStrategy, string>> = {
  whole: 'Give all of it, or stop and say so',
  trim: 'Leave out what matters least',
  summarise: 'Condense it first',
};
