// What a run costs is seen before, while and after it; a limit stops it in words, and raising the limit lets it go on.
import { expect, test } from '@playwright/test';
import { MeshPage } from './support/mesh-page.ts';
import { type ParleyWithModels, startParleyWithModels } from './support/parley-with-models.ts';
import { agentOf, createSample, saveMesh } from './support/sample-mesh.ts';

let parley: ParleyWithModels;
test.beforeAll(async () => {
  parley = await startParleyWithModels({ answer: 'The survey is clear: buy.' });
});
test.afterAll(() => parley.stop());

async function openTimeline(mesh: MeshPage): Promise<void> {
  await mesh.button('Timeline, problems, outline, code').click();
  await mesh.drawer.getByRole('tab', { name: 'Timeline' }).click();
}

const usedBy = (mesh: MeshPage) => mesh.drawer.getByRole('list', { name: 'What this run used' }).getByRole('listitem');

const [claude, gemini, unpriced] = ['speaks for the council', 'speaks for the towns', 'speaks for nobody'];
const agents = [
  agentOf('Council', 'claude', { model: 'claude-opus-5-5', instructions: claude }),
  agentOf('Towns', 'gemini', { model: 'gemini-3.8-flash', instructions: gemini }),
];

test('a small limit stops the run before the call that could break it, and a larger one lets it go on', async ({
  page,
}) => {
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, createSample('Money', agents, 'The survey says that meters save water.')));
  await expect(mesh.header.getByText(/^about \$0\.00\d+ to \$0\.\d+, \d+ s to \d+ (s|min)$/u)).toBeVisible();

  await mesh.button('Models').click();
  const models = page.getByRole('dialog', { name: 'Models' });
  const spending = models.getByRole('region', { name: 'Spending' });
  const priceOf = (family: string) => models.getByRole('group', { name: family, exact: true });
  await expect(priceOf('Gemini')).toContainText('$0.75 a million tokens read, $3.75 written');
  await expect(priceOf('Claude')).toContainText('Claude Sonnet 5.5: price not known');
  await expect(spending).toContainText(/Spent this month \(\w+ \d{4}\): nothing\. There is no limit\./u);
  await spending.getByRole('button', { name: 'Set a limit' }).click();
  await spending.getByLabel('Limit for one run').fill('five');
  await expect(spending.getByText('Write an amount such as 2.50, or leave it empty.')).toBeVisible();
  await expect(spending.getByRole('button', { name: 'Save limits' })).toBeDisabled();
  await spending.getByLabel('Limit for one run').fill('0.05');
  await spending.getByRole('button', { name: 'Save limits' }).click();
  await expect(spending.getByText('There is no limit.')).toHaveCount(0);
  await models.getByRole('button', { name: 'Close' }).click();

  await mesh.run();
  await mesh.expectRun('Failed');
  const told =
    /This run has spent \$0\S* of the \$0\.05 that one run may spend, and the next call, to claude-opus-5-5/u;
  await expect(mesh.card('Council')).toContainText(told);
  await expect(mesh.card('Towns')).toContainText('60 tokens');
  await expect(mesh.card('Towns')).toContainText('$0.0001');
  await mesh.showTab('Result');
  await expect(mesh.panel.getByText(told)).toBeVisible();
  expect([parley.callsOf(claude), parley.callsOf(gemini)]).toEqual([0, 1]);

  await mesh.panel.getByRole('button', { name: 'Change the limit' }).click();
  await spending.getByLabel('Limit for one run').fill('1');
  await spending.getByLabel('Limit for a month').fill('20');
  await spending.getByRole('button', { name: 'Save limits' }).click();
  await expect(spending).toContainText(/: \$0\.0001 of \$20\.00\./u);
  await models.getByRole('button', { name: 'Close' }).click();
  await mesh.button('Go on').click();
  await mesh.expectRun('Done');
  expect([parley.callsOf(claude), parley.callsOf(gemini)]).toEqual([1, 1]);

  // 40 tokens read and 20 written: at $4 and $20 a million for the one, $0.75 and $3.75 for the other.
  await mesh.showOutput('Council');
  await expect(mesh.panel.getByRole('list', { name: 'What it used' })).toHaveText(
    'claude-opus-5-5 over Anthropic: 40 tokens read, 20 written, $0.0006',
  );
  await openTimeline(mesh);
  await expect(usedBy(mesh)).toHaveText([
    'This run 120 tokens, $0.0007',
    'Claude 60 tokens, $0.0006',
    'Gemini 60 tokens, $0.0001',
  ]);
  await expect(mesh.drawer.getByRole('row', { name: /^Council.* 60 \$0\.0006$/u })).toBeVisible();
  await expect(mesh.drawer.getByRole('list', { name: 'Runs of this mesh' })).toContainText('$0.0007');
  await mesh.button('Models').click();
  await expect(spending.getByRole('row', { name: /^Claude 1 call 60 tokens \$0\.0006$/u })).toBeVisible();
});

test('a call without a known price is stopped while there is a limit, until it is let through, and is never shown as free', async ({
  page,
}) => {
  const mesh = new MeshPage(page);
  const secret = agentOf('Nobody', 'claude', { model: 'claude-secret', instructions: unpriced });
  await mesh.open(
    await saveMesh(parley.url, createSample('Secret', [secret, agentOf('Words', 'reader-lexical')], 'A text.')),
  );
  await expect(mesh.header.getByText(/^price unknown, \d+ s to \d+ (s|min)$/u)).toBeVisible();
  await mesh.run();
  await mesh.expectRun('Failed');
  await expect(mesh.card('Nobody')).toContainText('Nobody knows the price of claude-secret over Anthropic');
  expect(parley.callsOf(unpriced)).toBe(0);
  await mesh.button('Models').click();
  const spending = page.getByRole('dialog', { name: 'Models' }).getByRole('region', { name: 'Spending' });
  await spending.getByRole('switch', { name: 'Let calls through whose price nobody knows' }).click();
  await spending.getByRole('button', { name: 'Save limits' }).click();
  await expect(spending.getByRole('button', { name: 'Save limits' })).toBeDisabled();
  await page.getByRole('dialog', { name: 'Models' }).getByRole('button', { name: 'Close' }).click();
  await mesh.button('Go on').click();
  await mesh.expectRun('Done');
  await expect(mesh.card('Nobody')).toContainText('price unknown');
  await openTimeline(mesh);
  await expect(usedBy(mesh)).toHaveText(['This run 60 tokens, price unknown', 'Claude 60 tokens, price unknown']);
});
