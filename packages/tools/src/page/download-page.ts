// Downloading a page: redirects, time, size and kind. Every hop goes through the guarded fetch; it reads no HTML.
import { AppError } from '@parley/spec';
import type { Response } from 'undici';
import type { GuardedFetch } from '../egress/create-guarded-fetch.ts';

export interface DownloadLimits {
  /** Milliseconds for everything together. */
  readonly time: number;
  /** Bytes, as they are after decompression. */
  readonly bytes: number;
}

export interface Download {
  /** Where it was in the end. */
  readonly url: URL;
  /** Lower case, without parameters. */
  readonly mediaType: string;
  readonly charset: string | undefined;
  readonly bytes: Uint8Array;
}

const mostRedirects = 5;
const redirects = new Set([301, 302, 303, 307, 308]);
const readable = /^(text\/[\w.+-]+|application\/(json|xml|xhtml\+xml|[\w.-]+\+(json|xml)))$/u;
const headers = {
  accept: 'text/html, application/xhtml+xml, text/markdown, text/plain, application/json;q=0.9, */*;q=0.1',
  'user-agent': 'Parley (reads one page for an agent)',
};

/** The page behind the address. Throws AppError in words for a model, and what `signal` was aborted with. */
export async function downloadPage(
  address: string,
  guarded: GuardedFetch,
  signal: AbortSignal,
  limits: DownloadLimits,
): Promise<Download> {
  const deadline = AbortSignal.timeout(limits.time);
  try {
    return await follow(address, guarded, AbortSignal.any([signal, deadline]), limits.bytes);
  } catch (error) {
    if (signal.aborted || !deadline.aborted) throw error;
    throw new AppError(
      'provider/timeout',
      `The page did not come within ${limits.time / 1000} seconds. Try another page, or go on without it.`,
      { cause: error },
    );
  }
}

async function follow(address: string, guarded: GuardedFetch, signal: AbortSignal, most: number): Promise<Download> {
  let next: string | URL = address;
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const response = await guarded.fetch(next, { headers, signal });
    const url = new URL(response.url);
    const location = redirects.has(response.status) ? response.headers.get('location') : null;
    if (location === null) return readResponse(response, url, most);
    await response.body?.cancel();
    const target = URL.parse(location, url.href);
    if (!target) throw refuse('The page leads on to something that is no address.');
    next = target;
  }
  throw refuse(`The page leads on more than ${mostRedirects} times.`);
}

async function readResponse(response: Response, url: URL, most: number): Promise<Download> {
  const [mediaType = '', ...parameters] = (response.headers.get('content-type') ?? 'text/plain')
    .toLowerCase()
    .split(';');
  const kind = mediaType.trim();
  const problem = !response.ok
    ? `The page answered ${response.status}${response.statusText ? ` ${response.statusText}` : ''}.`
    : !readable.test(kind)
      ? `The page is ${kind}, which is not text that can be read here.`
      : Number(response.headers.get('content-length')) > most
        ? tooLarge(most)
        : undefined;
  if (problem !== undefined) {
    await response.body?.cancel();
    throw refuse(problem);
  }
  const charset = parameters.map((parameter) => /^\s*charset="?([^"\s]+)/u.exec(parameter)?.[1]).find(Boolean);
  return { url, mediaType: kind, charset, bytes: await readBytes(response, most) };
}

/** Stops at the first byte too many: what is packed small may be huge when unpacked. */
async function readBytes({ body }: Response, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the stream.
  try {
    for await (const chunk of body ?? []) {
      if (!(chunk instanceof Uint8Array)) continue;
      size += chunk.length;
      if (size > most) throw refuse(tooLarge(most));
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('provider/cut-off', 'The page broke off before its end. Try it again, or go on without it.', {
      cause: error,
    });
  }
  return Buffer.concat(chunks);
}

function tooLarge(most: number): string {
  return `The page is larger than ${most / 1_000_000} MB.`;
}

function refuse(what: string): AppError {
  return new AppError('provider/refused-request', `${what} Try another address, or go on without it.`);
}
