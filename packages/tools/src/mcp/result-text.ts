// The result of an MCP tool as text that a model can read. Knows no connection.
import { isDeepStrictEqual } from 'node:util';
import type { CallToolResult, ContentBlock } from '@modelcontextprotocol/sdk/types.js';

export interface McpResult {
  /** False when the tool itself says that it could not do it. */
  readonly ok: boolean;
  readonly text: string;
}

const longestText = 40_000;

/** Text as it is, structured content as JSON unless the text already is it; what is no text is named and left out. */
export function resultText({ content, structuredContent, isError }: CallToolResult): McpResult {
  const parts = content.map(blockText);
  if (structuredContent !== undefined && !content.some((block) => saysTheSame(block, structuredContent))) {
    parts.push(JSON.stringify(structuredContent));
  }
  const text = parts.join('\n\n').trim();
  return { ok: isError !== true, text: text === '' ? 'The tool gave nothing back.' : cut(text) };
}

function blockText(block: ContentBlock): string {
  switch (block.type) {
    case 'text':
      return block.text;
    case 'image':
      return `[A picture (${block.mimeType}) was left out.]`;
    case 'audio':
      return `[A recording (${block.mimeType}) was left out.]`;
    case 'resource_link':
      return [`[Resource ${block.uri}: ${block.title ?? block.name}]`, block.description].filter(Boolean).join('\n');
    case 'resource':
      return 'text' in block.resource
        ? `[Resource ${block.resource.uri}]\n${block.resource.text}`
        : `[Resource ${block.resource.uri} (${block.resource.mimeType ?? 'no text'}) was left out.]`;
  }
}

/** Servers repeat structured content as text for older clients. */
function saysTheSame(block: ContentBlock, structured: unknown): boolean {
  if (block.type !== 'text') return false;
  try {
    return isDeepStrictEqual(JSON.parse(block.text), structured);
  } catch {
    return false;
  }
}

function cut(text: string): string {
  if (text.length <= longestText) return text;
  const kept = text.slice(0, longestText).replace(/[\uD800-\uDBFF]$/u, '');
  return `${kept}\n[The rest, ${text.length - kept.length} characters, was left out.]`;
}
