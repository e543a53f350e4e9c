// For tests of other packages: a real MCP server whose tools can be changed while it runs.
export { type McpTestServer, startMcpTestServer, type TestTool } from './mcp-test-server.ts';
