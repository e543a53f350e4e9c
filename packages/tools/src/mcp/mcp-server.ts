// An MCP server as a person named it.

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
