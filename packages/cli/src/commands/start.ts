// `parley start`: the server with its canvas, in a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@parley/spec';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { productFolder } from '../product-folder.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { findServer } from '../remote/find-server.ts';

export interface StartOptions {
  readonly port?: string;
  readonly data?: string;
}

/** Serves until it is stopped. Says so, and starts nothing, when a Parley runs at that address already. */
export async function start({ port, data }: StartOptions, terminal: Terminal): Promise<ExitCode> {
  const { err, out, signal, folder } = terminal;
  const environment = {
    ...terminal.environment,
    ...(port !== undefined && { PORT: port }),
    ...(data !== undefined && { PARLEY_DATA: path.resolve(folder, data) }),
  };
  const running = environment.PORT === '0' ? undefined : await findServer({ environment });
  if (running !== undefined) {
    out.line(`Parley is ready at ${running}`);
    err.line('It was running already; nothing was started.');
    return exitCodes.done;
  }
  if (!existsSync(path.join(productFolder, 'web', 'dist', 'index.html'))) {
    err.line('The canvas is not built, so only the API is served. `npm start` builds it first.');
  }
  const program = path.join(productFolder, 'server', 'src', 'main.ts');
  const server = spawn(process.execPath, [program], { env: environment, stdio: ['ignore', 'inherit', 'inherit'] });
  const stop = () => server.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    await once(server, 'exit');
  } catch (error) {
    throw new AppError('internal/storage', 'The server could not be started.', { cause: error });
  }
  if (signal.aborted) return exitCodes.cancelled;
  return server.exitCode === 0 ? exitCodes.done : exitCodes.failed;
}
