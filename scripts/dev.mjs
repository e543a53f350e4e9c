// `pnpm dev`: the server restarted on every change, and the web app from Vite with hot reload. Vite hands /api to the server.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './stage.mjs';

const serverPort = process.env.PORT ?? '4600';
const vite = join(root, 'web/node_modules/vite/bin/vite.js');

const processes = [
  { args: ['--watch', '--watch-preserve-output', 'server/src/main.ts'], cwd: root, env: { PORT: serverPort } },
  { args: [vite], cwd: join(root, 'web'), env: { PARLEY_SERVER: `http://127.0.0.1:${serverPort}` } },
].map(({ args, cwd, env }) =>
  spawn(process.execPath, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit'] }),
);

/** Ends both; one without the other is of no use. */
function stop() {
  for (const child of processes) child.kill('SIGTERM');
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
for (const child of processes) {
  child.on('exit', (code) => {
    process.exitCode ||= code ?? 1;
    stop();
  });
}
