// A newcomer builds a mesh by mouse from the empty canvas, runs it without a key and reads what supports the result.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { MeshPage } from './support/mesh-page.ts';

const memos = join(import.meta.dirname, '../examples/first-mesh/documents');
const question = 'When must the bids for the 2027 round be handed in?';
const printedSentence = 'The harbour office opens its ultrasonic meter tender on the second of June.';
const pasted =
  'A neighbouring town pays a bidder who hands in the bids for the 2027 round early a bonus of two percent.';

/** A PDF as a person would have one: printed by a browser. */
async function printPdf(page: Page): Promise<Buffer> {
  const paper = await page.context().newPage();
  await paper.setContent(`<h1>Harbour office</h1><p>${printedSentence}</p>`);
  const pdf = await paper.pdf({ format: 'A4' });
  await paper.close();
  return pdf;
}

test('a mesh built by mouse from the empty canvas runs without a key and shows who said what', async ({ page }) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  const mesh = new MeshPage(page);
  await mesh.open('/');
  await mesh.command('New mesh');
  await expect(page.getByRole('heading', { name: 'Ask a question to several minds' })).toBeVisible();
  await expect(mesh.cards()).toHaveCount(0);
  for (let step = 0; step < 3; step += 1) await mesh.canvas.getByRole('button', { name: 'Zoom Out' }).click();

  await test.step('add six nodes', async () => {
    await mesh.dragFromPalette('Input', { x: 90, y: 300 });
    await mesh.dragFromPalette('Agent', { x: 260, y: 120 });
    await mesh.quickAdd('Agent', { x: 180, y: 520 });
    await mesh.dragFromPalette('Consensus', { x: 440, y: 120 });
    await mesh.dragFromPalette('Synthesis', { x: 610, y: 330 });
    await mesh.dragFromPalette('Output', { x: 770, y: 120 });
    await expect(mesh.cards()).toHaveCount(6);
  });

  await test.step('wire them handle to handle', async () => {
    for (const agent of ['Agent', 'Agent 2']) {
      await mesh.drawWire({ port: 'Brief', of: 'Input' }, { port: 'Brief', of: agent });
      await mesh.drawWire({ port: 'Answer', of: agent }, { port: 'Voices', of: 'Consensus' });
      await mesh.drawWire({ port: 'Answer', of: agent }, { port: 'Voices', of: 'Synthesis' });
    }
    await mesh.drawWire({ port: 'Verdict', of: 'Consensus' }, { port: 'Verdict', of: 'Synthesis' });
    await mesh.drawWire({ port: 'Report', of: 'Synthesis' }, { port: 'Result', of: 'Output' });
  });

  await test.step('ask the question and give it something to read', async () => {
    await mesh.select('Input');
    await mesh.field('Question').fill(question);
    await mesh.field('Pasted text').fill(pasted);
    await mesh.addDocuments(globSync('*.md', { cwd: memos }).map((name) => join(memos, name)));
    await expect(mesh.panel.getByText('Markdown ·')).toHaveCount(4);
    await mesh.addDocuments({ name: 'harbour.pdf', mimeType: 'application/pdf', buffer: await printPdf(page) });
    await expect(mesh.panel.getByText('harbour.pdf', { exact: true })).toBeVisible();
    await mesh.addDocuments({ name: 'broken.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no PDF') });
    await expect(mesh.panel.getByRole('alert')).toContainText('"broken.pdf" is called a PDF, but it is not one');
  });

  await test.step('choose who speaks', async () => {
    await mesh.select('Agent');
    await mesh.field('Title').fill('Words');
    await mesh.field('Domain').fill('market');
    await mesh.select('Agent 2');
    await mesh.field('Title').fill('Links');
    await mesh.chooseFamily('Graph reader');
    await expect(mesh.panel.getByText('Local reader: quotes, never writes.').first()).toBeVisible();
    await expect(mesh.card('Links')).toContainText('Graph reader');
    await expect(mesh.problemCount()).toHaveCount(0);
  });

  await test.step('run it and watch every card finish', async () => {
    await mesh.run();
    await mesh.expectRun('Done');
    for (const title of ['Input', 'Words', 'Links', 'Consensus', 'Synthesis', 'Output']) {
      await expect(mesh.card(title)).toContainText('Done');
    }
  });

  await test.step('read the result with what supports it', async () => {
    const result = mesh.panel.getByRole('region', { name: 'Output' });
    await expect(result.getByRole('heading', { name: question })).toBeVisible();
    const due = result.locator('[data-support]').filter({ hasText: 'due on 31 March 2027' });
    await expect(due.getByRole('list', { name: /^Rests on (Words|Links)/ })).toBeVisible();
    for (const voice of ['Words', 'Links']) {
      await expect(result.getByRole('button', { name: voice, exact: true }).first()).toBeVisible();
    }
    await expect(result.getByText('local reader: quotes, never writes').first()).toBeVisible();
    await due.getByRole('button', { name: 'Show in document: market.md' }).click();
    const document = page.getByRole('dialog', { name: 'market.md' });
    await expect(document.locator('mark')).toContainText('due on 31 March 2027');
    await expect(document.locator('mark')).toBeInViewport();
    await document.getByRole('button', { name: 'Close' }).click();
  });
  expect(faults).toEqual([]);
});

test('a PDF is read with its pages, and a quote leads back to its page', async ({ page }) => {
  const mesh = new MeshPage(page);
  await mesh.open('/');
  await mesh.command('New mesh');
  await page.getByRole('button', { name: 'Add an input' }).click();
  await mesh.field('Question').fill('When does the harbour office open its tender?');
  await mesh.addDocuments({ name: 'harbour.pdf', mimeType: 'application/pdf', buffer: await printPdf(page) });
  await expect(mesh.panel.getByText(/^PDF · \d+ characters$/)).toBeVisible();
  // A wire dropped on nothing asks what to wire to.
  await mesh.output({ port: 'Brief', of: 'Input' }).hover();
  await page.mouse.down();
  await page.mouse.move(760, 700, { steps: 8 });
  await page.mouse.up();
  await page.getByPlaceholder('Wire to a new…').fill('Agent');
  await page.keyboard.press('Enter');
  await expect(mesh.wire('Input', 'Agent')).toBeAttached();
  await mesh.openProblems();
  await mesh.problem('has no output').getByRole('button', { name: 'Add "Output"', exact: true }).click();
  await expect(mesh.wire('Agent', 'Output')).toBeAttached();
  await mesh.run();
  await mesh.expectRun('Done');
  await mesh.panel.getByRole('button', { name: 'Show in document: harbour.pdf, page 1' }).first().click();
  const document = page.getByRole('dialog', { name: 'harbour.pdf' });
  await expect(document.getByText('on page 1')).toBeVisible();
  await expect(document.locator('mark')).toContainText('second of June');
});
