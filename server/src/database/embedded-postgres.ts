// Starts, attaches to, watches and stops the Postgres that Parley brings. It knows nothing of tables.
// Postgres outlives a kill -9 of node on purpose: the next process attaches to it.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@parley/spec';
import { Client } from 'pg';
import type { Log } from '../http/log.ts';
import { withFolderLock } from './folder-lock.ts';
import { findFreePort, isFree } from './free-port.ts';
import { createCluster, dataFolder, halt, launch, readPassword, USER } from './postgres-cluster.ts';
import { findPostgresPrograms, type PostgresPrograms } from './postgres-programs.ts';

export interface EmbeddedPostgres {
  /** Stable as long as the data folder lives: pools find the server again after it was restarted. */
  readonly url: string;
  /** Lets go of the server; the last process that does stops it. */
  close(): Promise<void>;
}

interface EmbeddedPostgresOptions {
  /** Holds the data, the password (0600), the port and the server's own log. Made when missing. */
  readonly folder: string;
  readonly log: Log;
  /** Settings over ours, such as `fsync: 'off'` for tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

const DATABASE = 'parley';
/** Every process that uses the server holds one connection of this name; who counts none others may stop it. */
const KEEPER = 'parley-keeper';
/** How often a new connection is tried, to notice a server that only takes no new ones; in milliseconds. */
const PROBE = 10_000;
const START_PATIENCE = 60_000;

/** A running Postgres of this folder: started, or attached to when another process did. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = path.resolve(options.folder);
  const { log } = options;
  await mkdir(folder, { recursive: true });
  const programs = await findPostgresPrograms();
  const lock = path.join(folder, 'lock');
  const settings = options.settings ?? {};
  const server = await withFolderLock(lock, async () => {
    await createCluster(folder, programs);
    return startServer(folder, programs, settings);
  });

  let closed = false;
  let keeper = server.keeper;
  let recovery: Promise<void> | undefined;

  const recover = async (): Promise<void> => {
    for (let attempt = 1; !closed; attempt += 1) {
      try {
        const again = await withFolderLock(lock, () => startServer(folder, programs, settings, server.port));
        if (again.started) log.warn('The database had stopped and was started again.');
        if (closed) await again.keeper.end();
        else watch(again.keeper);
        return;
      } catch (error) {
        log.error('The database stopped and could not be started again yet.', { attempt, error });
        await sleep(Math.min(5000, 200 * 2 ** attempt));
      }
    }
  };
  const startRecovery = (): void => {
    recovery ??= recover().finally(() => {
      recovery = undefined;
    });
  };
  const watch = (client: Client): void => {
    if (keeper !== client) keeper.end().catch(() => {});
    keeper = client;
    client.once('end', () => {
      if (!closed && keeper === client) startRecovery();
    });
  };
  watch(server.keeper);

  // A server told to stop politely keeps old connections for ever and takes no new ones.
  const probe = setInterval(() => {
    if (closed || recovery) return;
    // Not our database: a connection there would count as a process that holds the server.
    void connectOnce(server.port, server.password, 'postgres')
      .then(
        (client) => client.end(),
        async (error: unknown) => {
          if (closed) return;
          if (isShuttingDown(error)) await halt(folder, programs);
          startRecovery();
        },
      )
      .catch((error: unknown) => log.warn('The database is stopping and does not end.', { error }));
  }, PROBE);
  probe.unref();

  return {
    url: `postgres://${USER}:${server.password}@127.0.0.1:${server.port}/${DATABASE}`,
    close: async () => {
      if (closed) return;
      closed = true;
      clearInterval(probe);
      await recovery;
      await withFolderLock(lock, async () => {
        const alone = await isAlone(keeper);
        await keeper.end().catch(() => {});
        if (alone) await halt(folder, programs);
      });
    },
  };
}

/** Stops the server of a folder when no process holds on to it; for test runs that were killed. */
export async function stopUnusedPostgres(folder: string, log: Log): Promise<void> {
  if (!existsSync(path.join(dataFolder(folder), 'postmaster.pid'))) return;
  const server = await startEmbeddedPostgres({ folder, log });
  await server.close();
}

interface RunningServer {
  readonly port: number;
  readonly password: string;
  readonly keeper: Client;
  readonly started: boolean;
}

/** Attaches, or starts the server and waits until it answers. Only under the folder's lock. */
async function startServer(
  folder: string,
  programs: PostgresPrograms,
  settings: Readonly<Record<string, string>>,
  fixedPort?: number,
): Promise<RunningServer> {
  const password = await readPassword(folder);
  const portFile = path.join(folder, 'port');
  const stored = Number(await readFile(portFile, 'utf8').catch(() => '0'));
  const deadline = Date.now() + START_PATIENCE;
  let port = fixedPort ?? stored;
  let started = false;
  for (;;) {
    let failure: unknown;
    try {
      if (port > 0) return { port, password, keeper: await connectKeeper(port, password), started };
    } catch (error) {
      failure = error;
    }
    // 57P03: it is starting or stopping, and will answer or end by itself.
    if (!isPostgresBusy(failure)) {
      if (fixedPort === undefined && (port === 0 || !(await isFree(port)))) {
        port = await findFreePort();
        await writeFile(portFile, String(port));
      }
      failure = await launch(folder, programs, { ...settings, port: String(port) });
      started ||= failure === undefined;
    }
    if (failure !== undefined && Date.now() > deadline) {
      throw new AppError(
        'internal/storage',
        `The database in ${folder} does not start. Your data was kept. Its own log is ${path.join(folder, 'log')}; look there for the reason.`,
        { cause: failure },
      );
    }
    if (failure !== undefined) await sleep(250);
  }
}

/** A connection that makes sure of our database first. */
async function connectKeeper(port: number, password: string): Promise<Client> {
  const admin = await connectOnce(port, password, 'postgres');
  try {
    const found = await admin.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await admin.query(`create database ${DATABASE}`);
  } finally {
    await admin.end();
  }
  return connectOnce(port, password);
}

async function connectOnce(port: number, password: string, database = DATABASE): Promise<Client> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: USER,
    password,
    database,
    application_name: KEEPER,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  });
  // Without a listener a dropped connection would end the process; 'end' follows and is what we act on.
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  return client;
}

async function isAlone(keeper: Client): Promise<boolean> {
  try {
    const others = await keeper.query<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity
       where application_name = $1 and pid <> pg_backend_pid() and datname = $2`,
      [KEEPER, DATABASE],
    );
    return others.rows[0]?.count === 0;
  } catch {
    // It is gone already, so there is nothing to stop.
    return false;
  }
}

function isPostgresBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57P03';
}

function isShuttingDown(error: unknown): boolean {
  return isPostgresBusy(error) && error instanceof Error && error.message.includes('shutting down');
}
