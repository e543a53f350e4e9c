// openTools: which of an agent's tools it can call in this run. Decided once, so that a run that is taken up again asks the same.
import type { ToolSpec } from '@parley/models';
import type { OpContext, Tool } from './op.ts';

/** A tool as a model is told of it, with its name for people. */
export type OfferedTool = ToolSpec & { readonly id: string; readonly title: string };

export interface OpenTools {
  readonly offered: readonly OfferedTool[];
  /** Those that cannot be used, and why, in the order of the ids. */
  readonly missing: readonly { readonly id: string; readonly reason: string }[];
  /** The tool as it is now; undefined when it has gone since it was offered. */
  find(id: string): Promise<Tool | undefined>;
}

/** The tools with these ids; what is offered and what is missing is journalled. */
export async function openTools(ids: readonly string[], context: OpContext): Promise<OpenTools> {
  if (ids.length === 0) return { offered: [], missing: [], find: () => Promise.resolve(undefined) };
  let asked: ReturnType<typeof context.tools.find> | undefined;
  const ask = () => (asked ??= context.tools.find(ids, context.signal));
  const { offered, missing } = await context.durable('tools', ids, async () => {
    const found = await ask();
    return {
      offered: found.tools.map(({ id, name, title, description, inputSchema }) => ({
        id,
        name,
        title,
        description,
        inputSchema,
      })),
      missing: found.missing,
    };
  });
  return { offered, missing, find: async (id) => (await ask()).tools.find((tool) => tool.id === id) };
}
