// The pool every store uses. A connection that drops never ends the process: the pool makes a new one.
import { drizzle, type NodePgDatabase, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import { Pool } from 'pg';
import type { Log } from '../http/log.ts';

/** What stores need: the pool's drizzle, or a transaction of it. */
export type Database = PgDatabase<NodePgQueryResultHKT>;

export interface Connection {
  readonly pool: Pool;
  readonly db: NodePgDatabase;
}

/** A pool of at most `max` connections and drizzle over it. Nothing connects until the first query. */
export function connect(url: string, { log, max = 15 }: { readonly log: Log; readonly max?: number }): Connection {
  const pool = new Pool({
    connectionString: url,
    max,
    application_name: 'parley',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  // Idle connections report here; without a listener node would end the process.
  pool.on('error', (error) => log.warn('A database connection was lost.', { error }));
  // Connections in use report to their query, and once more to this listener.
  pool.on('connect', (client) => client.on('error', () => {}));
  return { pool, db: drizzle({ client: pool }) };
}
