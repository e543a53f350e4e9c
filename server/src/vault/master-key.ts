// Where the master keys come from: the environment, else a file in the data folder that only its owner can read.
import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@parley/spec';

const SHORTEST = 32;

/**
 * Master keys: the first seals, all open, so that a key can be replaced. `fromEnvironment` (PARLEY_SECRET_KEY) may hold
 * several with commas between them. Without it, a file is made at the first start.
 */
export async function readMasterKeys(fromEnvironment: string | undefined, dataFolder: string): Promise<string[]> {
  if (fromEnvironment !== undefined && fromEnvironment.trim() !== '') {
    const keys = fromEnvironment.split(',').map((key) => key.trim());
    if (keys.some((key) => key.length < SHORTEST)) {
      throw new AppError(
        'user/bad-request',
        `PARLEY_SECRET_KEY must be at least ${SHORTEST} characters long. Make one with: openssl rand -base64 32`,
      );
    }
    return keys;
  }
  const file = path.join(dataFolder, 'secret-key');
  const stored = (await readKeyFile(file)) ?? (await makeKeyFile(file));
  return stored.split('\n').filter((line) => line !== '');
}

async function readKeyFile(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written aside and linked, so that of two starters both end with the same whole key. */
async function makeKeyFile(file: string): Promise<string> {
  const draft = `${file}.${process.pid}`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await link(draft, file).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  await rm(draft, { force: true });
  return (await readFile(file, 'utf8')).trim();
}
