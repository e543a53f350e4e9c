// What lies between the fields of five voices: the matrix before a run costs anything, while it fills, and to be read; a cell that
// fails, and one that is asked again; a narrow screen; and a kill in the middle that pays for nothing twice.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRunState, type Graph, graphSchema, reduceRun } from '@parley/spec';
import { expect, test } from '@playwright/test';
import { findFaults } from './support/accessibility.ts';
import { MeshPage } from './support/mesh-page.ts';
import { type ParleyWithModels, startParleyWithModels } from './support/parley-with-models.ts';
import { startParley } from './support/parley-server.ts';
import { followRun, readState, startRun } from './support/run-api.ts';
import { saveMesh } from './support/sample-mesh.ts';

const folder = join(import.meta.dirname, '../examples/intersections');
const fields: Graph = graphSchema.parse(JSON.parse(readFileSync(join(folder, 'graph.json'), 'utf8')));
interface Reply {
  readonly family: string;
  readonly match: string | readonly string[];
  readonly text: string;
}
// Its shape is proved where the example's goldens are.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const replies = JSON.parse(readFileSync(join(folder, 'replies.json'), 'utf8')) as readonly Reply[];

const explorerMark = 'You look for ideas';
const judgeMark = 'You judge ideas';
const title = 'Between the fields';
/** A claim of each of the two fields whose cell is not drawn as a control of another. */
const aCell = ['Stall holders lose their customers', 'Cold-hardy salads germinate'];
const mapName = /^Between the domains/;

