// Connections to MCP servers, opened when first needed and used again. Owns their lives; allows nothing and forbids nothing.
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '@parley/spec';
import type { McpConnection } from './connect-mcp.ts';
import { type McpLimits, type McpServer, usualMcpLimits } from './mcp-server.ts';

export interface McpPool {
  /**
   * Does `body` over a connection to the server, and once more over a new one when the server forgot the session. Throws
   * AppError.
   */
  use<Result>(
    server: McpServer,
    signal: AbortSignal,
    body: (connection: McpConnection) => Promise<Result>,
  ): Promise<Result>;
  /** Ends the connection to a server, if there is one. */
  drop(serverId: string): Promise<void>;
  /** Ends them all. */
  close(): Promise<void>;
}

interface Held {
  readonly server: McpServer;
  readonly connection: Promise<McpConnection>;
  users: number;
  idle?: NodeJS.Timeout;
}

interface McpPoolOptions {
  readonly limits?: McpLimits;
  /** Milliseconds without use after which a connection is ended. */
  readonly idleLimit?: number;
}

export function createMcpPool({ limits = usualMcpLimits, idleLimit = 60_000 }: McpPoolOptions = {}): McpPool {
  const held = new Map<string, Held>();

  const end = async (entry: Held): Promise<void> => {
    clearTimeout(entry.idle);
    if (held.get(entry.server.id) === entry) held.delete(entry.server.id);
    const connection = await entry.connection.catch(() => undefined);
    await connection?.close();
  };

  const take = (server: McpServer): Held => {
    const known = held.get(server.id);
    if (known && isDeepStrictEqual(known.server, server)) return known;
    // Another address or token: the old connection ends by itself when its last user has done.
    const entry: Held = { server, connection: connect(server, limits), users: 0 };
    held.set(server.id, entry);
    entry.connection.catch(() => {
      if (held.get(server.id) === entry) held.delete(server.id);
    });
    return entry;
  };

  const once = async <Result>(
    server: McpServer,
    signal: AbortSignal,
    body: (connection: McpConnection) => Promise<Result>,
  ): Promise<Result> => {
    const entry = take(server);
    clearTimeout(entry.idle);
    entry.users += 1;
    try {
      return await body(await orAborted(entry.connection, signal));
    } catch (error) {
      const { isBroken } = await faults();
      if (!signal.aborted && isBroken(error) && held.get(server.id) === entry) held.delete(server.id);
      throw error;
    } finally {
      entry.users -= 1;
      if (entry.users === 0) {
        if (held.get(server.id) === entry) entry.idle = setTimeout(() => void end(entry), idleLimit).unref();
        else void end(entry);
      }
    }
  };

  return {
    async use(server, signal, body) {
      try {
        return await once(server, signal, body).catch(async (error: unknown) => {
          const { isSessionLost } = await faults();
          if (!isSessionLost(error) || signal.aborted) throw error;
          return once(server, signal, body);
        });
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        if (error instanceof AppError) throw error;
        const { mcpFault } = await faults();
        throw mcpFault(error, server.title);
      }
    },
    async drop(serverId) {
      const entry = held.get(serverId);
      if (entry) await end(entry);
    },
    async close() {
      await Promise.all([...held.values()].map(end));
    },
  };
}

// The SDK is loaded by who has a tool server, and by nobody else.
const faults = () => import('./mcp-fault.ts');
async function connect(server: McpServer, limits: McpLimits): Promise<McpConnection> {
  const { connectMcp } = await import('./connect-mcp.ts');
  return connectMcp(server, limits);
}

/** Others may wait for the same connection, so an abort leaves it alone. */
async function orAborted<Value>(waited: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([waited, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
