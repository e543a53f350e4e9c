// Errors of OpenAI's SDK, read once for both of its wires: which status, which kind, which words. Makes no AppError.
import type { APIError } from 'openai';
import type { VendorError } from '../wire-fault.ts';

/** The status an error sent inside a stream stands for; every code that is not here is the request's fault. */
const statusOfCode: Readonly<Record<string, number>> = {
  server_error: 500,
  internal_server_error: 500,
  server_overloaded: 503,
  slow_down: 503,
  rate_limit_exceeded: 429,
  too_many_requests: 429,
  insufficient_quota: 429,
  invalid_api_key: 401,
  vector_store_timeout: 504,
};

/** How compatible servers say that the prompt is too long, when they have no code for it. */
const tooLong = /context (length|window|size)|maximum context|prompt is too long|too many (prompt )?tokens/i;

/** The vendor's error from what was told: the HTTP status where there is one, else what the code stands for. */
export function readOpenaiError(status: number | undefined, code: string, words: string): VendorError {
  const inCode = /^[45]\d\d$/.test(code) ? Number(code) : undefined;
  const known = status ?? inCode ?? statusOfCode[code] ?? 400;
  if (code === 'insufficient_quota' || code === 'billing_hard_limit_reached')
    return { status: known, kind: 'quota', words };
  if (code === 'context_length_exceeded' || ((known === 400 || known === 422) && tooLong.test(words)))
    return { status: known, kind: 'context', words };
  return { status: known, words };
}

/** What the API said; undefined when the SDK's error is about the line and not from the API. */
export function readApiError(error: APIError): VendorError | undefined {
  if (error.status === undefined && error.error === undefined) return undefined;
  const code: unknown = error.code;
  const named = typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
  return readOpenaiError(error.status, named ?? error.type ?? 'server_error', wordsOf(error.error));
}

function wordsOf(told: unknown): string {
  if (typeof told === 'string') return told;
  return typeof told === 'object' && told !== null && 'message' in told && typeof told.message === 'string'
    ? told.message
    : '';
}
