// Brings a database to the schema of this version. Safe when several processes start at once.
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';

/** Any constant works as long as nothing else in the database uses it; DBOS and run liveness use others. */
const MIGRATION_LOCK = 7_265_431;
const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url));

/** Applies what is missing; the others wait at an advisory lock and then find nothing to do. Needs a direct URL, no pooler. */
export async function migrate(url: string): Promise<void> {
  const client = new Client({
    connectionString: url,
    application_name: 'parley-migrate',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await applyMigrations(drizzle({ client }), { migrationsFolder });
  } finally {
    // Ending the session lets go of the lock, also after an error.
    await client.end();
  }
}
