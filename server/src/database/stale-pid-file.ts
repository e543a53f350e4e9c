// After a crash or a reboot Postgres' pid file can name a process that has nothing to do with it; Postgres then refuses to start.
import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { isAlive } from './folder-lock.ts';

/** Removes `postmaster.pid` when the process it names lives and is not the Postgres of this data folder. */
export async function clearStalePidFile(data: string): Promise<void> {
  const pidFile = path.join(data, 'postmaster.pid');
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  // Postgres itself clears the file of a dead process.
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return;
  const command = await commandOf(pid);
  if (command !== undefined && !(command.includes('postgres') && command.includes(data)))
    await rm(pidFile, { force: true });
}

/** The command line of a process; undefined when this system does not tell. */
async function commandOf(pid: number): Promise<string | undefined> {
  try {
    if (process.platform === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    if (process.platform === 'win32') return undefined;
    const { stdout } = await promisify(execFile)('ps', ['-p', String(pid), '-o', 'command=']);
    return stdout;
  } catch {
    return undefined;
  }
}
