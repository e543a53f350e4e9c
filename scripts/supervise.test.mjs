// A launcher with a small child, ended in the ways in which `npm start` is ended: no child may stay behind.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './stage.mjs';

const supervise = JSON.stringify(join(root, 'scripts/supervise.mjs'));
/** Says its process id, stops on SIGTERM with code 7. */
const child =
  "process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1000); console.log('child ' + process.pid);";
const launcher = [
  `import(${supervise}).then(async ({ watchForEnd, runServer }) => {`,
  "watchForEnd(); console.log('launcher ' + process.pid);",
  `process.exitCode = await runServer(process.execPath, ['-e', ${JSON.stringify(child)}], process.env); })`,
].join('');

/** Starts the launcher, below another process when `below`; resolves when the child has spoken. */
async function startLauncher({ below }) {
  const outer = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(launcher)}], { stdio: 'inherit' })`;
  const started = spawn(process.execPath, ['-e', below ? outer : launcher], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  for await (const chunk of started.stdout) {
    output += chunk;
    if (/child \d+\n/.test(output)) break;
  }
  const pid = (name) => Number(new RegExp(`${name} (\\d+)`).exec(output)?.[1]);
  return { started, launcherPid: pid('launcher'), childPid: pid('child') };
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'])('%s reaches the child, and its exit code comes back', async (signal) => {
  const { started, childPid } = await startLauncher({ below: false });
  const ended = once(started, 'exit');
  started.kill(signal);
  expect(await ended).toEqual([7, null]);
  expect(isAlive(childPid)).toBe(false);
});

test('when whoever started the launcher is killed, the launcher and the child end', async () => {
  const { started, launcherPid, childPid } = await startLauncher({ below: true });
  expect([isAlive(launcherPid), isAlive(childPid)]).toEqual([true, true]);
  started.kill('SIGKILL');
  await expect.poll(() => [isAlive(launcherPid), isAlive(childPid)], { timeout: 20_000 }).toEqual([false, false]);
});
