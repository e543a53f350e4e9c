// What can go wrong with an MCP server, as AppErrors. Knows no connection.
import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import { AppError } from '@parley/spec';

const longestReason = 500;
// As plain numbers, which is what the SDK's errors hold.
const tookTooLong: number = ErrorCode.RequestTimeout;
const wasClosed: number = ErrorCode.ConnectionClosed;

/** The AppError for anything that the SDK or our fetch threw while `title` was asked. */
export function mcpFault(error: unknown, title: string): AppError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof AppError) return cause;
  const fault = (code: ConstructorParameters<typeof AppError>[0], what: string) =>
    new AppError(code, `The tool server "${title}" ${what}`, { cause: error });
  if (error instanceof StreamableHTTPError) {
    if (error.code === 401 || error.code === 403) {
      return fault('provider/bad-key', `did not let us in (${error.code}). Check its token.`);
    }
    if (error.code !== undefined && error.code >= 300) {
      return fault(
        'provider/refused-request',
        `answered ${error.code}. Check its address, and that it speaks MCP over streamable HTTP.`,
      );
    }
    return fault('provider/garbage', 'does not speak MCP over streamable HTTP at this address.');
  }
  if (error instanceof McpError) {
    if (error.code === tookTooLong) return fault('provider/timeout', 'took too long. Try again later.');
    if (error.code === wasClosed) return fault('provider/cut-off', 'broke off. Try again.');
    return fault('provider/refused-request', `refused: ${error.message.slice(0, longestReason)}`);
  }
  return fault('provider/garbage', 'answered with something that is not MCP.');
}

/** True when the server has forgotten the session: it did not look at the request, and a new session may send it again. */
export function isSessionLost(error: unknown): boolean {
  return error instanceof StreamableHTTPError && error.code === 404;
}

/** False when the server refused this request and would take another one over the same connection. */
export function isBroken(error: unknown): boolean {
  return !(error instanceof McpError) || error.code === wasClosed;
}
