// createToolbox: one Toolbox of tools at hand and of a source of others. Knows no tool by name.
import type { Tool, Toolbox } from '@parley/runtime';

type Found = Awaited<ReturnType<Toolbox['find']>>;

/** Looks for an id among `tools` first; ids that begin with `mcp/` are asked of `servers`. Keeps the order and finds each once. */
export function createToolbox(tools: readonly Tool[], servers?: Toolbox): Toolbox {
  return {
    async find(ids, signal) {
      const asked = [...new Set(ids)];
      const ofServers = asked.filter((id) => id.startsWith('mcp/'));
      const remote: Found =
        servers && ofServers.length > 0 ? await servers.find(ofServers, signal) : { tools: [], missing: [] };
      const found = asked.map(
        (id) => tools.find((tool) => tool.id === id) ?? remote.tools.find((tool) => tool.id === id) ?? id,
      );
      return {
        tools: found.filter((tool) => typeof tool !== 'string'),
        missing: found
          .filter((tool) => typeof tool === 'string')
          .map((id) => remote.missing.find((missed) => missed.id === id) ?? { id, reason: unknownTool(id) }),
      };
    },
  };
}

function unknownTool(id: string): string {
  return `There is no tool "${id}" here. Choose another one for this agent.`;
}
