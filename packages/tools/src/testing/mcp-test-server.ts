// A real MCP server for tests, made with the official SDK over node http. Its tools can be changed while it runs.
import { randomUUID } from 'node:crypto';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ListToolsRequestSchema,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { type LocalServer, startLocalServer } from './local-server.ts';

export interface TestTool extends Tool {
  readonly answer: (input: unknown, signal: AbortSignal) => CallToolResult | Promise<CallToolResult>;
}

export interface McpTestServer extends LocalServer {
  readonly url: string;
  readonly tools: TestTool[];
  /** The `authorization` header of every request. */
  readonly tokens: (string | undefined)[];
  /** Sessions that are open now. */
  sessions(): number;
  /** Forgets them, as a server does that was restarted. */
  forget(): void;
}

/** Answers at `/mcp`, one tool a page of its list; with `token` it lets nobody else in. */
export async function startMcpTestServer(tools: TestTool[], token?: string): Promise<McpTestServer> {
  const transports = new Map<string, StreamableHTTPServerTransport>();
  const tokens: (string | undefined)[] = [];
  const open = async (): Promise<StreamableHTTPServerTransport> => {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        transports.set(id, transport);
      },
      onsessionclosed: (id) => {
        transports.delete(id);
      },
    });
    const server = new Server({ name: 'test', version: '1.0.0' }, { capabilities: { tools: {} } });
    server.setRequestHandler(ListToolsRequestSchema, ({ params }) => {
      const place = Number(params?.cursor ?? 0);
      const shown = tools.slice(place, place + 1).map(({ answer: _, ...tool }) => tool);
      return { tools: shown, ...(place + 1 < tools.length && { nextCursor: String(place + 1) }) };
    });
    server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => {
      const tool = tools.find(({ name }) => name === params.name);
      if (!tool) throw new Error(`no tool ${params.name}`);
      return tool.answer(params.arguments, signal);
    });
    await server.connect(transport);
    return transport;
  };
  const site = await startLocalServer((request, response) => {
    const { authorization, 'mcp-session-id': id } = request.headers;
    tokens.push(authorization);
    if (token !== undefined && authorization !== `Bearer ${token}`) {
      response.writeHead(401).end(`no, not with ${authorization}`);
      return;
    }
    if (request.url !== '/mcp') {
      response.writeHead(404).end();
      return;
    }
    const known = typeof id === 'string' ? transports.get(id) : undefined;
    if (typeof id === 'string' && !known) {
      response.writeHead(404).end();
      return;
    }
    void (async () => (known ?? (await open())).handleRequest(request, response))();
  });
  return {
    ...site,
    url: `http://127.0.0.1:${site.port}/mcp`,
    tools,
    tokens,
    sessions: () => transports.size,
    forget: () => transports.clear(),
  };
}
