// The Toolbox of MCP servers: only tools that a person allowed, and only while they are what was allowed.
import { createHash } from 'node:crypto';
import type { Tool, Toolbox } from '@parley/runtime';
import { AppError } from '@parley/spec';
import { z } from 'zod';
import type { McpPool } from './create-mcp-pool.ts';
import type { McpServer } from './mcp-server.ts';
import { fingerprintOf, type McpToolDefinition } from './mcp-tool-definition.ts';

export interface AllowedServer {
  readonly server: McpServer;
  /** Fingerprints of the tools that may be called, by name. */
  readonly allowed: ReadonlyMap<string, string>;
}

/** What a person has allowed. */
export interface McpDirectory {
  find(serverId: string): Promise<AllowedServer | undefined>;
  /** Called when an allowed tool is no longer what was allowed; from then on it must not be among the allowed. */
  withdraw(serverId: string, tool: string, trouble: 'changed' | 'gone'): Promise<void>;
}

type Found = Tool | { readonly id: string; readonly reason: string };
const inputSchema = z.record(z.string(), z.unknown());

/** Ids are `mcp/<server id>/<tool>`. Each server is asked for its list at every `find`, so a change is seen before a call. */
export function createMcpToolbox(directory: McpDirectory, pool: McpPool): Toolbox {
  return {
    async find(ids, signal) {
      const byServer = Map.groupBy(ids, (id) => id.split('/')[1] ?? '');
      const answers = await Promise.all(
        [...byServer].map(([serverId, asked]) => findAt(directory, pool, serverId, asked, signal)),
      );
      const found = answers.flat();
      const sorted = ids.flatMap((id) => found.find((one) => one.id === id) ?? []);
      return {
        tools: sorted.filter((one) => 'run' in one),
        missing: sorted.flatMap((one) => ('run' in one ? [] : [one])),
      };
    },
  };
}

async function findAt(
  directory: McpDirectory,
  pool: McpPool,
  serverId: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Found[]> {
  const entry = await directory.find(serverId);
  if (!entry)
    return ids.map((id) => ({ id, reason: `There is no tool server "${serverId}" here. Add it under Tools.` }));
  const { server, allowed } = entry;
  const nameOf = (id: string) => id.split('/').slice(2).join('/');
  const refuse = (id: string, what: string) => ({ id, reason: `"${nameOf(id)}" of "${server.title}" ${what}` });
  const [open, closed] = [ids.filter((id) => allowed.has(nameOf(id))), ids.filter((id) => !allowed.has(nameOf(id)))];
  const found: Found[] = closed.map((id) => refuse(id, 'is not allowed. Look at it under Tools, and allow it there.'));
  if (open.length === 0) return found;
  let offered: McpToolDefinition[];
  try {
    offered = await pool.use(server, signal, (connection) => connection.listTools(signal));
  } catch (error) {
    if (!(error instanceof AppError) || signal.aborted) throw error;
    return [...found, ...open.map((id) => ({ id, reason: error.message }))];
  }
  for (const id of open) {
    const definition = offered.find(({ name }) => name === nameOf(id));
    if (definition && fingerprintOf(definition) === allowed.get(definition.name)) {
      found.push(toTool(id, definition, server, pool));
      continue;
    }
    await directory.withdraw(serverId, nameOf(id), definition ? 'changed' : 'gone');
    const what = definition
      ? 'describes itself otherwise than when you allowed it. Look at it under Tools, and allow it again if you agree.'
      : 'is no longer offered by its server.';
    found.push(refuse(id, what));
  }
  return found;
}

function toTool(id: string, definition: McpToolDefinition, server: McpServer, pool: McpPool): Tool {
  return {
    id,
    name: wireName(id),
    title: `${definition.title} (${server.title})`,
    description: definition.description,
    inputSchema: definition.inputSchema,
    async run(input, { signal }) {
      const checked = inputSchema.safeParse(input);
      if (!checked.success) {
        throw new AppError(
          'user/bad-request',
          `The input of ${wireName(id)} must be a JSON object, and nothing was done. Correct this and call it again.`,
        );
      }
      const { ok, text } = await pool.use(server, signal, (connection) =>
        connection.callTool(definition.name, checked.data, signal),
      );
      if (!ok) throw new AppError('provider/refused-request', text);
      return { text };
    },
  };
}

const longestName = 64;

/** `mcp_<server>_<tool>` where providers take that as a name; otherwise what is left of it and eight digits that tell it apart. */
export function wireName(id: string): string {
  const plain = id.replaceAll('/', '_');
  const safe = plain.replaceAll(/[^\w-]/gu, '_');
  if (safe === plain && safe.length <= longestName && id.split('/').length === 3) return safe;
  return `${safe.slice(0, longestName - 9)}_${createHash('sha256').update(id).digest('hex').slice(0, 8)}`;
}
