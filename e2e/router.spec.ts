// A mesh that looks once, and deeper only when two families disagree: both ways on the screen, after a reload, and after kill -9.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { createRunState, type Graph, graphSchema, reduceRun } from '@parley/spec';
import { expect, test } from '@playwright/test';
import { MeshPage } from './support/mesh-page.ts';
import { type ParleyWithModels, startParleyWithModels } from './support/parley-with-models.ts';
import { startParley } from './support/parley-server.ts';
import { followRun, readState, startRun } from './support/run-api.ts';
import { saveMesh } from './support/sample-mesh.ts';

const file = join(import.meta.dirname, '../examples/escalate/graph.json');
const escalate: Graph = graphSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const firstLook = 'Decide from the text alone';
const deepMarks = ['Say what turns on the form', 'Weigh 7.3 against 12.1', 'another use than 4.2'];
const reportMark = 'Half a page for the tenant';

let parley: ParleyWithModels;
test.beforeEach(async () => {
  parley = await startParleyWithModels({ answer: 'The silence counts as consent.\n\nSTANCE: yes', latency: 20 });
  for (const mark of deepMarks) parley.replyTo(mark, { content: 'An e-mail is not signed.\n\nSTANCE: no' });
  parley.replyTo(reportMark, { content: 'The café may not stay as it is [1][2][3].' });
});
test.afterEach(() => parley.stop());

/** From now on GPT's first look says no; Claude's says yes. */
function disagree(): void {
  parley.mock.prependFixture({
    match: {
      predicate: (request) => {
        const asked = JSON.stringify(request);
        return asked.includes(firstLook) && asked.includes('gpt');
      },
    },
    response: { content: 'Nobody signed anything.\n\nSTANCE: no' },
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`two families that agree are enough, and what was not needed says so (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const mesh = new MeshPage(page);
    await mesh.open(await saveMesh(parley.url, escalate));
    await expect(mesh.header.getByText(/^2 to 6 calls/)).toBeVisible();
    await mesh.run();
    await mesh.expectRun('Done');
    await expect(mesh.panel.getByText('All 2 voices that took a stance say “yes”.')).toBeVisible();
    const expectTheWay = async () => {
      await expect(mesh.card('Agreement check').getByText('Settled: the voices agreed.')).toBeVisible();
      for (const title of ['Consent', 'Form', 'Use', 'Second consensus', 'Report']) {
        await expect(mesh.card(title).getByText('Not needed: the voices agreed.')).toBeVisible();
        await expect(mesh.card(title).getByText('Not needed', { exact: true })).toBeVisible();
      }
      await expect(mesh.wire('Agreement check', 'Consent').locator('.wire-not-taken')).toHaveCount(1);
      await expect(mesh.wire('Report', 'Result').locator('.wire-not-taken')).toHaveCount(1);
      await expect(mesh.wire('Agreement check', 'Result').locator('.wire-not-taken')).toHaveCount(0);
      await expect(page.getByText('Agreement check goes on by “Settled”, because the voices agreed.')).toBeAttached();
      await expect(page.getByText('5 steps are not needed.')).toBeAttached();
    };
    await expectTheWay();
    expect(parley.calls()).toBe(2);
    // It is no failure: nothing is missing, and nothing is offered to be asked again.
    await expect(mesh.panel.getByText(/missing/)).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Ask the missing voices again' })).toHaveCount(0);
    await page.reload();
    await expectTheWay();
    await mesh.header.getByRole('button', { name: 'Timeline, problems, outline, code' }).click();
    await mesh.drawer.getByRole('tab', { name: 'Timeline' }).click();
    await expect(mesh.drawer.getByRole('row', { name: /Consent/ })).toContainText('Not needed');
    await mesh.showOutput('Agreement check');
    const checks = mesh.panel.getByRole('list', { name: 'What was asked of the verdict' });
    await expect(checks.getByRole('listitem')).toHaveText([
      'Met:the voices agreed',
      'Met:no voice was missing (asked: at most 0 voices)',
    ]);
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
    expect(violations.map(({ id, nodes }) => ({ id, targets: nodes.map(({ target }) => target.join(' ')) }))).toEqual(
      [],
    );
  });
}

test('a person finds the template among the meshes and makes it their own', async ({ page }) => {
  const mesh = new MeshPage(page);
  await mesh.open(parley.url);
  await mesh.button('Meshes').click();
  const dialog = page.getByRole('dialog', { name: 'Meshes' });
  await dialog.getByRole('button', { name: new RegExp(`^${escalate.name}.*two short calls`) }).click();
  await expect(mesh.card('Agreement check')).toBeVisible();
  await expect(mesh.header.getByText(/^2 to 6 calls/)).toBeVisible();
  await mesh.run();
  await mesh.expectRun('Done');
  await expect(mesh.card('Agreement check').getByText('Settled: the voices agreed.')).toBeVisible();
});

test('two that disagree are looked into, and the result comes by the other way', async ({ page }) => {
  disagree();
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, escalate));
  await mesh.run();
  await mesh.expectRun('Done');
  await expect(mesh.card('Agreement check').getByText('Open: the voices are split with no lead.')).toBeVisible();
  await expect(mesh.panel.getByRole('region', { name: 'Result' })).toContainText('The café may not stay as it is');
  await expect(mesh.canvas.getByText(/^Not needed/)).toHaveCount(0);
  await expect(mesh.wire('Agreement check', 'Result').locator('.wire-not-taken')).toHaveCount(1);
  await expect(mesh.wire('Agreement check', 'Consent').locator('.wire-not-taken')).toHaveCount(0);
  expect(deepMarks.map((mark) => parley.callsOf(mark))).toEqual([1, 1, 1]);
});

test('a way that comes to no output is said while the mesh is built', async ({ page }) => {
  const edges = escalate.edges.filter(({ id }) => id !== 'router-result');
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, { ...escalate, edges }));
  await mesh.openProblems();
  await expect(
    mesh.problem('When "Agreement check" takes its side "Settled", the run comes to no output.'),
  ).toBeVisible();
});

test('a run killed behind the fork goes the same way after a restart', async () => {
  disagree();
  const runId = await startRun(parley.url, escalate);
  const before = await followRun(parley.url, runId, 0, ({ type, ...event }) => {
    return type === 'text-delta' && 'stepId' in event && event.stepId === 'consent';
  });
  await parley.server.kill();
  const { port } = parley.server;
  const restarted = await startParley({ dataFolder: parley.dataFolder, port, env: parley.env });
  try {
    const after = await followRun(restarted.url, runId, before.at(-1)?.seq ?? 0);
    const state = [...before, ...after].reduce(reduceRun, createRunState(runId));
    expect(await readState(restarted.url, runId)).toEqual(state);
    expect(state.status).toBe('done');
    expect(state.steps['router']?.output).toMatchObject({ side: 'open' });
    expect(parley.callsOf(firstLook)).toBe(2);
    for (const mark of deepMarks) expect(parley.callsOf(mark)).toBeLessThanOrEqual(2);
  } finally {
    await restarted.stop();
  }
});
