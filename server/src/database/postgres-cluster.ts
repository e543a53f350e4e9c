// The cluster on disk: making it, and the programs that start and stop its server. It does not decide when.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@parley/spec';
import type { PostgresPrograms } from './postgres-programs.ts';
import { clearStalePidFile } from './stale-pid-file.ts';

/** The user of every connection. */
export const USER = 'parley';
const MAJOR = '18';

/** Small on purpose: one person's meshes, beside a Node process and a browser. Durable on purpose: `fsync` stays on. */
const baseSettings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '32MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  min_wal_size: '32MB',
  max_wal_size: '256MB',
  io_method: 'sync',
  max_worker_processes: '2',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  autovacuum_max_workers: '1',
  jit: 'off',
  log_min_messages: 'warning',
};

/** Where Postgres keeps its own files. */
export function dataFolder(folder: string): string {
  return path.join(folder, 'data');
}

/** Makes the cluster beside its final place and renames it, so that a half-made one is never taken for whole. */
export async function createCluster(folder: string, programs: PostgresPrograms): Promise<void> {
  const data = dataFolder(folder);
  const versionFile = path.join(data, 'PG_VERSION');
  if (existsSync(versionFile)) {
    const major = (await readFile(versionFile, 'utf8')).trim();
    if (major !== MAJOR) {
      throw new AppError(
        'internal/storage',
        `The data in ${folder} was made by Postgres ${major}, and this Parley brings Postgres ${MAJOR}. Nothing was changed. Use the Parley that made it, or set PARLEY_DATA to another folder.`,
      );
    }
    return;
  }
  const draft = path.join(folder, 'data.new');
  await rm(draft, { recursive: true, force: true });
  const passwordFile = path.join(folder, 'password');
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  await chmod(passwordFile, 0o600);
  await mkdir(draft, { mode: 0o700 });
  for (const target of [folder, passwordFile, draft]) await programs.handOver(target);
  const encoding = ['-E', 'UTF8', '--no-locale'];
  const access = ['-U', USER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  await programs
    .initdb('-D', draft, ...access, ...encoding, '--no-sync', '--no-instructions')
    .catch((error: unknown) => {
      throw new AppError(
        'internal/storage',
        `The database could not be made in ${folder}. Check that this user may write there and that the disk has room, or set PARLEY_DATA to another folder.`,
        { cause: error },
      );
    });
  await rename(draft, data);
}

/** The password of the cluster; it never changes. */
export async function readPassword(folder: string): Promise<string> {
  return (await readFile(path.join(folder, 'password'), 'utf8')).trim();
}

/** Starts the server with our settings and these over them; gives the error of a start that failed. */
export async function launch(
  folder: string,
  programs: PostgresPrograms,
  settings: Readonly<Record<string, string>>,
): Promise<unknown> {
  const data = dataFolder(folder);
  const logFile = path.join(folder, 'log');
  const logSize = (await stat(logFile).catch(() => undefined))?.size ?? 0;
  if (logSize > 5 * 1024 * 1024) await rename(logFile, `${logFile}.old`);
  await clearStalePidFile(data);
  const flags = Object.entries({ ...baseSettings, ...settings }).map(([name, value]) => `-c ${name}=${value}`);
  try {
    await programs.pgCtl('start', '-D', data, '-l', logFile, '-w', '-t', '60', '-s', '-o', flags.join(' '));
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Ends the server at once, with every connection to it; what was committed is kept. */
export async function halt(folder: string, programs: PostgresPrograms): Promise<void> {
  await programs.pgCtl('stop', '-D', dataFolder(folder), '-m', 'fast', '-w', '-t', '30');
}
