// Finds a Chromium for the browser tests, or installs one.
// Dependency-free; what it returns is what e2e/playwright.config.ts expects in CHROMIUM_PATH.
import { existsSync } from 'node:fs';
import { binary, root, run } from './stage.mjs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
];

/** The Chromium that is already there, or undefined: CHROMIUM_PATH, then the usual places, then Playwright's own. */
async function findBrowser(node, env) {
  if (env.CHROMIUM_PATH && existsSync(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
  const place = places.find((path) => existsSync(path));
  if (place) return place;
  const script = "import('@playwright/test').then(({ chromium }) => console.log(chromium.executablePath()))";
  const own = await run(node, ['-e', script], { cwd: root, env });
  const path = own.output.trim();
  return own.code === 0 && existsSync(path) ? path : undefined;
}

/** `{ code, output, path }` of a Chromium that exists; installs one when there is none. */
export async function provideBrowser(node, env) {
  const found = await findBrowser(node, env);
  if (found) return { code: 0, output: '', path: found };
  const attempts = [[node, [binary('@playwright/test', 'playwright'), 'install', '--no-shell', 'chromium']]];
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    // Another apt-get may be at work on the machine: wait for its lock.
    const apt = ['-o', 'DPkg::Lock::Timeout=300', '-y'];
    attempts.push(
      ['apt-get', [...apt, 'update']],
      ['apt-get', [...apt, 'install', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']],
    );
  }
  let output = '';
  for (const [command, args] of attempts) {
    const result = await run(command, args, { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } });
    output += result.output;
    const path = await findBrowser(node, env);
    if (path) return { code: 0, output, path };
  }
  const advice = 'No Chromium was found and none could be installed. Install one, or name it in CHROMIUM_PATH.\n';
  return { code: 1, output: `${output}\n${advice}` };
}
