// Which tools there are and which of them may be called: the built-in ones, and those of MCP servers that a person allowed.
import type { Tool, Toolbox } from '@parley/runtime';
import { AppError, type OfferedTool, type ToolServer, type ToolStatus } from '@parley/spec';
import { createMcpToolbox, createToolbox, fingerprintOf, type McpPool, type McpToolDefinition } from '@parley/tools';
import { lastFour } from '../vault/vault.ts';
import { redactTools } from './redact-tools.ts';
import { allowedOf, type NewToolServer, type StoredServer, type StoredTool, type ToolServers } from './tool-servers.ts';

export interface ToolSettings {
  /** Every tool that an agent may be given. Asks no server. */
  list(): Promise<ToolStatus[]>;
  /** The MCP servers with what is allowed of each. Asks none of them. */
  servers(): Promise<ToolServer[]>;
  add(server: NewToolServer): Promise<ToolServer>;
  /** Undefined for an unknown server, here and below. Null forgets the token. */
  setToken(id: string, token: string | null): Promise<ToolServer | undefined>;
  remove(id: string): Promise<boolean>;
  /** Asks the server what it offers now, and marks what is no longer what was allowed. Throws AppError. */
  look(id: string, signal: AbortSignal): Promise<OfferedTool[] | undefined>;
  /**
   * Allows a tool as the person saw it; asks the server again, and throws `user/conflict` when it says something else now.
   * Without a fingerprint the tool is no longer allowed.
   */
  allow(id: string, tool: string, fingerprint: string | null, signal: AbortSignal): Promise<ToolServer | undefined>;
  /** What runs call: these tools, none of which gives a secret away. */
  readonly toolbox: Toolbox;
}

interface ToolSettingsOptions {
  readonly builtIn: readonly Tool[];
  readonly servers: ToolServers;
  readonly pool: McpPool;
  /** Takes secrets out of a text by value. */
  readonly redact: (text: string) => string;
}

export function createToolSettings({ builtIn, servers, pool, redact }: ToolSettingsOptions): ToolSettings {
  const askForTools = async ({ server }: StoredServer, signal: AbortSignal): Promise<McpToolDefinition[]> => {
    const offered = await pool.use(server, signal, (connection) => connection.listTools(signal));
    const told = JSON.stringify(offered);
    if (redact(told) === told) return offered;
    throw new AppError(
      'provider/garbage',
      `"${server.title}" repeats a secret in the description of a tool. Nothing of it is shown or allowed; remove this server.`,
    );
  };
  const describe = async (id: string): Promise<ToolServer | undefined> => {
    const stored = await servers.find(id);
    return stored && toToolServer(stored);
  };
  const mcp = createMcpToolbox(
    {
      async find(id) {
        const stored = await servers.find(id);
        return stored && allowedOf(stored);
      },
      withdraw: servers.setTrouble,
    },
    pool,
  );

  return {
    toolbox: redactTools(createToolbox(builtIn, mcp), redact),
    async list() {
      const own = builtIn.map(({ id, title, description }) => ({ id, title, description, available: true }));
      return [
        ...own,
        ...(await servers.list()).flatMap(({ server, tools }) => tools.map((tool) => toStatus(server, tool))),
      ];
    },
    async servers() {
      return (await servers.list()).map(toToolServer);
    },
    async add(server) {
      return toToolServer(await servers.add(server));
    },
    async setToken(id, token) {
      if (!(await servers.find(id))) return undefined;
      await servers.setToken(id, token);
      return describe(id);
    },
    async remove(id) {
      await pool.drop(id);
      return servers.remove(id);
    },
    async look(id, signal) {
      const stored = await servers.find(id);
      if (!stored) return undefined;
      const offered = compare(stored.tools, await askForTools(stored, signal));
      for (const { name, state } of offered) {
        if (state === 'changed' || state === 'gone') await servers.setTrouble(id, name, state);
      }
      return offered;
    },
    async allow(id, tool, fingerprint, signal) {
      const stored = await servers.find(id);
      if (!stored) return undefined;
      if (fingerprint === null) await servers.deny(id, tool);
      else {
        const definition = (await askForTools(stored, signal)).find(({ name }) => name === tool);
        if (!definition || fingerprintOf(definition) !== fingerprint) {
          throw new AppError(
            'user/conflict',
            `"${tool}" is not what you were shown any more. Nothing was allowed; look at the server's tools again.`,
          );
        }
        await servers.allow(id, definition, fingerprint);
      }
      return describe(id);
    },
  };
}

/** What the server offers, in its order, then what it no longer has. */
function compare(allowed: readonly StoredTool[], offered: readonly McpToolDefinition[]): OfferedTool[] {
  const now = offered.map((definition): OfferedTool => {
    const fingerprint = fingerprintOf(definition);
    const known = allowed.find((tool) => tool.definition.name === definition.name);
    const isSame = known?.fingerprint === fingerprint && known.trouble === null;
    return { ...definition, fingerprint, state: !known ? 'new' : isSame ? 'allowed' : 'changed' };
  });
  const gone = allowed.filter(({ definition }) => !offered.some(({ name }) => name === definition.name));
  return [
    ...now,
    ...gone.map(({ definition, fingerprint }) => ({ ...definition, fingerprint, state: 'gone' as const })),
  ];
}

function toToolServer({ server: { token, ...server }, tools }: StoredServer): ToolServer {
  const shown = token === undefined ? '' : lastFour(token);
  return {
    ...server,
    ...(token !== undefined && { token: { ...(shown !== '' && { lastFour: shown }) } }),
    tools: tools.map(({ definition, fingerprint, trouble }) => ({
      ...definition,
      fingerprint,
      state: trouble ?? 'allowed',
    })),
  };
}

function toStatus({ id, title: of }: StoredServer['server'], { definition, trouble }: StoredTool): ToolStatus {
  const { name, title, description } = definition;
  const reasons = {
    changed: `"${title}" has changed since you allowed it. Look at it under Tools, and allow it again if you agree.`,
    gone: `"${title}" is no longer offered by "${of}".`,
  };
  return {
    id: `mcp/${id}/${name}`,
    title: `${title} (${of})`,
    description,
    available: trouble === null,
    ...(trouble !== null && { reason: reasons[trouble] }),
  };
}
