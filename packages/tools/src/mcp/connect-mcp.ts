// One connection to one MCP server over streamable HTTP, by the official SDK. It knows nothing of what a person allowed.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import { CallToolResultSchema, ListToolsResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { AppError } from '@parley/spec';
import { createGuardedFetch } from '../egress/create-guarded-fetch.ts';
import { createEgressGuard, portOf } from '../egress/egress-guard.ts';
import { limitResponse } from './limit-response.ts';
import type { McpLimits, McpServer } from './mcp-server.ts';
import { definitionOf, type McpToolDefinition } from './mcp-tool-definition.ts';
import { type McpResult, resultText } from './result-text.ts';

/** Throws what the SDK throws; see `mcpFault`. */
export interface McpConnection {
  listTools(signal: AbortSignal): Promise<McpToolDefinition[]>;
  callTool(name: string, input: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<McpResult>;
  /** Ends the session at the server, as far as it answers, and all connections. */
  close(): Promise<void>;
}

const mostTools = 500;
const longestDefinition = 50_000;
const farewell = 1000;

/** Greets the server; its address passes the egress guard, and is private only if the person said so. */
export async function connectMcp(server: McpServer, limits: McpLimits): Promise<McpConnection> {
  const url = new URL(server.url);
  const privateHosts = server.isPrivate ? [`${url.hostname.replace(/\.$/u, '')}:${portOf(url)}`] : [];
  const guarded = createGuardedFetch(createEgressGuard({ privateHosts, anyPort: true }));
  // The SDK takes a stream that fails for one that paused, and would wait for its other end.
  const { promise: broken, reject: breakOff } = Promise.withResolvers<never>();
  broken.catch(() => undefined);
  const send: FetchLike = async (target, init = {}) => {
    const { method = 'GET', headers, body, signal = null } = init;
    const plain = { method, headers: [...new Headers(headers)], body: typeof body === 'string' ? body : null, signal };
    return limitResponse(await guarded.fetch(target, plain), limits.bytes, breakOff);
  };
  const transport = new StreamableHTTPClientTransport(url, {
    fetch: send,
    ...(server.token !== undefined && { requestInit: { headers: { authorization: `Bearer ${server.token}` } } }),
  });
  // It offers nothing in return: no sampling, no roots, no questions to the person.
  const client = new Client({ name: 'parley', version: '0.1.0' });
  const options = (signal: AbortSignal, timeout: number) => ({ signal, timeout, maxTotalTimeout: timeout });
  try {
    await Promise.race([client.connect(transport, { timeout: limits.greeting }), broken]);
  } catch (error) {
    await guarded.close();
    throw error;
  }
  return {
    // `request` and not `listTools`: that would compile the server's schemas to code.
    async listTools(signal) {
      const found: McpToolDefinition[] = [];
      let cursor: string | undefined;
      do {
        const request = { method: 'tools/list' as const, params: cursor === undefined ? {} : { cursor } };
        const asked = client.request(request, ListToolsResultSchema, options(signal, limits.greeting));
        const page = await Promise.race([asked, broken]);
        found.push(...page.tools.map(definitionOf));
        cursor = page.nextCursor;
        if (found.length > mostTools) throw tooMuch(server.title, `offers more than ${mostTools} tools`);
      } while (cursor !== undefined);
      if (found.some((tool) => JSON.stringify(tool).length > longestDefinition)) {
        throw tooMuch(server.title, `describes a tool in more than ${longestDefinition} characters`);
      }
      return found;
    },
    async callTool(name, input, signal) {
      const request = { method: 'tools/call' as const, params: { name, arguments: { ...input } } };
      const asked = client.request(request, CallToolResultSchema, options(signal, limits.call));
      return resultText(await Promise.race([asked, broken]));
    },
    async close() {
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, farewell);
      await Promise.race([transport.terminateSession().catch(() => undefined), late]);
      clearTimeout(timer);
      await client.close();
      await guarded.close();
    },
  };
}

function tooMuch(title: string, what: string): AppError {
  return new AppError('limit/too-large', `The tool server "${title}" ${what}, and Parley does not take that.`);
}
