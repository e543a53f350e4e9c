// A run that asks a person: the voice that fails waits for a decision, the others go on, and nothing that happens in
// between loses the question or pays twice.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { MeshPage } from './support/mesh-page.ts';
import { type ParleyWithModels, startParleyWithModels } from './support/parley-with-models.ts';
import { type ParleyServer, startParley } from './support/parley-server.ts';
import { agentOf, createSample, saveMesh } from './support/sample-mesh.ts';

const material = 'The survey of the water office says that a smart meter saves four cubic metres of water a year.';
const answer = `It pays off: "a smart meter saves four cubic metres of water a year", so the town should buy.`;
const fallen = { error: { message: 'The cat sat on the switch.', type: 'server_error' }, status: 500 };

let parley: ParleyWithModels;
let mesh: MeshPage;
/** The server after the crash. */
let second: ParleyServer | undefined;

test.beforeAll(async () => {
  parley = await startParleyWithModels({ answer });
});
test.afterAll(async () => {
  await second?.stop();
  await parley.stop();
});
test.beforeEach(({ page }) => {
  mesh = new MeshPage(page);
});

type Policy = 'go-on' | 'stop' | 'ask';

/** A mesh of agents with a policy each; the instructions of an agent are the story's mark and its title. */
async function openMesh(name: string, policies: Record<string, Policy>): Promise<void> {
  const families = ['claude', 'gpt', 'gemini'];
  const agents = Object.entries(policies).map(([title, onFailure], index) =>
    agentOf(title, families[index % 3] ?? 'claude', { instructions: markOf(name, title), onFailure }),
  );
  await mesh.open(await saveMesh(parley.url, createSample(name, agents, material)));
}

const markOf = (name: string, title: string) => `${name}-${title}`.toUpperCase();
/** The button that says that the run waits, and leads to what it asks. */
const waits = () => mesh.button('Waits for you');
const question = (title: string) => mesh.panel.getByRole('region', { name: `${title} waits for you` });

async function findFaults(page: Page): Promise<unknown[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
  return violations.map(({ id, nodes }) => ({ id, targets: nodes.map(({ target }) => target.join(' ')) }));
}

test('a voice that fails asks on its card, is tried again, and the run ends as if nothing had been', async ({
  page,
}) => {
  parley.replyTo('RETRY-REGULATION', fallen);
  await openMesh('Retry', { Market: 'ask', Regulation: 'ask' });
  await mesh.run();
  await expect(waits()).toBeVisible({ timeout: 45_000 });
  const card = mesh.card('Regulation');
  await expect(card).toContainText('Waits for you');
  await expect(card).toContainText('"Regulation" could not answer.');
  await expect(mesh.card('Market')).toContainText('Done');
  await expect(mesh.card('Consensus')).toContainText('Waiting');
  await expect(page).toHaveTitle('(1) Waits for you · Parley');
  await expect(page.getByRole('status').filter({ hasText: 'Regulation waits for you.' })).toBeAttached();
  await mesh.header.getByRole('button', { name: 'Timeline, problems, outline, code' }).click();
  await mesh.drawer.getByRole('tab', { name: 'Timeline' }).click();
  await expect(mesh.drawer.getByRole('row', { name: /Regulation/ })).toContainText('Waits for you');
  await expect(mesh.drawer.getByRole('list', { name: 'Runs of this mesh' })).toContainText('Waits for you');

  parley.replyTo('RETRY-REGULATION', { content: answer });
  await card.getByRole('button', { name: 'Try again' }).click();
  await mesh.expectRun('Done');
  await expect(page).toHaveTitle('Parley');
  await expect(mesh.card('Regulation')).toContainText('It pays off');
  await expect(mesh.card('Consensus')).not.toContainText('missing');
  expect(parley.callsOf('RETRY-MARKET')).toBe(1);
});

test('the run goes on without a voice, says so, and asks it again when it is done', async () => {
  parley.replyTo('WITHOUT-REGULATION', fallen);
  await openMesh('Without', { Market: 'go-on', Regulation: 'ask', Health: 'go-on' });
  await mesh.run();
  await mesh.card('Regulation').getByRole('button', { name: 'Go on without' }).click({ timeout: 45_000 });
  await mesh.expectRun('Done, 1 failed');
  await expect(mesh.card('Consensus')).toContainText('1 missing, 2 of 3 spoke');
  const missing = mesh.panel.getByRole('region', { name: 'Who is missing' });
  await expect(missing).toContainText('3 voices placed, 2 spoke.');
  await expect(missing).toContainText('Regulation is missing.');
  await mesh.showOutput('Consensus');
  await expect(missing).toContainText('3 voices placed, 2 spoke.');

  parley.replyTo('WITHOUT-REGULATION', { content: answer });
  await missing.getByRole('button', { name: 'Ask the missing voices again' }).click();
  await mesh.expectRun('Done');
  await expect(mesh.card('Consensus')).not.toContainText('missing');
  await expect(mesh.card('Regulation')).toContainText('It pays off');
  expect([parley.callsOf('WITHOUT-MARKET'), parley.callsOf('WITHOUT-HEALTH')]).toEqual([1, 1]);
});

