// Tells a database that cannot be reached or written from a bug of ours. Knows Postgres' codes and pg's words.
import { AppError } from '@parley/spec';

const lostConnection =
  /Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable|Client was closed/;
const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
]);

/** `internal/storage` when the error, or a cause of it, says that the database is away, full or read-only. */
export function toStorageError(error: unknown): AppError | undefined {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth += 1) {
    if (cause instanceof AppError && cause.code === 'internal/storage') return cause;
    // Wrapped by a layer that does not know databases; any other AppError has a meaning of its own.
    if (cause instanceof AppError && cause.code !== 'internal/bug') return undefined;
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    if (code === '53100' || /No space left on device/i.test(cause.message)) {
      return storageError('The disk of the database is full. Nothing was changed. Make room, then try again.', error);
    }
    if (code === '25006') {
      return storageError('The database only allows reading now. Nothing was changed. Try again later.', error);
    }
    // 08 connection, 53 out of resources, 57P server stopping or starting, 58 its disk failed.
    if (/^(08|53|57P|58)/.test(code) || socketCodes.has(code) || lostConnection.test(cause.message)) {
      return storageError(
        'Parley cannot reach its database now. Nothing was changed. It tries to connect again by itself; try again in a few seconds.',
        error,
      );
    }
  }
  return undefined;
}

function storageError(message: string, cause: unknown): AppError {
  return new AppError('internal/storage', message, { cause });
}
