// What the environment says about how the server starts. It starts nothing.
import path from 'node:path';
import { AppError } from '@parley/spec';

export interface Settings {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Holds the database, the master key and nothing that could not be backed up by copying it. */
  readonly dataFolder: string;
  /** Absent: the database that Parley brings. */
  readonly databaseUrl: string | undefined;
  /** Hosts of this machine and of private networks that agents may read pages from: `host` or `host:port`. */
  readonly privateHosts?: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** PORT (4600), HOST (127.0.0.1), PARLEY_DATA (`.parley` beside the code), DATABASE_URL and PARLEY_ALLOW_PRIVATE_HOSTS (none). */
export function readSettings(environment: Environment, root: string): Settings {
  const given = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const port = given('PORT') ?? '4600';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new AppError('user/bad-request', `PORT must be a number from 0 to 65535, and it is "${port}".`);
  }
  const databaseUrl = given('DATABASE_URL');
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new AppError('user/bad-request', 'DATABASE_URL must begin with postgres:// or postgresql://.');
  }
  return {
    port: Number(port),
    host: given('HOST') ?? '127.0.0.1',
    dataFolder: path.resolve(given('PARLEY_DATA') ?? path.join(root, '.parley')),
    databaseUrl,
    privateHosts: readHosts(given('PARLEY_ALLOW_PRIVATE_HOSTS')),
  };
}

/** Names by comma. A whole address would never match, so it is refused rather than ignored. */
function readHosts(list = ''): string[] {
  const hosts = list.split(',').map((host) => host.trim());
  const wrong = hosts.find((host) => host.includes('/') || /\s/u.test(host));
  if (wrong !== undefined) {
    throw new AppError(
      'user/bad-request',
      `PARLEY_ALLOW_PRIVATE_HOSTS takes hosts by comma, such as wiki.local or 192.168.1.5:3000, and one is "${wrong}".`,
    );
  }
  return hosts.filter(Boolean);
}

/** Whether a server bound to this name can only be reached from this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
