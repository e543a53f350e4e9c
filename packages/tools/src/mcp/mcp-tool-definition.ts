// A tool as an MCP server describes it, and the fingerprint by which a later change is noticed. Knows no connection.
import { createHash } from 'node:crypto';
import type { Tool as McpTool } from '@modelcontextprotocol/sdk/types.js';
import type { JsonSchema } from '@parley/models';
import canonicalize from 'canonicalize';

/** Everything of an MCP tool that a model or a person is shown. */
export interface McpToolDefinition {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
}

export function definitionOf({ name, title, annotations, description, inputSchema }: McpTool): McpToolDefinition {
  return { name, title: title ?? annotations?.title ?? name, description: description ?? '', inputSchema };
}

/** SHA-256 (hex) of the definition as canonical JSON (RFC 8785): it changes with every word that a model would be shown. */
export function fingerprintOf(definition: McpToolDefinition): string {
  return createHash('sha256')
    .update(canonicalize(definition) ?? '')
    .digest('hex');
}
