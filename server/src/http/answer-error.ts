// The one HTTP error handler: picks the status, writes an ErrorBody, and keeps what is not meant for a browser in the log.
import { randomUUID } from 'node:crypto';
import { AppError, type ErrorBody, toFault } from '@parley/spec';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { toStorageError } from '../database/storage-error.ts';
import type { Log } from './log.ts';
import { RequestRefused } from './request-refused.ts';

interface ErrorAnswerParts {
  readonly log: Log;
  readonly redact: (text: string) => string;
}

/** An `app.onError` handler. Every body it sends has passed the redactor. */
export function createErrorAnswer({ log, redact }: ErrorAnswerParts): (error: Error, context: Context) => Response {
  return (error, context) => {
    const known = toKnownError(error);
    const request = { method: context.req.method, path: context.req.path };
    const body: ErrorBody = { fault: toFault(known), ...(known instanceof RequestRefused && known.details) };
    if (body.fault.code === 'internal/bug') {
      body.reference = randomUUID();
      log.error('A request failed.', { ...request, reference: body.reference, error });
    } else if (body.fault.code === 'internal/storage') {
      log.warn('The database did not take a request.', { ...request, error });
    }
    context.header('Cache-Control', 'no-store');
    context.header('Content-Type', 'application/json');
    return context.body(redact(JSON.stringify(body)), known instanceof AppError ? known.status : 500);
  };
}

function toKnownError(error: Error): Error {
  if (error instanceof AppError) return error;
  if (error instanceof HTTPException) {
    return new AppError('user/bad-request', toRequestWords(error.message), { cause: error });
  }
  const storage = toStorageError(error);
  if (storage) return storage;
  // Postgres: a text that no database of ours can hold, such as an id with a NUL in it.
  if (error.cause instanceof Error && 'code' in error.cause && error.cause.code === '22021') {
    return new AppError(
      'user/bad-request',
      'The request holds a character that cannot be stored. Nothing was changed.',
      {
        cause: error,
      },
    );
  }
  return error;
}

function toRequestWords(message: string): string {
  if (message.startsWith('Malformed JSON')) {
    return 'The body is not valid JSON, so nothing was changed. Send one JSON object.';
  }
  if (message.startsWith('Malformed FormData')) {
    return 'The upload could not be read, so nothing was stored. Send it as multipart/form-data with a field named "file".';
  }
  return 'The request could not be read, so nothing was changed.';
}
