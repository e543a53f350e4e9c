// A ToolContext for tests.
import type { ToolContext } from '@parley/runtime';

export function toolContext(changes: Partial<ToolContext> = {}): ToolContext {
  return { signal: new AbortController().signal, documents: [], ...changes };
}
