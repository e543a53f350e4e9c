// A family without its key says so in words, gets its key on the Models page, and nobody is ever shown the key again.
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { MeshPage } from './support/mesh-page.ts';
import { type ParleyWithModels, startParleyWithModels } from './support/parley-with-models.ts';
import { agentOf, createSample, saveMesh } from './support/sample-mesh.ts';

const canary = 'sk-ant-canary-4f1d8c0b7a2e93561c7d-9Qz4';
/** The middle of the key, which not even its last four characters give away. */
const canaryCore = canary.slice(7, -5);
const needsKey = '"Advocate" speaks through Claude, which needs a key. Add one under Models, or use a local reader.';
const useReader = 'Use Lexical reader (local reader: quotes, never writes)';

let parley: ParleyWithModels;
let mesh: MeshPage;

test.beforeAll(async () => {
  parley = await startParleyWithModels({ answer: 'The survey is clear: buy.', keys: false, acceptedKey: canary });
});
test.afterAll(() => parley.stop());

test.beforeEach(async ({ page }) => {
  const agents = [agentOf('Advocate', 'claude'), agentOf('Words', 'reader-lexical')];
  mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, createSample('Keys', agents, 'The survey says that meters save water.')));
  await expect(mesh.cards()).toHaveCount(6);
});

test('without a key the card and the field say what is missing, and one click does without it', async ({ page }) => {
  await mesh.card('Advocate').getByRole('button', { name: '1 problem. Show and fix' }).click();
  await expect(page.getByRole('dialog').getByText(needsKey)).toBeVisible();
  await page.keyboard.press('Escape');
  await mesh.select('Advocate');
  await expect(mesh.panel.getByRole('combobox', { name: 'Family' })).toHaveAccessibleDescription(new RegExp(needsKey));
  await expect(mesh.panel.getByRole('button', { name: 'Add a key for Claude' })).toBeVisible();
  await mesh.pressBlockedRun();
  await expect(mesh.problem(needsKey)).toBeVisible();
  await expect(mesh.card('Advocate')).toContainText('Its words appear here when the mesh runs.');
  await mesh.panel.getByRole('button', { name: useReader }).click();
  await expect(mesh.card('Advocate')).toContainText('Lexical reader');
  await expect(mesh.problemCount()).toHaveCount(0);
  await mesh.run();
  await mesh.expectRun('Done');
  expect(parley.calls()).toBe(0);
});

/** Everything the page was sent; resolves with all bodies when asked. */
function recordResponses(page: Page): () => Promise<string> {
  const bodies: Promise<string>[] = [];
  page.on('response', (response) => {
    // A redirect or a response that was cut off by leaving the page has no body to leak from.
    bodies.push(response.text().catch(() => ''));
  });
  return async () => (await Promise.all(bodies)).join('\n');
}

/** Files under the folder that hold these words as they are. */
function findInFiles(folder: string, words: string): string[] {
  return globSync('**/*', { cwd: folder }).filter((name) => {
    const path = join(folder, name);
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true && readFileSync(path).includes(words);
  });
}

/** Opens the first way to Claude on the Models page, where its key is set. */
async function openAnthropic(page: Page): Promise<Locator> {
  const claude = page.getByRole('group', { name: 'Claude', exact: true });
  await claude.getByText(/^(Ways to connect|Routes, models and terms)/).click();
  await claude.getByRole('button', { name: /^(Connect|Settings) Anthropic$/ }).click();
  return claude.getByRole('region', { name: 'Settings of Anthropic' });
}

test('a key typed in lets the family speak, is never shown again, and can be taken away', async ({ page }) => {
  const responses = recordResponses(page);
  await mesh.select('Advocate');
  await mesh.panel.getByRole('button', { name: 'Add a key for Claude' }).click();
  const models = page.getByRole('dialog', { name: 'Models' });
  const claude = models.getByRole('group', { name: 'Claude', exact: true });
  await expect(claude).toContainText('needs a key to speak');
  const anthropic = await openAnthropic(page);
  await anthropic.getByLabel('Anthropic API key').fill('sk-ant-mistyped-0000');
  await anthropic.getByRole('button', { name: 'Save' }).first().click();
  await expect(anthropic).toContainText('Anthropic API key ending in 0000, saved here, encrypted');
  await models.getByRole('button', { name: 'Close' }).click();
  await mesh.run();
  await mesh.expectRun('Done, 1 failed');
  await expect(mesh.card('Advocate')).toContainText('Anthropic did not accept the key.');

  await mesh.header.getByRole('button', { name: 'Models' }).click();
  await openAnthropic(page);
  await anthropic.getByRole('button', { name: 'Replace' }).click();
  await anthropic.getByLabel('Anthropic API key').fill(canary);
  await anthropic.getByRole('button', { name: 'Save' }).first().click();
  await expect(anthropic).toContainText(`Anthropic API key ending in ${canary.slice(-4)}, saved here, encrypted`);
  await expect(claude).toContainText('speaks over Anthropic');
  expect(await page.content()).not.toContain(canaryCore);
  await models.getByRole('button', { name: 'Close' }).click();

  await expect(mesh.problemCount()).toHaveCount(0);
  await expect(mesh.panel.getByText(needsKey)).toHaveCount(0);
  await mesh.run();
  await mesh.expectRun('Done');
  await expect(mesh.card('Advocate')).toContainText('The survey is clear: buy.');

  await page.reload();
  await mesh.expectRun('Done');
  await mesh.header.getByRole('button', { name: 'Models' }).click();
  await openAnthropic(page);
  await anthropic.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(claude).toContainText('needs a key to speak');
  await models.getByRole('button', { name: 'Close' }).click();
  await expect(mesh.card('Advocate').getByRole('button', { name: '1 problem. Show and fix' })).toBeVisible();

  const runs: unknown = await (await fetch(`${parley.url}/api/runs`)).json();
  const runId = /"runId":"([^"]+)"/.exec(JSON.stringify(runs))?.[1] ?? '';
  const events = await (await fetch(`${parley.url}/api/runs/${runId}/events`)).text();
  expect(events).toContain('The survey is clear: buy.');
  const told = { responses: await responses(), page: await page.content(), events, output: parley.server.output() };
  expect(told.responses).toContain('lastFour');
  for (const [where, text] of Object.entries(told)) expect(text.includes(canaryCore), where).toBe(false);
  expect(findInFiles(parley.dataFolder, canaryCore)).toEqual([]);
});

test('a key that the provider refuses is never told in the fault', async ({ page }) => {
  const words = `The key ${canary} is not valid.`;
  parley.mock.prependFixture({
    match: { model: /claude/ },
    response: { error: { message: words, type: 'invalid_request_error' }, status: 400 },
  });
  await mesh.header.getByRole('button', { name: 'Models' }).click();
  const anthropic = await openAnthropic(page);
  await anthropic.getByLabel('Anthropic API key').fill(canary);
  await anthropic.getByRole('button', { name: 'Save' }).first().click();
  await expect(page.getByRole('group', { name: 'Claude', exact: true })).toContainText('speaks over Anthropic');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await mesh.run();
  await mesh.expectRun('Done, 1 failed');
  await expect(mesh.card('Advocate')).toContainText('Anthropic refused the request (400).');
  expect(await page.content()).not.toContain(canaryCore);
  expect(parley.server.output()).not.toContain(canaryCore);
});
