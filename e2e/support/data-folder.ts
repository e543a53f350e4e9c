// Data folders of servers under test: made fresh, and removed with the embedded database that may still run on them.
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function createDataFolder(): string {
  return mkdtempSync(join(tmpdir(), 'parley-e2e-'));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Stops the database that a killed server left behind, if any, and deletes the folder. */
export async function removeDataFolder(folder: string): Promise<void> {
  for (const file of globSync('**/postmaster.pid', { cwd: folder })) {
    const pid = Number(readFileSync(join(folder, file), 'utf8').split('\n')[0]);
    if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) continue;
    // SIGQUIT is Postgres' immediate stop: there is nothing left to keep.
    process.kill(pid, 'SIGQUIT');
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 50));
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
