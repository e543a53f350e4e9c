// From settings to a migrated database: the one Parley brings, or the one DATABASE_URL names.
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type Health } from '@parley/spec';
import type { Log } from '../http/log.ts';
import { connect, type Connection } from './connect.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { migrate } from './migrate.ts';
import { toStorageError } from './storage-error.ts';

export interface OpenDatabase extends Connection {
  readonly kind: Health['database']['kind'];
  readonly url: string;
  /** Undefined while it answers, else what is wrong in a sentence. */
  fault(): Promise<string | undefined>;
  /** Ends the pool, and the embedded server when no other process uses it. */
  close(): Promise<void>;
}

/** Milliseconds. */
const ANSWER_LIMIT = 3000;
const noAnswer = 'The database does not answer as it should. Nothing can be stored now.';

/** Bytes that a run with its documents may need at once. */
const SPARE = 32 * 1024 * 1024;
const diskFull = 'The disk that holds your data is full. What is saved is kept; make room before you go on.';

interface OpenDatabaseOptions {
  readonly databaseUrl: string | undefined;
  readonly dataFolder: string;
  readonly log: Log;
  /** Told of the password before anything can be logged. */
  readonly onSecret: (value: string) => void;
}

/** Starts, migrates and connects. `internal/storage` says what to do when that is not possible. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  const { databaseUrl, dataFolder, log, onSecret } = options;
  const embedded =
    databaseUrl === undefined
      ? await startEmbeddedPostgres({ folder: path.join(dataFolder, 'postgres'), log })
      : undefined;
  const url = embedded?.url ?? databaseUrl ?? '';
  onSecret(decodeURIComponent(URL.canParse(url) ? new URL(url).password : ''));
  try {
    await migrate(url);
  } catch (error) {
    await embedded?.close();
    throw embedded ? error : explainExternal(url, error);
  }
  const connection = connect(url, { log });
  return {
    ...connection,
    kind: embedded ? 'embedded' : 'external',
    url,
    async fault() {
      if (embedded && (await isDiskFull(dataFolder))) return diskFull;
      const late = sleep(ANSWER_LIMIT, undefined, { ref: false }).then(() => noAnswer);
      const asked = connection.pool.query('select 1').then(
        () => undefined,
        (error: unknown) => toStorageError(error)?.message ?? noAnswer,
      );
      return Promise.race([asked, late]);
    },
    async close() {
      await connection.pool.end();
      await embedded?.close();
    },
  };
}

async function isDiskFull(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < SPARE;
}

function explainExternal(url: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const where = URL.canParse(url) ? new URL(url).host : 'DATABASE_URL';
  if (code === '28P01' || code === '28000') {
    return new AppError('internal/storage', `The Postgres at ${where} refuses the user or password of DATABASE_URL.`, {
      cause: error,
    });
  }
  if (code === '3D000') {
    return new AppError(
      'internal/storage',
      `The Postgres at ${where} has no database of the name in DATABASE_URL. Create it first.`,
      {
        cause: error,
      },
    );
  }
  return toStorageError(error)
    ? new AppError('internal/storage', `No Postgres answers at ${where}. Start it, or correct DATABASE_URL.`, {
        cause: error,
      })
    : error;
}
