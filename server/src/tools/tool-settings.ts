// Which tools there are and which of them may be called: the built-in ones, and those of MCP servers that a person allowed.
import type { Tool } from '@parley/runtime';
import type { ToolStatus } from '@parley/spec';

export interface ToolSettings {
  /** Every tool that an agent may be given. Asks no server. */
  list(): Promise<ToolStatus[]>;
}

interface ToolSettingsOptions {
  readonly builtIn: readonly Tool[];
}

export function createToolSettings({ builtIn }: ToolSettingsOptions): ToolSettings {
  return {
    list: async () => builtIn.map(({ id, title, description }) => ({ id, title, description, available: true })),
  };
}
