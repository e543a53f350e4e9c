// Runs one stage of the launcher: a line when it starts, its seconds when it ends, and its whole output only when it fails.
// Dependency-free. It knows nothing of what the stages are.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const running = new Set();

/** Ends every process that `run` started and that still runs. */
export function stopStages(signal) {
  for (const child of running) child.kill(signal);
}

/** The path of a command of a package that the root depends on; start it with Node. */
export function binary(packageName, command = packageName) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/** Runs a command without standard input; resolves with its exit code and everything it printed, and never rejects. */
export function run(command, args, { cwd = root, env = process.env, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    const end = (code, words) => {
      running.delete(child);
      resolve({ code, output: Buffer.concat(chunks).toString() + words });
    };
    child.on('error', (error) => end(127, `${command} could not be started: ${error.message}\n`));
    child.on('close', (code) => end(code ?? 1, ''));
  });
}

let report = process.stdout;

/** Where stages report from now on; standard output unless it is wanted for something else. */
export function reportTo(stream) {
  report = stream;
}

/**
 * Reports `work` on one line; `work` resolves with `{ code, output }` and may add `passed`, `failed` and
 * `retried`, those of the passed that needed a second try.
 * Resolves with the stage's name, seconds, `ok` and counts; a stage that counts nothing counts as one.
 */
export async function stage(name, work) {
  const started = Date.now();
  report.write(`${name.padEnd(22)} `);
  const { code, output, passed, failed, retried } = await work();
  const seconds = (Date.now() - started) / 1000;
  const ok = code === 0 && !failed;
  const tries = retried ? ` (${retried} at the second try)` : '';
  const counts = passed === undefined ? '' : `  ${passed} passed${tries}${failed ? `, ${failed} failed` : ''}`;
  report.write(`${ok ? 'ok    ' : 'FAILED'} ${seconds.toFixed(1).padStart(6)} s${counts}\n`);
  if (!ok) report.write(`\n${output.trimEnd()}\n\n`);
  return { name, ok, seconds, passed: passed ?? (ok ? 1 : 0), failed: failed ?? (ok ? 0 : 1) };
}
