// A key is tested as soon as it is saved and by one click, in words that say what to do; limits are typed once and kept.
import { createServer, type Server } from 'node:http';
import { expect, type Page, test } from '@playwright/test';
import { createDataFolder, removeDataFolder } from './support/data-folder.ts';
import { MeshPage } from './support/mesh-page.ts';
import { type ParleyServer, startParley } from './support/parley-server.ts';
import { agentOf, createSample, saveMesh } from './support/sample-mesh.ts';

const good = 'sk-canary-7c41b-good';
let dataFolder: string;
let parley: ParleyServer;
let vendor: Server;

test.beforeAll(async () => {
  vendor = createServer(({ headers }, response) => {
    const known = headers['x-api-key'] === good || headers.authorization === `Bearer ${good}`;
    const body = known
      ? { data: ['claude-opus-5-5', 'claude-sonnet-5-5'].map((id) => ({ id })) }
      : { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } };
    response.writeHead(known ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => {
    vendor.listen(0, '127.0.0.1', resolve);
  });
  const address = vendor.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  dataFolder = createDataFolder();
  parley = await startParley({ dataFolder, env: { ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}` } });
});
test.afterAll(async () => {
  await parley.stop();
  vendor.closeAllConnections();
  vendor.close();
  await removeDataFolder(dataFolder);
});

async function openAnthropic(page: Page) {
  const mesh = new MeshPage(page);
  await mesh.header.getByRole('button', { name: 'Models' }).click();
  const claude = page.getByRole('group', { name: 'Claude', exact: true });
  await claude.getByText(/^(Ways to connect|Routes, models and terms)/).click();
  await claude.getByRole('button', { name: /^(Connect|Settings) Anthropic$/ }).click();
  return claude.getByRole('region', { name: 'Settings of Anthropic' });
}

test('a key is tested when it is saved and when one asks, and limits are kept', async ({ page }) => {
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, createSample('Test', [agentOf('Advocate', 'claude')], 'Words.')));
  let anthropic = await openAnthropic(page);
  await expect(anthropic.getByRole('button', { name: 'Test Anthropic' })).toBeHidden();
  await anthropic.getByLabel('Anthropic API key').fill('sk-mistyped-0000');
  await anthropic.getByRole('button', { name: 'Save', exact: true }).first().click();
  await expect(anthropic.getByRole('status')).toContainText(
    'Anthropic does not accept this key. Copy it once more from',
  );

  await anthropic.getByRole('button', { name: 'Replace' }).click();
  await anthropic.getByLabel('Anthropic API key').fill(good);
  await anthropic.getByRole('button', { name: 'Save', exact: true }).first().click();
  await expect(anthropic.getByRole('status')).toContainText('Anthropic accepts the key and offers 2 models.');

  await anthropic.getByText('Limits of Anthropic').click();
  await anthropic.getByLabel('Calls at once').fill('4');
  await anthropic.getByLabel('Calls a minute').fill('50');
  await anthropic.getByRole('button', { name: 'Save limits' }).click();
  await expect(anthropic.getByRole('button', { name: 'Save limits' })).toBeDisabled();

  await page.reload();
  anthropic = await openAnthropic(page);
  await expect(anthropic.getByLabel('Calls at once')).toHaveValue('4');
  await expect(anthropic.getByLabel('Tokens a minute')).toHaveValue('');
  vendor.closeAllConnections();
  await new Promise((resolve) => {
    vendor.close(resolve);
  });
  await anthropic.getByRole('button', { name: 'Test Anthropic' }).click();
  await expect(anthropic.getByRole('status')).toContainText('Anthropic cannot be reached at http://127.0.0.1');
  expect(await page.content()).not.toContain('7c41b');
});
