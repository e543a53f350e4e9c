// Finds a Node and a pnpm that can run Parley, and takes from npm only what is missing or too old.
// Dependency-free; it must run on any Node >= 18.
import { tmpdir } from 'node:os';
import { delimiter, dirname } from 'node:path';
import { run } from './stage.mjs';

const windows = process.platform === 'win32';
const oldestPnpm = [10, 34];
const fromNpm = { node: 'node@24.21.0', pnpm: 'pnpm@12.21.0' };

/** Whether a version such as `v22.18.1` is `[major, minor]` or newer. */
export function isAtLeast(version, [major, minor]) {
  const [, foundMajor, foundMinor] = /^v?(\d+)\.(\d+)\./.exec(version.trim()) ?? [];
  if (foundMajor === undefined) return false;
  return Number(foundMajor) === major ? Number(foundMinor) >= minor : Number(foundMajor) > major;
}

/** What has to come from npm: the names of the tools that are absent or too old. */
export async function findMissing() {
  // The server is TypeScript that Node runs as it is: from 22.18 on, without a flag.
  const missing = process.features.typescript ? [] : ['node'];
  const pnpm = await run('pnpm', ['--version'], { shell: windows });
  if (pnpm.code !== 0 || !isAtLeast(pnpm.output, oldestPnpm)) missing.push('pnpm');
  return missing;
}

/** `{ code, output, node, env }`: the Node to start things with and the environment in which `node` and `pnpm` are the right ones. */
export async function takeFromNpm(missing) {
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js')
    ? { command: process.execPath, args: [process.env.npm_execpath] }
    : { command: 'npm', args: [] };
  const script = 'JSON.stringify([process.execPath,process.env.PATH])';
  // Outside the repository: npm would otherwise read our package.json, and it does not know `workspace:`.
  const result = await run(
    npm.command,
    [
      ...npm.args,
      'exec',
      '--yes',
      '--prefer-offline',
      '--loglevel=error',
      ...missing.map((tool) => `--package=${fromNpm[tool]}`),
      '--',
      'node',
      '-p',
      script,
    ],
    {
      cwd: tmpdir(),
      env: { ...process.env, npm_config_local_prefix: tmpdir() },
      shell: windows && npm.command === 'npm',
    },
  );
  const answer = /^\["(?:.*)"\]$/m.exec(result.output)?.[0];
  if (result.code !== 0 || answer === undefined) {
    const advice = `Node 22.18 or newer and pnpm ${oldestPnpm.join('.')} or newer are needed. npm could not fetch ${missing.join(' and ')}; install them yourself and try again.\n`;
    return { code: result.code || 1, output: `${result.output}\n${advice}` };
  }
  const [node, path] = JSON.parse(answer);
  return { code: 0, output: '', node, env: environment(path.split(delimiter), node) };
}

/** The environment for everything the launcher starts. */
export function environment(folders = [], node = process.execPath) {
  const known = (process.env.PATH ?? '').split(delimiter);
  const added = folders.filter((folder) => folder.includes('_npx') && !known.includes(folder));
  const env = { ...process.env, PATH: [...added, dirname(node), ...known].join(delimiter) };
  if (!process.stdout.isTTY) {
    // Output that is read later, in a log, is easier to read without colours.
    env.NO_COLOR = '1';
    delete env.FORCE_COLOR;
  }
  return env;
}
