// The one table from what a vendor's server said to our AppErrors, and the sentences people read. Knows no SDK.
import { AppError } from '@parley/spec';

/** What a vendor said about a failed call, as its folder read it out of the SDK's error. */
export interface VendorError {
  /** HTTP status; for an error sent inside a stream, the status that means the same. */
  readonly status: number;
  /** Set where the status alone would mislead. */
  readonly kind?: 'bad-key' | 'context' | 'quota';
  /** The vendor's own words, without any secret; empty when there are none. */
  readonly words: string;
  /** Milliseconds, when the body says how long to wait. */
  readonly retryAfter?: number;
}

const kept = 'What was finished is kept.';

/** The AppError for a vendor's error. `retryAfter` (milliseconds) is what the response headers asked for. */
export function toWireFault(title: string, error: VendorError, cause: unknown, retryAfter?: number): AppError {
  const wait = retryAfter ?? error.retryAfter;
  const options = { cause, ...(wait !== undefined && { retryAfter: wait }) };
  const quoted = error.words === '' || isMarkup(error.words) ? '' : ` It said: "${shorten(error.words)}".`;
  const { status, kind } = error;
  if (kind === 'bad-key' || status === 401 || status === 403)
    return new AppError(
      'provider/bad-key',
      `${title} did not accept the key. ${kept} Check the key under Models.`,
      options,
    );
  if (kind === 'quota' || status === 402)
    return new AppError(
      'limit/quota',
      `The account at ${title} has used up its quota or credit. ${kept} Top it up there, or choose another family.`,
      options,
    );
  if (kind === 'context' || status === 413)
    return new AppError(
      'limit/context',
      `This is more text than the model at ${title} reads at once. ${kept} Give it fewer or shorter documents, or choose another model.`,
      options,
    );
  if (status === 429)
    return new AppError(
      'limit/rate',
      `${title} takes no more requests from this key for now. ${kept} Try again${wait === undefined ? ' in a minute' : ` in ${inWords(wait)}`}.`,
      options,
    );
  if (status === 503 || status === 529)
    return new AppError('provider/overloaded', `${title} is overloaded. ${kept} Try again in a minute.`, options);
  if (status === 408 || status === 504)
    return new AppError('provider/timeout', `${title} took too long to answer. ${kept} Try again.`, options);
  if (status >= 500)
    return new AppError('provider/unreachable', `${title} failed on its side (${status}). ${kept} Try again.`, options);
  if (status === 404)
    return new AppError(
      'provider/refused-request',
      `${title} does not know this model.${quoted} ${kept} Choose another model, or check the address under Models.`,
      {
        ...options,
        path: ['model'],
      },
    );
  return new AppError(
    'provider/refused-request',
    `${title} refused the request (${status}).${quoted} ${kept} Change the agent's settings or choose another model.`,
    options,
  );
}

/** The model cannot be given tools; another route of its family may hold one that can. */
export function noTools(title: string, model: string, cause: unknown): AppError {
  return new AppError(
    'provider/refused-request',
    `The model "${model}" at ${title} cannot use tools. ${kept} Choose another model, or take the tools away from this agent.`,
    { cause, path: ['model'] },
  );
}

/** No answer came at all: wrong address, no network, or a closed door. */
export function unreachable(title: string, cause: unknown): AppError {
  return new AppError(
    'provider/unreachable',
    `${title} could not be reached. ${kept} Check the network and the address under Models, then try again.`,
    { cause },
  );
}

/** The answer began and stopped before its end. */
export function cutOff(title: string, cause?: unknown): AppError {
  return new AppError('provider/cut-off', `The answer of ${title} was cut off in the middle. ${kept} Try again.`, {
    cause,
  });
}

/** Something came, and it was no answer. */
export function garbage(title: string, cause?: unknown): AppError {
  return new AppError(
    'provider/garbage',
    `${title} sent something that is not an answer. ${kept} Check the address under Models, or try again.`,
    { cause },
  );
}

/** The caller called it off. */
export function cancelled(cause?: unknown): AppError {
  return new AppError('internal/cancelled', `The call was cancelled. ${kept}`, { cause });
}

/** Milliseconds that the headers ask to wait (`retry-after-ms`, or `retry-after` as seconds or as a date); undefined without them. */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const exact = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (exact >= 0) return exact;
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const seconds = Number(value);
  if (!Number.isNaN(seconds)) return seconds >= 0 ? seconds * 1000 : undefined;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** The page of a proxy or a gateway in between, and no sentence. */
function isMarkup(words: string): boolean {
  return words.trimStart().startsWith('<');
}

function shorten(words: string): string {
  const line = words.replaceAll(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

function inWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  if (seconds < 90) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
