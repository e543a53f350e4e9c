// Real databases for tests: one shared Postgres a checkout, a fresh database a test file.
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { connect, type Connection } from '../database/connect.ts';
import { startEmbeddedPostgres } from '../database/embedded-postgres.ts';
import { migrate } from '../database/migrate.ts';
import { createLog } from '../http/log.ts';

/** Where the shared Postgres lives; it is stopped by `stop-test-postgres.ts` at the end of a test run. */
export const testPostgresFolder = fileURLToPath(
  new URL('../../../node_modules/.cache/parley-test-postgres', import.meta.url),
);

export const testLog = createLog({ redact: (text) => text, write: (line) => process.stderr.write(line) });

export interface TestDatabase extends Connection {
  readonly url: string;
  /** Ends the pool and deletes the database. */
  drop(): Promise<void>;
}

/** A fresh, migrated database; `migrated: false` leaves it empty. Call `drop` in `afterAll`. */
export async function createTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const server = await sharedServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(server.url, `create database ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  if (migrated) await migrate(url.href);
  const connection = connect(url.href, { log: testLog, max: 8 });
  return {
    ...connection,
    url: url.href,
    drop: async () => {
      await connection.pool.end();
      await administer(server.url, `drop database if exists ${name} with (force)`);
    },
  };
}

let shared: ReturnType<typeof startEmbeddedPostgres> | undefined;

async function sharedServer() {
  // Nothing of a test survives a power cut, so nothing has to wait for the disk.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };
  shared ??= startEmbeddedPostgres({ folder: testPostgresFolder, log: testLog, settings });
  return shared;
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
