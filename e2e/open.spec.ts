// The first minute of a newcomer: the product opens on a ready example that can be run without a key.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { createDataFolder, removeDataFolder } from './support/data-folder.ts';
import { type ParleyServer, startParley } from './support/parley-server.ts';

// A server of its own: what a first start shows must not depend on what other stories saved.
const dataFolder = createDataFolder();
let server: ParleyServer;

test.beforeAll(async () => {
  server = await startParley({ dataFolder });
});
test.afterAll(async () => {
  await server.stop();
  await removeDataFolder(dataFolder);
});

test('opening the product shows the example mesh, ready to run', async ({ page }) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(server.url);
  await expect(page).toHaveTitle(/Parley/);
  const nodes = page.locator('.react-flow__node');
  await expect(nodes.first()).toBeVisible();
  // An input, two voices, a consensus and an output are the least that can deliberate.
  await expect.poll(() => nodes.count()).toBeGreaterThanOrEqual(5);
  await expect(page.locator('.react-flow__edge').first()).toBeAttached();
  await expect(page.getByRole('button', { name: /^run\b/i })).toBeEnabled();
  expect(faults).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the opening screen has no serious accessibility fault when ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(server.url);
    await expect(page.locator('.react-flow__node').first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => ({ id, targets: nodes.map(({ target }) => target.join(' ')) }));
    expect(serious).toEqual([]);
  });
}
