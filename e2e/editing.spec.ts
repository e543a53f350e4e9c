// A mesh is changed and broken by mouse and keyboard: nothing is lost, and plain words say what to mend.
import { expect, test } from '@playwright/test';
import { MeshPage } from './support/mesh-page.ts';
import { agentOf, createSample, readMesh, saveMesh } from './support/sample-mesh.ts';

let mesh: MeshPage;

test.beforeEach(async ({ page, baseURL }) => {
  const agents = [agentOf('Words', 'reader-lexical'), agentOf('Links', 'reader-graph')];
  mesh = new MeshPage(page);
  await mesh.open(
    await saveMesh(baseURL ?? '', createSample('Broken and mended', agents, 'A meter costs nine euros.')),
  );
  await expect(mesh.cards()).toHaveCount(6);
  await expect(mesh.problemCount()).toHaveCount(0);
});

test('undo and redo by keyboard bring back a deleted node with its wires', async ({ page }) => {
  const wires = [mesh.wire('Question', 'Words'), mesh.wire('Words', 'Consensus'), mesh.wire('Words', 'Synthesis')];
  await mesh.select('Words');
  await mesh.field('Domain').fill('prices');
  await mesh.card('Words').getByRole('heading').click();
  await page.keyboard.press('Delete');
  await expect(mesh.card('Words')).toHaveCount(0);
  for (const wire of wires) await expect(wire).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(mesh.card('Words')).toContainText('prices');
  for (const wire of wires) await expect(wire).toBeAttached();
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(mesh.card('Words')).toHaveCount(0);
  for (const wire of wires) await expect(wire).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+z');
  // A burst of typing is one step, so one more takes the whole word away.
  await page.keyboard.press('ControlOrMeta+z');
  await expect(mesh.card('Words')).not.toContainText('prices');
  await mesh.expectSaved();
  await page.reload();
  for (const wire of wires) await expect(wire).toBeAttached();
});

test('a card dragged to the left goes to the left, though its settings open beside it', async ({ page }) => {
  const position = async () => (await readMesh(page.url())).nodes.find(({ id }) => id === 'output')?.position;
  const before = await position();
  await mesh.dragCard('Output', { x: -60, y: 100 });
  await expect.poll(position).not.toEqual(before);
  expect((await position())?.x).toBeLessThan(before?.x ?? 0);
  expect((await position())?.y).toBeGreaterThan(before?.y ?? 0);
  await expect(mesh.card('Output').getByRole('heading')).toBeInViewport();
});

test('a duplicated node is a second voice of its own', async ({ page }) => {
  await mesh.select('Words');
  await mesh.card('Words').getByRole('heading').click();
  await page.keyboard.press('ControlOrMeta+d');
  await expect(mesh.cards()).toHaveCount(7);
  await mesh.field('Title').fill('More words');
  await expect(mesh.card('More words')).toBeVisible();
  await expect(mesh.card('Words')).toBeVisible();
  await mesh.drawWire({ port: 'Brief', of: 'Question' }, { port: 'Brief', of: 'More words' });
  await expect(mesh.wire('Question', 'Words')).toBeAttached();
});

test('a consensus left with one voice says so on its card and in the problems', async ({ page }) => {
  const words = '"Consensus" has one voice, and one voice is not a consensus. Wire another agent into it.';
  await mesh.clickWire({ port: 'Answer', of: 'Words' }, { port: 'Voices', of: 'Consensus' });
  await page.keyboard.press('Delete');
  await expect(mesh.wire('Words', 'Consensus')).toHaveCount(0);
  await mesh.card('Consensus').getByRole('button', { name: '1 problem. Show and fix' }).click();
  await expect(page.getByRole('dialog').getByText(words)).toBeVisible();
  await page.keyboard.press('Escape');
  await mesh.openProblems();
  await mesh.problem(words).getByRole('button').first().click();
  await expect(mesh.panel.getByText(words)).toBeVisible();
  await mesh.pressBlockedRun();
  await expect(mesh.card('Consensus')).toContainText('Not run yet');
  await mesh.drawWire({ port: 'Answer', of: 'Words' }, { port: 'Voices', of: 'Consensus' });
  await expect(mesh.problemCount()).toHaveCount(0);
});

test('a mesh without its output is mended by one click', async ({ page }) => {
  await mesh.select('Output');
  await mesh.card('Output').getByRole('heading').click();
  await page.keyboard.press('Backspace');
  await mesh.openProblems();
  const problem = mesh.problem('This mesh has no output, so a run would have no result.');
  await expect(problem).toBeVisible();
  await problem.getByRole('button', { name: 'Add "Output"', exact: true }).click();
  await expect(mesh.wire('Synthesis', 'Output')).toBeAttached();
  await expect(mesh.drawer.getByText('Nothing is wrong. This mesh can run.')).toBeVisible();
  await mesh.run();
  await mesh.expectRun('Done');
});

test('an agent without its question is mended by one click on its card', async ({ page }) => {
  await mesh.clickWire({ port: 'Brief', of: 'Question' }, { port: 'Brief', of: 'Links' });
  await page.keyboard.press('Delete');
  await mesh
    .card('Links')
    .getByRole('button', { name: /problem.*Show and fix/ })
    .click();
  const problems = page.getByRole('dialog');
  await expect(problems.getByText('"Links" has nothing wired to "Brief". Draw a wire to it.')).toBeVisible();
  await problems.getByRole('button', { name: 'Wire "Question" to "Links"' }).click();
  await expect(mesh.wire('Question', 'Links')).toBeAttached();
  await expect(mesh.problemCount()).toHaveCount(0);
});

test('an impossible wire is refused with the reason, before and after the drop', async ({ page }) => {
  const words = '"Voices" takes an answer, but "Brief" gives a brief (question and documents).';
  await mesh.dragWire({ port: 'Brief', of: 'Question' }, { port: 'Voices', of: 'Consensus' });
  await expect(page.getByRole('status').filter({ hasText: words })).toBeVisible();
  await page.mouse.up();
  await expect(page.getByRole('listitem').filter({ hasText: words })).toBeVisible();
  await expect(mesh.wire('Question', 'Consensus')).toHaveCount(0);
});

test('a wire that would close a circle is refused with the reason', async ({ page }) => {
  await mesh.dragWire({ port: 'Verdict', of: 'Consensus' }, { port: 'Earlier voices', of: 'Words' });
  await page.mouse.up();
  const words = '"Words" already leads to "Consensus", so this wire would close a circle.';
  await expect(page.getByRole('listitem').filter({ hasText: words })).toBeVisible();
  await expect(mesh.wire('Consensus', 'Words')).toHaveCount(0);
});
