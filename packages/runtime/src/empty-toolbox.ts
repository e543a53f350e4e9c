// The toolbox of a host that offers no tools.
import type { Toolbox } from './op.ts';

/** Finds nothing, and says so. */
export const emptyToolbox: Toolbox = {
  find: (ids) => Promise.resolve({ tools: [], missing: ids.map((id) => ({ id, reason: 'There are no tools here.' })) }),
};
