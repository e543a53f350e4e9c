// MCP servers that a person named and the tools of them that were allowed, as they are stored. It speaks to no server.
import type { NamedSecret } from '@parley/models';
import { AppError } from '@parley/spec';
import type { AllowedServer, McpServer, McpToolDefinition } from '@parley/tools';
import { createEgressGuard } from '@parley/tools';
import { and, asc, eq } from 'drizzle-orm';
import type { Database } from '../database/connect.ts';
import { allowedTools, toolServers } from '../database/schema.ts';
import type { Vault } from '../vault/vault.ts';

export interface NewToolServer {
  readonly url: string;
  /** Absent: the host's name. */
  readonly title?: string | undefined;
  readonly isPrivate: boolean;
  readonly token?: string | undefined;
}

export interface StoredTool {
  readonly definition: McpToolDefinition;
  readonly fingerprint: string;
  readonly trouble: 'changed' | 'gone' | null;
}

export interface StoredServer {
  readonly server: McpServer;
  /** In the order of their names. */
  readonly tools: readonly StoredTool[];
}

export interface ToolServers {
  /** In the order they were added. */
  list(): Promise<StoredServer[]>;
  find(id: string): Promise<StoredServer | undefined>;
  /** `user/bad-request` for an address that may not be asked, `user/conflict` for one that is there already. */
  add(server: NewToolServer): Promise<StoredServer>;
  remove(id: string): Promise<boolean>;
  /** Null forgets the token. */
  setToken(id: string, token: string | null): Promise<void>;
  allow(id: string, definition: McpToolDefinition, fingerprint: string): Promise<void>;
  deny(id: string, tool: string): Promise<void>;
  setTrouble(id: string, tool: string, trouble: 'changed' | 'gone'): Promise<void>;
}

interface ToolServersOptions {
  readonly db: Database;
  readonly vault: Vault;
  /** Told of every token before anybody else gets it. */
  readonly onSecret: (secret: NamedSecret) => void;
}

export function createToolServers({ db, vault, onSecret }: ToolServersOptions): ToolServers {
  const readToken = async (id: string): Promise<string | undefined> => {
    const token = await vault.read(secretName(id));
    if (token !== undefined) onSecret({ name: secretName(id), value: token });
    return token;
  };
  const list = async (): Promise<StoredServer[]> => {
    const rows = await db.select().from(toolServers).orderBy(asc(toolServers.createdAt), asc(toolServers.id));
    const tools = await db.select().from(allowedTools).orderBy(asc(allowedTools.name));
    return Promise.all(
      rows.map(async ({ id, title, url, isPrivate }) => {
        const token = await readToken(id);
        return {
          server: { id, title, url, isPrivate, ...(token !== undefined && { token }) },
          tools: tools.filter(({ serverId }) => serverId === id),
        };
      }),
    );
  };
  const find = async (id: string) => (await list()).find(({ server }) => server.id === id);
  const setToken = async (id: string, token: string | null): Promise<void> => {
    if (token === null) {
      await vault.remove(secretName(id));
      return;
    }
    onSecret({ name: secretName(id), value: token });
    await vault.write(secretName(id), token);
  };
  const ofTool = (id: string, tool: string) => and(eq(allowedTools.serverId, id), eq(allowedTools.name, tool));

  return {
    list,
    find,
    setToken,
    async add({ url, title, isPrivate, token }) {
      const { hostname } = checkAddress(url, isPrivate, token !== undefined);
      const known = (await list()).map(({ server }) => server);
      const same = known.find((server) => server.url === url);
      if (same) throw new AppError('user/conflict', `"${same.title}" has this address already. Nothing was changed.`);
      const row = {
        id: freeId(title ?? hostname, new Set(known.map((server) => server.id))),
        title: title ?? hostname,
        url,
        isPrivate,
      };
      // A token that an earlier server of this name left behind is not for this one.
      await setToken(row.id, token ?? null);
      await db.insert(toolServers).values(row);
      return { server: { ...row, ...(token !== undefined && { token }) }, tools: [] };
    },
    async remove(id) {
      const removed = await db.delete(toolServers).where(eq(toolServers.id, id)).returning();
      await vault.remove(secretName(id));
      return removed.length > 0;
    },
    async allow(serverId, definition, fingerprint) {
      const row = { definition, fingerprint, trouble: null };
      await db
        .insert(allowedTools)
        .values({ serverId, name: definition.name, ...row })
        .onConflictDoUpdate({ target: [allowedTools.serverId, allowedTools.name], set: row });
    },
    async deny(id, tool) {
      await db.delete(allowedTools).where(ofTool(id, tool));
    },
    async setTrouble(id, tool, trouble) {
      await db.update(allowedTools).set({ trouble }).where(ofTool(id, tool));
    },
  };
}

/** What may be called of a stored server. */
export function allowedOf({ server, tools }: StoredServer): AllowedServer {
  const open = tools.filter(({ trouble }) => trouble === null);
  return { server, allowed: new Map(open.map(({ definition, fingerprint }) => [definition.name, fingerprint])) };
}

function secretName(id: string): string {
  return `TOOL_SERVER_${id}`;
}

function checkAddress(url: string, isPrivate: boolean, hasToken: boolean): URL {
  const { hostname, protocol } = new URL(url);
  if (!isPrivate && hasToken && protocol === 'http:') {
    throw new AppError(
      'user/bad-request',
      'A token would travel unencrypted to an http address. Nothing was saved; use the https address.',
      { path: ['url'] },
    );
  }
  const guard = createEgressGuard({ anyPort: true, privateHosts: isPrivate ? [hostname.replace(/\.$/u, '')] : [] });
  try {
    return guard.checkUrl(url);
  } catch (error) {
    const advice = isPrivate
      ? 'Nothing was saved.'
      : 'Nothing was saved. If the server is on this machine or in your own network, say so and add it again.';
    throw new AppError('user/bad-request', `"${hostname}" is not a public address. ${advice}`, {
      cause: error,
      path: ['url'],
    });
  }
}

/** Letters, digits and dashes of the words, and a number if that is taken. */
function freeId(words: string, taken: ReadonlySet<string>): string {
  const plain = words
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, 30)
    .replaceAll(/^-+|-+$/gu, '');
  const base = plain === '' ? 'server' : plain;
  let id = base;
  for (let count = 2; taken.has(id); count += 1) id = `${base}-${count}`;
  return id;
}
