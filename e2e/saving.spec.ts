// What a person writes is never lost: over a reload, between two tabs, and while the server is away.
import { expect, type Page, test } from '@playwright/test';
import { createDataFolder, removeDataFolder } from './support/data-folder.ts';
import { MeshPage } from './support/mesh-page.ts';
import { type ParleyServer, startParley } from './support/parley-server.ts';
import { agentOf, createSample, readMesh, saveMesh } from './support/sample-mesh.ts';

const notice = 'This mesh was changed in another tab. Both versions are kept until you choose.';

let dataFolder: string;
let server: ParleyServer;
let address: string;

test.beforeAll(async () => {
  dataFolder = createDataFolder();
  server = await startParley({ dataFolder });
});
test.afterAll(async () => {
  await server.stop();
  await removeDataFolder(dataFolder);
});
test.beforeEach(async () => {
  const agents = [agentOf('Words', 'reader-lexical'), agentOf('Links', 'reader-graph')];
  address = await saveMesh(server.url, createSample('Shared mesh', agents, 'Meters save water.'));
});

async function openAtQuestion(page: Page): Promise<MeshPage> {
  const mesh = new MeshPage(page);
  await mesh.open(address);
  await mesh.select('Question');
  await expect(mesh.field('Question')).not.toHaveValue('');
  return mesh;
}

async function storedQuestion(at = address): Promise<unknown> {
  return (await readMesh(at)).nodes.find(({ id }) => id === 'question')?.config['question'];
}

/** Two tabs on one mesh; the first has saved its words, the second has written others. */
async function openTwoTabs(page: Page): Promise<{ first: MeshPage; second: MeshPage }> {
  const first = await openAtQuestion(page);
  const second = await openAtQuestion(await page.context().newPage());
  await first.field('Question').fill('What does the first tab ask?');
  await expect.poll(() => storedQuestion()).toBe('What does the first tab ask?');
  await second.field('Question').fill('What does the second tab ask?');
  await expect(second.page.getByRole('alert').getByText(notice)).toBeVisible();
  await expect(second.header.getByText('Not saved', { exact: true })).toBeVisible();
  return { first, second };
}

test('what is written, moved and wired is there again after a reload', async ({ page }) => {
  const mesh = await openAtQuestion(page);
  await mesh.field('Question').fill('Is it still here?');
  await mesh.header.getByRole('textbox', { name: 'Name of the mesh' }).fill('Renamed mesh');
  await mesh.select('Words');
  await mesh.field('Domain').fill('hydrology');
  await mesh.drawWire({ port: 'Answer', of: 'Words' }, { port: 'Earlier voices', of: 'Links' });
  await mesh.dragCard('Words', { x: 10, y: -60 });
  const moved = async () => (await readMesh(address)).nodes.find(({ id }) => id === 'agent-1')?.position.y;
  await expect.poll(moved).toBeLessThan(-30);
  const saved = await readMesh(address);
  await page.reload();
  await expect(mesh.header.getByRole('textbox', { name: 'Name of the mesh' })).toHaveValue('Renamed mesh');
  await expect(mesh.card('Question')).toContainText('Is it still here?');
  await expect(mesh.card('Words')).toContainText('hydrology');
  await expect(mesh.wire('Words', 'Links')).toBeAttached();
  expect(await readMesh(address)).toEqual(saved);
});

test('a second tab that is late keeps its own version when asked to; the first is told', async ({ page }) => {
  const { first, second } = await openTwoTabs(page);
  expect(await storedQuestion()).toBe('What does the first tab ask?');
  await second.page.getByRole('button', { name: 'Keep mine' }).click();
  await second.expectSaved();
  await expect(second.page.getByText(notice)).toHaveCount(0);
  expect(await storedQuestion()).toBe('What does the second tab ask?');
  await first.field('Question').fill('What does the first tab ask now?');
  await expect(first.page.getByRole('alert').getByText(notice)).toBeVisible();
  await expect(first.field('Question')).toHaveValue('What does the first tab ask now?');
});

test('a second tab that takes the other version can still undo to its own', async ({ page }) => {
  const { second } = await openTwoTabs(page);
  await second.page.getByRole('button', { name: 'Take theirs' }).click();
  await expect(second.field('Question')).toHaveValue('What does the first tab ask?');
  await second.expectSaved();
  await second.card('Question').getByRole('heading').click();
  await second.page.keyboard.press('ControlOrMeta+z');
  await expect(second.field('Question')).toHaveValue('What does the second tab ask?');
  await second.expectSaved();
  await expect.poll(() => storedQuestion()).toBe('What does the second tab ask?');
});

test('a second tab that saves a copy leaves the first version as it is', async ({ page }) => {
  const { second } = await openTwoTabs(page);
  await second.page.getByRole('button', { name: 'Save mine as a copy' }).click();
  await expect(second.header.getByRole('textbox', { name: 'Name of the mesh' })).toHaveValue('Shared mesh (copy)');
  await second.expectSaved();
  expect(second.page.url()).not.toBe(address);
  expect(await storedQuestion(second.page.url())).toBe('What does the second tab ask?');
  expect(await storedQuestion()).toBe('What does the first tab ask?');
});

test('of two tabs that save at once one is told, and both versions are there', async ({ page }) => {
  const tabs = [await openAtQuestion(page), await openAtQuestion(await page.context().newPage())];
  const words = ['What does tab one ask?', 'What does tab two ask?'];
  await Promise.all(tabs.map((tab, index) => tab.field('Question').fill(words[index] ?? '')));
  const countNotices = async () =>
    (await Promise.all(tabs.map((tab) => tab.page.getByText(notice).count()))).reduce((sum, count) => sum + count, 0);
  await expect.poll(countNotices).toBe(1);
  for (const [index, tab] of tabs.entries()) await expect(tab.field('Question')).toHaveValue(words[index] ?? '');
  expect(words).toContain(await storedQuestion());
});

test('while the server is away the page says so, and saves by itself when it is back', async ({ page }) => {
  const mesh = await openAtQuestion(page);
  await server.kill();
  await mesh.field('Question').fill('Written while the server was away');
  await expect(mesh.header.getByText(/^Not saved: /)).toBeVisible();
  server = await startParley({ dataFolder, port: server.port });
  await expect(mesh.header.getByText('Saved', { exact: true })).toBeVisible({ timeout: 45_000 });
  expect(await storedQuestion()).toBe('Written while the server was away');
});

test('what was written while the server was away outlives the page', async ({ page }) => {
  const mesh = await openAtQuestion(page);
  await server.kill();
  await mesh.field('Question').fill('Written, and the page was left');
  await expect(mesh.header.getByText(/^Not saved: /)).toBeVisible();
  const asked = page.waitForEvent('dialog').then(async (dialog) => {
    await dialog.accept();
    return dialog.type();
  });
  // There is nobody to answer: what comes is the browser's own page.
  await expect(page.reload()).rejects.toThrow('ERR_CONNECTION_REFUSED');
  expect(await asked).toBe('beforeunload');
  server = await startParley({ dataFolder, port: server.port });
  expect(await storedQuestion()).toBe('Should the town buy the meters?');
  await mesh.open(address);
  await expect(mesh.card('Question')).toContainText('Written, and the page was left');
  await mesh.expectSaved();
  expect(await storedQuestion()).toBe('Written, and the page was left');
});