test('several questions wait through a reload and a crash of the server, and are answered by keyboard', async ({
  page,
}) => {
  for (const title of ['MARKET', 'HEALTH']) parley.replyTo(`CRASH-${title}`, fallen);
  await openMesh('Crash', { Market: 'ask', Regulation: 'ask', Health: 'ask' });
  await mesh.run();
  await expect(page).toHaveTitle('(2) Waits for you · Parley', { timeout: 45_000 });
  await page.reload();
  await expect(page).toHaveTitle('(2) Waits for you · Parley');
  const calls = parley.calls();
  const { port } = parley.server;
  await parley.server.kill();
  second = await startParley({ dataFolder: parley.dataFolder, port, env: parley.env });
  await page.reload();
  await expect(mesh.card('Market').getByRole('button', { name: 'Try again' })).toBeVisible();
  expect(parley.calls()).toBe(calls);

  parley.replyTo('CRASH-MARKET', { content: answer });
  await waits().focus();
  await page.keyboard.press('Enter');
  await question('Market').getByRole('button', { name: 'Try again' }).focus();
  await page.keyboard.press('Enter');
  await expect(mesh.card('Market')).toContainText('It pays off');
  await expect(page).toHaveTitle('(1) Waits for you · Parley');
  await waits().focus();
  await page.keyboard.press('Enter');
  await question('Health').getByRole('button', { name: 'Stop the run' }).focus();
  await page.keyboard.press('Space');
  await mesh.expectRun('Failed');
  await expect(mesh.card('Regulation')).toContainText('Done');
  await expect(mesh.card('Consensus')).toContainText('Stopped');
  expect(parley.callsOf('CRASH-REGULATION')).toBe(1);
});

test('a run that waits can be stopped', async () => {
  parley.replyTo('CANCEL-MARKET', fallen);
  await openMesh('Cancel', { Market: 'ask', Health: 'go-on' });
  await mesh.run();
  await expect(waits()).toBeVisible({ timeout: 45_000 });
  await mesh.button('Stop').click();
  await mesh.expectRun('Stopped');
  await expect(mesh.card('Market').getByRole('button', { name: 'Try again' })).toHaveCount(0);
});

test('a voice that must not be missing ends the run at once, and what is finished is kept', async () => {
  const held = Promise.withResolvers<{ content: string }>();
  parley.replyTo('HALT-REGULATION', { ...fallen, status: 401 });
  parley.replyTo('HALT-HEALTH', () => held.promise);
  await openMesh('Halt', { Market: 'go-on', Regulation: 'go-on', Health: 'go-on' });
  await mesh.select('Regulation');
  await mesh.panel.getByRole('combobox', { name: 'If it fails' }).click();
  await mesh.page.getByRole('option', { name: 'Stop the run' }).click();
  await mesh.expectSaved();
  await mesh.run();
  await mesh.expectRun('Failed');
  await expect(mesh.card('Health')).toContainText('Stopped');
  await mesh.showTab('Result');
  await expect(mesh.panel.getByText('This run failed.')).toBeVisible();
  await expect(mesh.panel.getByText('Check the key under Models.')).toBeVisible();
  held.resolve({ content: answer });
  parley.replyTo('HALT-REGULATION', { content: answer });
  await mesh.button('Go on').click();
  await mesh.expectRun('Done');
  await expect(mesh.card('Consensus')).not.toContainText('missing');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what waits for a person has no accessibility fault when ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    parley.replyTo(`AXE${colorScheme.toUpperCase()}-MARKET`, fallen);
    await openMesh(`Axe${colorScheme}`, { Market: 'ask', Health: 'ask' });
    await mesh.run();
    await waits().click({ timeout: 45_000 });
    await expect(question('Market')).toBeVisible();
    expect(await findFaults(page)).toEqual([]);
    await question('Market').getByRole('button', { name: 'Go on without' }).click();
    await mesh.expectRun('Done, 1 failed');
    await expect(mesh.panel.getByRole('button', { name: 'Ask the missing voices again' })).toBeVisible();
    expect(await findFaults(page)).toEqual([]);
  });
}
