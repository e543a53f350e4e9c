// Keeps a long-lived child and whoever started us in step: signals go down, the exit code comes up, and nobody is left behind.
// Dependency-free. It does not know what the child does.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root, stopStages } from './stage.mjs';

/** Milliseconds a server may take to stop before it is ended. */
const patience = 20_000;
let server;
let stopping = false;

/** Asks the server, or the stage at work, to stop; ends it when it does not. */
function stop(code) {
  if (stopping) return;
  stopping = true;
  stopStages('SIGTERM');
  if (!server) process.exit(code);
  server.kill('SIGTERM');
  setTimeout(() => server.kill('SIGKILL'), patience).unref();
}

/** Passes signals on from now on, and notices when the parent is gone. */
export function watchForEnd() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal gives Ctrl-C to the server as well, and the server takes a second signal for impatience.
      if (signal === 'SIGINT' && server && process.stdin.isTTY) return;
      stop(128 + constants.signals[signal]);
    });
  }
  // SIGTERM to `npm start` ends npm and its shell without a word to us.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop(128 + constants.signals.SIGTERM);
  }, 250).unref();
  // Whoever read our output may be gone as well; that must not keep the server from stopping.
  process.stdout.on('error', () => {});
}

/** Starts the server as a direct child with our standard streams; resolves with the exit code we should end with. */
export function runServer(command, args, env) {
  return new Promise((resolve) => {
    server = spawn(command, args, { cwd: root, env, stdio: 'inherit' });
    server.on('error', (error) => {
      process.stderr.write(`The server could not be started: ${error.message}\n`);
      resolve(1);
    });
    server.on('exit', (code, signal) => {
      stopping = true;
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}
