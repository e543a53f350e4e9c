// Runs the stories against the built product: one real server with its own data, one real Chromium.
// It expects `web/dist` to be built; `npm test` sees to that.
import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';

const port = Number(process.env['PARLEY_E2E_PORT'] ?? 4610);
const baseURL = `http://127.0.0.1:${port}`;
const inCi = Boolean(process.env['CI']);
// Chromium refuses its own sandbox to root.
const asRoot = process.getuid?.() === 0;

const executablePath = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path !== undefined && existsSync(path),
);

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  // One server and one database serve all stories; they run one after the other.
  workers: 1,
  fullyParallel: false,
  forbidOnly: inCi,
  // A second try tells a busy machine from a fault; it is counted as flaky and its trace is kept.
  retries: inCi ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['list'], ['json']] : [['list']],
  use: {
    baseURL,
    trace: 'retain-on-failure',
    launchOptions: {
      chromiumSandbox: !asRoot,
      ...(executablePath !== undefined && { executablePath }),
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [{ name: 'desktop', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } }],
  webServer: {
    command: `"${process.execPath}" support/serve.ts`,
    url: `${baseURL}/api/health`,
    timeout: 120_000,
    stdout: 'ignore',
    stderr: 'pipe',
    env: { PORT: String(port) },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
  },
});
