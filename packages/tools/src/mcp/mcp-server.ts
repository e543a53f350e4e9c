// An MCP server as a person named it, and what it is given of time and space.

export interface McpServer {
  /** Letters, digits and `-`. */
  readonly id: string;
  readonly title: string;
  readonly url: string;
  /** The person said that it is on this machine or in their own network; only then may its address be private. */
  readonly isPrivate: boolean;
  /** Sent as a bearer token. */
  readonly token?: string;
}

export interface McpLimits {
  /** Milliseconds for the greeting and for a list. */
  readonly greeting: number;
  /** Milliseconds for one call of a tool. */
  readonly call: number;
  /** Bytes of one response. */
  readonly bytes: number;
}

export const usualMcpLimits: McpLimits = { greeting: 15_000, call: 60_000, bytes: 5_000_000 };
