// Everybody can use it: no accessibility fault on any screen, in light and dark, on a phone, and by keyboard alone.
import { expect, type Locator, type Page, test } from '@playwright/test';
import { findFaults } from './support/accessibility.ts';
import { MeshPage } from './support/mesh-page.ts';
import { agentOf, createSample, saveMesh } from './support/sample-mesh.ts';

const material = 'The survey of the water office says that a smart meter saves four cubic metres of water a year.';
const agents = [agentOf('Words', 'reader-lexical', { domain: 'water' }), agentOf('Links', 'reader-graph')];

const openSample = async (page: Page, server = '', name = 'Look'): Promise<MeshPage> => {
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(server, createSample(name, agents, material)));
  return mesh;
};

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no screen has an accessibility fault when ${colorScheme}`, async ({ page, baseURL }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const mesh = await openSample(page, baseURL);
    await expect(mesh.cards()).toHaveCount(6);
    expect.soft(await findFaults(page), 'the canvas').toEqual([]);

    await mesh.select('Words');
    await expect(mesh.field('Domain')).toHaveValue('water');
    expect.soft(await findFaults(page), 'the settings of an agent').toEqual([]);

    await mesh.run();
    await mesh.expectRun('Done');
    await expect(mesh.panel.getByRole('region', { name: 'Output' })).toContainText('four cubic metres');
    expect.soft(await findFaults(page), 'the result').toEqual([]);

    await mesh.header.getByRole('button', { name: 'Timeline, problems, outline, code' }).click();
    await mesh.drawer.getByRole('tab', { name: 'Timeline' }).click();
    await expect(mesh.drawer.getByRole('row', { name: /Words/ })).toBeVisible();
    expect.soft(await findFaults(page), 'the timeline').toEqual([]);

    await mesh.header.getByRole('button', { name: 'Models' }).click();
    await expect(page.getByRole('group', { name: 'Claude', exact: true })).toBeVisible();
    expect.soft(await findFaults(page), 'the Models page').toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: 'Anthropic' })).toBeHidden();

    await mesh.select('Output');
    await mesh.card('Output').getByRole('heading').click();
    await page.keyboard.press('Delete');
    await mesh.drawer.getByRole('tab', { name: /^Problems/ }).click();
    await expect(mesh.problem('This mesh has no output')).toBeVisible();
    expect.soft(await findFaults(page), 'the problems').toEqual([]);
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the outline leads: read, change and run a mesh', async ({ page, baseURL }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const mesh = await openSample(page, baseURL, 'On a phone');
    const outline = page.getByRole('list', { name: 'Outline' });
    await expect(outline.getByRole('listitem')).toHaveCount(6);
    await expect(outline.getByRole('listitem').first()).toContainText('Question');
    await expect(outline.getByRole('button', { name: /^Synthesis/ })).toContainText('from Words, Links');
    expect.soft(await findFaults(page), 'the outline').toEqual([]);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(390);

    await outline.getByRole('button', { name: /^Words/ }).tap();
    const sheet = page.getByRole('dialog', { name: 'Words' });
    await sheet.getByLabel('Domain', { exact: true }).fill('rivers');
    expect.soft(await findFaults(page), 'the settings').toEqual([]);
    await sheet.getByRole('button', { name: 'Close' }).first().tap();
    await expect(outline.getByRole('button', { name: /^Words/ })).toContainText('rivers');

    await mesh.button('Run').tap();
    const result = page.getByRole('dialog', { name: 'This run' });
    await expect(result.getByRole('region', { name: 'Output' })).toContainText('four cubic metres', {
      timeout: 45_000,
    });
    expect.soft(await findFaults(page), 'the result').toEqual([]);
    await result.getByRole('button', { name: 'Close' }).first().tap();
    await expect(outline.getByRole('button', { name: /^Words/ })).toContainText('Done');
    await page.getByRole('button', { name: 'Canvas' }).tap();
    await expect(mesh.card('Words')).toBeVisible();
    expect.soft(await findFaults(page), 'the canvas').toEqual([]);
  });
});

/** Presses Tab until the focus is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    if ((await target.and(page.locator(':focus')).count()) === 1) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`120 presses of Tab never reached ${target.toString()}.`);
}

test('a mesh is changed, wired and run by keyboard alone', async ({ page, baseURL }) => {
  const mesh = await openSample(page, baseURL, 'By keyboard');
  await expect(mesh.cards()).toHaveCount(6);
  await tabTo(page, mesh.card('Words'));
  await page.keyboard.press('Enter');
  const domain = mesh.field('Domain');
  await expect(domain).toHaveValue('water');
  await tabTo(page, domain);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('rivers');
  await expect(mesh.card('Words')).toContainText('rivers');
  await tabTo(page, mesh.panel.getByRole('combobox', { name: 'Family' }));
  await page.keyboard.press('Enter');
  await page.keyboard.type('Semantic');
  await page.keyboard.press('Enter');
  await expect(mesh.card('Words')).toContainText('Semantic reader');
  await tabTo(page, mesh.panel.getByRole('button', { name: 'Wire: Out of Answer', exact: true }));
  await page.keyboard.press('Enter');
  await page.keyboard.type('Links');
  await page.keyboard.press('Enter');
  await expect(mesh.wire('Words', 'Links')).toBeAttached();
  await page.keyboard.press('ControlOrMeta+Enter');
  await mesh.expectRun('Done');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('Words');
  await page.keyboard.press('Enter');
  await expect(mesh.card('Words')).toContainText('Done');
  await tabTo(page, mesh.panel.getByRole('tab', { name: 'Result' }));
  await expect(mesh.panel.getByRole('region', { name: 'Output' })).toContainText('four cubic metres');
});
