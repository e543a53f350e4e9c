// The faults of a file that was uploaded, in words.
import { AppError } from '@parley/spec';

/** In UTF-16 code units: a book of about 2,500 pages. */
export const TEXT_LIMIT = 5_000_000;

/** A fault of the file itself, as one sentence of what and one of what to do. */
export function refuse(title: string, what: string, next: string, cause?: unknown): AppError {
  return new AppError('user/bad-document', `"${title}" ${what}, so nothing was stored. ${next}`, { cause });
}

/** The text of a file is over TEXT_LIMIT. */
export function tooMuchText(title: string): AppError {
  const limit = TEXT_LIMIT.toLocaleString('en');
  return new AppError(
    'limit/too-large',
    `"${title}" holds more than ${limit} characters of text, so nothing was stored. Split it and upload the parts you need.`,
  );
}
