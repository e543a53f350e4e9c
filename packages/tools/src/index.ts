// The tools of Parley. No server, no database, no loop that calls them.
export { calculator } from './calculator/calculator.ts';
export { createDocumentsTool } from './documents/documents.ts';
export { passagesOf } from './documents/passages-of.ts';
export { type DocumentSearch, type DocumentSearcher, lexicalSearcher } from './documents/searcher.ts';
export { defineTool } from './define-tool.ts';
export { createToolbox } from './create-toolbox.ts';
export { definitionOf, fingerprintOf, type McpToolDefinition } from './mcp/mcp-tool-definition.ts';
export { createEgressGuard, type EgressGuard } from './egress/egress-guard.ts';
export { createGuardedFetch, type GuardedFetch } from './egress/create-guarded-fetch.ts';
export { createPageTool } from './page/page.ts';
export { createMcpPool, type McpPool } from './mcp/create-mcp-pool.ts';
export { type AllowedServer, createMcpToolbox, type McpDirectory } from './mcp/create-mcp-toolbox.ts';
export type { McpServer } from './mcp/mcp-server.ts';
