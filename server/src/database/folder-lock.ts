// A lock between processes of one machine: a folder that only one can make. It knows nothing of what it guards.
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@parley/spec';

const HEARTBEAT = 2000;
/** A lock that was not touched for this long belongs to nobody: its holder would have. In milliseconds. */
const STALE = 20_000;
const PATIENCE = 90_000;

/** Runs `body` while no other process holds `lockFolder`. A lock left by a dead process is taken over. */
export async function withFolderLock<Result>(lockFolder: string, body: () => Promise<Result>): Promise<Result> {
  await takeLock(lockFolder);
  const heartbeat = setInterval(() => {
    const now = new Date();
    // The folder is gone only when we are about to let go of it.
    utimes(lockFolder, now, now).catch(() => {});
  }, HEARTBEAT);
  try {
    return await body();
  } finally {
    clearInterval(heartbeat);
    await rm(lockFolder, { recursive: true, force: true });
  }
}

async function takeLock(lockFolder: string): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    try {
      await mkdir(lockFolder);
      await writeFile(ownerFile(lockFolder), String(process.pid));
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (await isAbandoned(lockFolder)) await breakLock(lockFolder);
    else if (Date.now() > deadline) {
      throw new AppError(
        'internal/storage',
        `Another Parley has been starting or stopping its database for too long. Stop it, or delete the folder ${lockFolder} if none runs.`,
      );
    } else await sleep(50 + Math.random() * 50);
  }
}

function ownerFile(lockFolder: string): string {
  return path.join(lockFolder, 'owner');
}

async function isAbandoned(lockFolder: string): Promise<boolean> {
  const touched = await stat(lockFolder).catch(() => undefined);
  if (!touched) return false;
  if (Date.now() - touched.mtimeMs > STALE) return true;
  const owner = Number(await readFile(ownerFile(lockFolder), 'utf8').catch(() => ''));
  return Number.isInteger(owner) && owner > 0 && owner !== process.pid && !isAlive(owner);
}

/** Renaming is atomic: of two that want to break one lock, one gets it. */
async function breakLock(lockFolder: string): Promise<void> {
  const grave = `${lockFolder}.${process.pid}.${Date.now()}`;
  await rename(lockFolder, grave).catch(() => {});
  await rm(grave, { recursive: true, force: true });
}

/** Whether a process with this id runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