let parley: ParleyWithModels;
test.beforeEach(async () => {
  parley = await startParleyWithModels({ answer: '{"ideas": []}', latency: 5 });
  // Of several that fit the first counts, and the newest rule is tried first.
  for (const { family, match, text } of replies.toReversed()) {
    const marks = [match].flat().concat(family === 'gemini' ? judgeMark : []);
    parley.mock.prependFixture({
      match: {
        predicate: (request) => {
          const asked = JSON.stringify(request);
          return marks.every((mark) => asked.includes(mark));
        },
      },
      response: { content: text },
    });
  }
});
test.afterEach(() => parley.stop());

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a matrix costs nothing before it is run, and is read cell by cell after it (${colorScheme})`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const mesh = new MeshPage(page);
    await mesh.open(await saveMesh(parley.url, fields));
    await expect(mesh.header.getByText(/^23 to 29 calls/)).toBeVisible();

    await mesh.select(title);
    const matrix = mesh.panel.getByRole('group', { name: 'The matrix' });
    await expect(matrix).toContainText(
      '5 domains, 10 cells: a run explores 6 with 24 calls (6 for ideas, 12 for controls, 6 for the judge). Which of them is known when the answers are there',
    );
    await expect(matrix).toContainText(/By list prices (about|up to) \$0\.\d+/);
    await expect(matrix.getByRole('button', { name: /explored if it is among the promising$/ })).toHaveCount(10);

    // By keyboard: one cell is picked, and another beside it.
    await matrix.getByRole('button', { name: /^building physics × small trade/ }).focus();
    await page.keyboard.press('Enter');
    await expect(matrix).toContainText('a run explores 1 with 4 calls');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await expect(
      matrix.getByRole('button', { name: 'building physics × public health: a run explores it', pressed: true }),
    ).toBeFocused();
    await expect(matrix).toContainText('a run explores 2 with 8 calls');
    await expect(mesh.header.getByText(/^11 to 13 calls/)).toBeVisible();
    // By mouse: it is left out again. What was picked is kept in the mesh; two steps back it chooses by itself.
    await matrix.getByRole('button', { name: /^building physics × public health/ }).click();
    await expect(matrix.getByRole('button', { name: 'building physics × public health: left out' })).toBeVisible();
    for (const _ of ['again', 'second', 'first']) await mesh.command('Undo');
    await expect(matrix).toContainText('a run explores 6 with 24 calls');
    expect(parley.calls()).toBe(0);

    await mesh.run();
    await mesh.expectRun('Done');
    expect(parley.calls()).toBe(5 + 24);
    await mesh.showOutput(title);
    const findings = mesh.panel.getByRole('region', { name: 'Findings', exact: true });
    await expect(findings).toContainText('6 findings in 6 of 10 cells.');
    await expect(findings).toContainText('24 calls of at most 24');
    await expect(findings).toContainText(
      'Against 12 of them, by newness of what holds up, 1 of 6 findings stands above; the others cannot be told from noise.',
    );
    await expect(findings).toContainText('A score is not truth.');
    const map = findings.getByRole('region', { name: 'Between the domains: Lift over control' });
    await expect(map.getByRole('img', { name: mapName })).toContainText('noise');
    await expect(map.getByRole('img', { name: mapName })).toContainText('budget');

    // The best finding is open; its ground is named.
    const best = findings.getByRole('region', { name: 'small trade × gardening' });
    await expect(best).toContainText('Instead of a bonus card');
    await expect(best).toContainText('stands above its controls (above 12 of 12 controls)');
    await expect(best.getByRole('region', { name: 'Claims it builds on' })).toContainText(
      'Seedlings that are started in February can be sold',
    );

    // One axis at a time; the table holds all of them.
    await findings.getByRole('radio', { name: 'Plausibility' }).check();
    const plausible = findings.getByRole('region', { name: 'Between the domains: Plausibility' });
    await plausible.getByRole('button', { name: 'Show as a table' }).click();
    await expect(plausible.getByRole('row', { name: /^acoustics × gardening/ })).toContainText('0.2');
    await expect(plausible.getByRole('row', { name: /^acoustics × public health/ })).toContainText(
      'Not explored: the budget of calls held no more.',
    );
    await plausible.getByRole('button', { name: 'Hide the table' }).click();

    // A cell by keyboard, and one by mouse: where its number stands.
    await findings.getByRole('combobox', { name: 'Read a cell' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: /^acoustics × gardening/ }).press('Enter');
    await expect(findings.getByRole('region', { name: 'acoustics × gardening' })).toContainText(
      'Beds are too low and too few',
    );
    await plausible.getByRole('img', { name: mapName }).getByText('0.8', { exact: true }).first().click();
    await expect(findings.getByRole('region', { name: 'building physics × public health' })).toContainText(
      'A walking group at noon',
    );
    const order = findings.getByRole('region', { name: 'Findings in order' });
    await expect(order.getByRole('listitem').first()).toContainText('Instead of a bonus card');
    await expect(order).toContainText('One axis after the other, never added up');
    await expect(findings.getByText('12 controls: what the findings are compared with')).toBeVisible();
    const saved = page.waitForEvent('download');
    await plausible.getByRole('button', { name: /as SVG$/ }).click();
    expect((await saved).suggestedFilename()).toContain('.svg');
    expect(await findFaults(page)).toEqual([]);
  });
}

test('the matrix fills while it runs, and a cell that fails stops no other', async ({ page }) => {
  parley.mock.prependFixture({
    match: {
      predicate: (request) => {
        const asked = JSON.stringify(request);
        return asked.includes(explorerMark) && aCell.every((mark) => asked.includes(mark));
      },
    },
    response: { content: 'I would rather talk about the weather.' },
  });
  const mesh = new MeshPage(page);
  const hold = Promise.withResolvers<void>();
  // The judge of one cell keeps the run waiting until the live matrix was seen.
  parley.mock.prependFixture({
    match: {
      predicate: (request) =>
        JSON.stringify(request).includes(judgeMark) && JSON.stringify(request).includes('Heavy cloth hung'),
    },
    response: async () => {
      await hold.promise;
      return { content: '{"verdicts": []}' };
    },
  });
  await mesh.open(await saveMesh(parley.url, fields));
  await mesh.run();
  await mesh.showOutput(title);
  const live = mesh.panel.getByRole('region', { name: 'Cells as they are explored' });
  await expect(live).toContainText(/\d of 6 cells explored, 1 failed, \d ideas? so far/);
  await expect(
    live.getByText('small trade × gardening failed: The explorer did not reply in the form'),
  ).not.toHaveCount(0);
  await expect(mesh.card(title)).toContainText(/of 6 cells explored/);
  hold.resolve();
  await mesh.expectRun('Done');
  const findings = mesh.panel.getByRole('region', { name: 'Findings', exact: true });
  await expect(findings).toContainText('5 findings in 5 of 10 cells.');
  await expect(findings.getByRole('img', { name: mapName })).toContainText('failed');
});

test('a cell that was refused is asked again in the same run, and what was paid for is not', async ({ page }) => {
  let refuses = true;
  parley.mock.prependFixture({
    match: {
      predicate: (request) => {
        const asked = JSON.stringify(request);
        return refuses && asked.includes(explorerMark) && aCell.every((mark) => asked.includes(mark));
      },
    },
    response: { error: { message: 'Not this one.', type: 'invalid_request_error' }, status: 400 },
  });
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, fields));
  await mesh.run();
  await mesh.expectRun('Done');
  await mesh.showOutput(title);
  const findings = mesh.panel.getByRole('region', { name: 'Findings', exact: true });
  await expect(findings).toContainText('5 findings in 5 of 10 cells.');
  const paid = parley.callsOf(explorerMark);
  refuses = false;
  await findings.getByRole('button', { name: 'Ask what failed in its cells again' }).click();
  await expect(findings).toContainText('6 findings in 6 of 10 cells.');
  await expect(findings.getByRole('button', { name: 'Ask what failed in its cells again' })).toHaveCount(0);
  expect(parley.callsOf(explorerMark) - paid).toBe(1);
});

test('on a narrow screen the map is there and nothing is cut off', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, fields));
  await mesh.run();
  await expect(page.getByText('6 findings in 6 of 10 cells.')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('img', { name: mapName })).toBeVisible();
  const overflow = await page.locator('body').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test('a run killed in the middle of its cells goes on and pays for nothing twice', async () => {
  const runId = await startRun(parley.url, fields);
  const before = await followRun(
    parley.url,
    runId,
    0,
    (event) => event.type === 'cell-change' && event.cell.state === 'explored',
  );
  await parley.server.kill();
  const { port } = parley.server;
  const paid = parley.callsOf(explorerMark) + parley.callsOf(judgeMark);
  const restarted = await startParley({ dataFolder: parley.dataFolder, port, env: parley.env });
  try {
    const after = await followRun(restarted.url, runId, before.at(-1)?.seq ?? 0);
    const state = [...before, ...after].reduce(reduceRun, createRunState(runId));
    expect(await readState(restarted.url, runId)).toEqual(state);
    expect(state.status).toBe('done');
    expect(state.steps['between']?.output).toMatchObject({ kind: 'findings', calls: { made: 24, budget: 24 } });
    const calls = parley.callsOf(explorerMark) + parley.callsOf(judgeMark);
    // Only what was under way when it was killed is asked again: the calls of at most three cells.
    expect(calls - 24).toBeLessThanOrEqual(9);
    expect(calls - paid).toBeLessThan(24);
  } finally {
    await restarted.stop();
  }
});
