// What Anthropic says about a failed call: which status, which kind, which words. Makes no AppError.
import type { VendorError } from '../wire-fault.ts';

/** The status an error sent inside a stream stands for. */
const statusOfType: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

/** The vendor's error; undefined when it is about the line and not from the API. */
export function readAnthropicError(
  status: number | undefined,
  type: string | null,
  words: string,
): VendorError | undefined {
  const known = status ?? (type === null ? undefined : statusOfType[type]);
  if (known === undefined) return undefined;
  if (known === 400 && /prompt is too long|context (window|limit)/i.test(words))
    return { status: known, kind: 'context', words };
  if (known === 400 && /credit balance/i.test(words)) return { status: known, kind: 'quota', words };
  return { status: known, words };
}
