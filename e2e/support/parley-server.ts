// Starts a real Parley server as a child process, with its own port and data, and ends it politely or not at all.
// It knows the product only by its command, its environment and GET /api/health.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { dirname } from 'node:path';

const root = dirname(dirname(import.meta.dirname));

export interface ServerOptions {
  /** Absent: any free port. */
  readonly port?: number;
  readonly dataFolder: string;
  /** Added to the environment, for keys and addresses of providers. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface ParleyServer {
  readonly url: string;
  readonly port: number;
  /** Everything the server printed so far. */
  output(): string;
  /** SIGTERM; resolves with the exit code once the process is gone. */
  stop(): Promise<number | null>;
  /** SIGKILL: nothing is saved on the way out, and an embedded database stays behind. */
  kill(): Promise<void>;
}

/** What a server must not inherit: a story decides itself which database and which keys there are. */
const inherited = /(^DATABASE_URL|_API_KEY|_BASE_URL|^PARLEY_.*)$/;

function serverEnvironment(port: number, { dataFolder, env }: ServerOptions): NodeJS.ProcessEnv {
  const clean = Object.entries(process.env).filter(([name]) => !inherited.test(name));
  return { ...Object.fromEntries(clean), HOST: '127.0.0.1', PORT: String(port), PARLEY_DATA: dataFolder, ...env };
}

/** A port that nobody listens on now. */
async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('The probe has no port.');
  return address.port;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/health`)).ok;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (!hasEnded(child)) {
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
  return child.exitCode;
}

/** Resolves when the server answers its health check; throws with its output when it ends before that. */
export async function startParley(options: ServerOptions): Promise<ParleyServer> {
  const port = options.port ?? (await findFreePort());
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['server/src/main.ts'], {
    cwd: root,
    env: serverEnvironment(port, options),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const output = (): string => Buffer.concat(chunks).toString();
  while (!(await isHealthy(url))) {
    if (hasEnded(child)) throw new Error(`The server ended before it was ready:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    port,
    output,
    stop: () => end(child, 'SIGTERM'),
    kill: async () => {
      await end(child, 'SIGKILL');
    },
  };
}
