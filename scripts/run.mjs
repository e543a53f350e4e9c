// `npm start` and `npm test`: from a fresh clone with nothing but Node 18+ and npm to a running product or a verdict.
// Dependency-free until the install is done. It does not know what the server or the tests do.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideBrowser } from './browser.mjs';
import { binary, reportTo, root, run, stage } from './stage.mjs';
import { runServer, watchForEnd } from './supervise.mjs';
import { environment, findMissing, takeFromNpm } from './toolchain.mjs';

const windows = process.platform === 'win32';
const [task, ...words] = process.argv.slice(2);
// npm before 7 passes its own `--` on; the command line has a use for one.
const rest = task === 'parley' ? words : words.filter((argument) => argument !== '--');

/** Whether the packages of this lockfile are installed, so that a command line need not wait for pnpm to say so. */
function isInstalled() {
  try {
    const installed = readFileSync(join(root, 'node_modules', '.pnpm', 'lock.yaml'), 'utf8');
    return installed === readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8');
  } catch {
    return false;
  }
}

/** Makes node, pnpm and the packages ready; resolves with `{ node, env }`, or undefined after it reported a fault. */
async function prepare() {
  let tools = { node: process.execPath, env: environment() };
  const missing = await findMissing();
  if (missing.length > 0) {
    const fetched = await stage(`fetch ${missing.join(' and ')}`, async () => {
      tools = await takeFromNpm(missing);
      return tools;
    });
    if (!fetched.ok) return undefined;
  }
  const { node, env } = tools;
  const installed = await stage('install', () =>
    run('pnpm', ['install', '--frozen-lockfile'], { env, shell: windows }),
  );
  return installed.ok ? { node, env } : undefined;
}

function build({ env }) {
  return stage('build', () => run('pnpm', ['--filter', '@parley/web', 'build'], { env, shell: windows }));
}

async function start() {
  const tools = await prepare();
  if (!tools || !(await build(tools)).ok) return 1;
  return runServer(tools.node, ['server/src/main.ts', ...rest], tools.env);
}

/** Counts the tests in a report; a run that failed outside its tests, or left no report, counts as one failure more. */
function count(result, file, read) {
  let counts = { passed: 0, failed: 0 };
  try {
    counts = read(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    return {
      ...result,
      code: result.code || 1,
      output: `${result.output}\nThere is no report: ${error.message}`,
      ...counts,
      failed: 1,
    };
  }
  return { ...result, ...counts, failed: counts.failed || (result.code === 0 ? 0 : 1) };
}

async function unit({ node, env }, folder, args) {
  const report = join(folder, 'unit.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const result = await run(node, [binary('vitest'), 'run', ...reporters, ...args], { env });
  return count(result, report, (json) => ({ passed: json.numPassedTests, failed: json.numFailedTests }));
}

async function stories({ node, env }, folder, args) {
  const report = join(folder, 'stories.json');
  // Playwright colours by its own rules and warns of ours.
  const { NO_COLOR: _, ...plain } = env;
  const command = [binary('@playwright/test', 'playwright'), 'test', '--config', 'e2e/playwright.config.ts', ...args];
  const result = await run(node, command, { env: { ...plain, PLAYWRIGHT_JSON_OUTPUT_FILE: report } });
  return count(result, report, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    retried: stats.flaky,
  }));
}

const parts = ['check', 'unit', 'e2e'];

async function test() {
  const tools = await prepare();
  if (!tools) return close([{ name: 'install', ok: false, seconds: 0, passed: 0, failed: 1 }]);
  const named = rest.filter((argument) => parts.includes(argument));
  const wanted = named.length > 0 ? named : parts;
  const args = rest.filter((argument) => !parts.includes(argument));
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-'));
  const results = [];
  try {
    if (wanted.includes('check')) {
      const { runChecks } = await import('./check.mjs');
      results.push(...(await runChecks(tools.node, tools.env)));
    }
    if (wanted.includes('unit')) results.push(await stage('unit tests', () => unit(tools, folder, args)));
    if (wanted.includes('e2e')) {
      const built = await build(tools);
      results.push(built);
      let browser;
      const found = await stage('browser', async () => {
        browser = await provideBrowser(tools.node, tools.env);
        return browser;
      });
      results.push(found);
      if (built.ok && found.ok) {
        const withBrowser = { ...tools, env: { ...tools.env, CHROMIUM_PATH: browser.path } };
        results.push(await stage('browser tests', () => stories(withBrowser, folder, args)));
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return close(results);
}

/** Prints what failed and the closing line; returns the exit code. */
function close(results) {
  const sum = (field) => results.reduce((total, result) => total + result[field], 0);
  const failures = results.filter((result) => !result.ok).map((result) => result.name);
  if (failures.length > 0) process.stdout.write(`\nFailed: ${failures.join(', ')}\n`);
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed\n`);
  return failures.length === 0 ? 0 : 1;
}

/** The command line. Standard output is its own: what has to be fetched first is told on standard error. */
async function parley() {
  let tools = { node: process.execPath, env: process.env };
  if (!process.features.typescript || !isInstalled()) {
    reportTo(process.stderr);
    tools = await prepare();
    if (!tools) return 1;
  }
  const env = { ...tools.env, PARLEY_FOLDER: process.env.INIT_CWD ?? process.cwd() };
  return runServer(tools.node, ['packages/cli/src/main.ts', ...rest], env);
}

watchForEnd();
const tasks = { start, test, parley };
if (Object.hasOwn(tasks, task)) process.exitCode = await tasks[task]();
else {
  process.stderr.write('Use `npm start`, `npm run parley -- --help`, or `npm test` with any of: -- check unit e2e\n');
  process.exitCode = 2;
}
