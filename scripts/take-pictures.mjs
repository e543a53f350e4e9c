// `pnpm pictures`: makes the pictures in docs/images from the running product. Needs `pnpm build` and a Chromium.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { createDataFolder, removeDataFolder } from '../e2e/support/data-folder.ts';
import { startParley } from '../e2e/support/parley-server.ts';

const images = join(import.meta.dirname, '../docs/images');
mkdirSync(images, { recursive: true });

const dataFolder = createDataFolder();
const server = await startParley({ dataFolder });
const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((path) => path && existsSync(path));
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  chromiumSandbox: process.getuid?.() !== 0,
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 860 }, colorScheme: 'light' });
  await page.goto(server.url);
  await page.locator('.react-flow__node').first().waitFor();
  await page.getByRole('button', { name: /^run\b/i }).click();
  await page.getByText('What several voices rest on').last().waitFor();
  await page.getByRole('button', { name: /fit/i }).first().click();
  await page.waitForTimeout(1000);
  await page.screenshot({ path: join(images, 'first-run.png') });
} finally {
  await browser.close();
  await server.stop();
  await removeDataFolder(dataFolder);
}
