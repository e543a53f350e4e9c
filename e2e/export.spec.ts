// A mesh as code: shown while it is edited, taken home as a project, and read back, whole or with what could not be read.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Graph, graphRecordSchema, graphSchema } from '@parley/spec';
import { expect, type Page, test } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { MeshPage } from './support/mesh-page.ts';
import { type ParleyWithModels, startParleyWithModels } from './support/parley-with-models.ts';
import { agentOf, createSample, saveMesh } from './support/sample-mesh.ts';

const file = join(import.meta.dirname, '../examples/escalate/graph.json');
const escalate: Graph = graphSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const exportButton = 'Export as TypeScript';

let parley: ParleyWithModels;
test.beforeAll(async () => {
  parley = await startParleyWithModels({ answer: 'Yes.' });
});
test.afterAll(() => parley.stop());

const codeOf = (mesh: MeshPage) => mesh.drawer.getByLabel('Code of the mesh');

/** The saved mesh of the page's address, without what a version of it is called. */
async function savedGraph(page: Page): Promise<Graph> {
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const response = await fetch(`${parley.url}/api/graphs/${id}`);
  return graphRecordSchema.parse(await response.json()).graph;
}

/** All but the settings: those that were left at what is usual come back written out. That they say the same is seen in the code. */
const shapeOf = ({ nodes, ...rest }: Graph) => ({
  ...rest,
  nodes: nodes.map(({ id, type, position, config }) => ({ id, type, position, title: config['title'] })),
});

/** Chooses files in the dialog that "Import…" opens. */
async function importFiles(mesh: MeshPage, files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
  const chooser = mesh.page.waitForEvent('filechooser');
  await mesh.command('Import…');
  await (await chooser).setFiles(files);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the code follows the mesh, and a constant and its node select each other (${colorScheme})`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const mesh = new MeshPage(page);
    await mesh.open(await saveMesh(parley.url, escalate));
    await mesh.header.getByRole('button', { name: exportButton }).click();
    const code = codeOf(mesh);
    await expect(code).toContainText("const firstConsensus = await mesh.consensus('First consensus'");
    await mesh.select('First consensus');
    await expect(code.getByRole('button', { name: 'firstConsensus', pressed: true })).toHaveCount(2);
    await code.getByRole('button', { name: 'report', exact: true }).first().click();
    await expect(mesh.field('Title')).toHaveValue('Report');
    await mesh.field('Title').fill('Final word');
    await expect(code).toContainText("finalWord = await mesh.synthesise('Final word'");
    await expect(code.getByRole('button', { name: 'finalWord', pressed: true }).first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.target])).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`code-${colorScheme}.png`) });
  });
}

test('a project is downloaded with all its files, and comes back as the same mesh', async ({ page }) => {
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, escalate));
  await mesh.header.getByRole('button', { name: exportButton }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    mesh.drawer.getByRole('button', { name: 'Download project' }).click(),
  ]);
  const before = await savedGraph(page);
  const zip = readFileSync(await download.path());
  const files = new Map(
    Object.entries(unzipSync(zip)).map(([path, bytes]) => [path.split('/').slice(1).join('/'), strFromU8(bytes)]),
  );
  const listed = mesh.drawer.getByRole('list', { name: 'Files of the project' });
  for (const path of [
    'mesh.ts',
    'mesh.canvas.json',
    'main.ts',
    'serve.ts',
    'mesh.test.ts',
    'package.json',
    'README.md',
  ]) {
    expect([...files.keys()]).toContain(path);
    await expect(listed.getByText(path, { exact: true })).toBeVisible();
  }
  const code = files.get('mesh.ts') ?? '';
  expect(code).toBe(`${(await codeOf(mesh).innerText()).trimEnd()}\n`);
  await page.screenshot({ path: test.info().outputPath('files.png') });

  const first = page.url();
  await importFiles(mesh, [{ name: 'mesh.zip', mimeType: 'application/zip', buffer: zip }]);
  await expect(page.getByText(`"${escalate.name}" was imported as a new mesh.`)).toBeVisible();
  expect(page.url()).not.toBe(first);
  await expect(mesh.card('First consensus')).toBeVisible();
  const back = await savedGraph(page);
  expect(shapeOf(back)).toEqual(shapeOf(before));
  await expect(codeOf(mesh)).toHaveText(code, { useInnerText: true });

  const second = page.url();
  await importFiles(mesh, [
    { name: 'mesh.ts', mimeType: 'text/typescript', buffer: Buffer.from(code) },
    {
      name: 'mesh.canvas.json',
      mimeType: 'application/json',
      buffer: Buffer.from(files.get('mesh.canvas.json') ?? ''),
    },
  ]);
  await expect(page).not.toHaveURL(second);
  await expect(mesh.card('First consensus')).toBeVisible();
  expect(await savedGraph(page)).toEqual(back);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what cannot be read of a file that is dropped is told by its line (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const mesh = new MeshPage(page);
    await mesh.open(await saveMesh(parley.url, createSample('Open before', [agentOf('Market', 'claude')])));
    const code = readFileSync(join(import.meta.dirname, '../examples/escalate/mesh.ts'), 'utf8').replace(
      '  const firstConsensus',
      '  while (Date.now() < 5) await fetch("http://127.0.0.1/");\n  const firstConsensus',
    );
    const transfer = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.items.add(new File([${JSON.stringify(code)}], 'mesh.ts'));
      data.items.add(new File(['# Lease'], 'lease.md'));
      return data;
    })()`);
    await page.getByTestId('canvas').dispatchEvent('drop', { dataTransfer: transfer });
    const dialog = page.getByRole('dialog', { name: 'Imported, with notes' });
    const line = code.split('\n').findIndex((each) => each.includes('while (')) + 1;
    await expect(dialog.getByText(`Line ${line}`, { exact: true })).toBeVisible();
    await expect(dialog.getByText(/^lease\.md was not read\./)).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.target])).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`notes-${colorScheme}.png`) });
    await dialog.getByRole('button', { name: 'Understood' }).click();
    await expect(mesh.card('First consensus')).toBeVisible();
  });
}

test('a mesh with errors shows what is wrong in place of code, and a file without a mesh changes nothing', async ({
  page,
}) => {
  const mesh = new MeshPage(page);
  const sample = createSample('Without a wire', [agentOf('Market', 'claude')]);
  await mesh.open(await saveMesh(parley.url, { ...sample, edges: sample.edges.slice(1) }));
  await page.keyboard.press('ControlOrMeta+e');
  await expect(mesh.drawer.getByText('There is no code while the mesh has errors.')).toBeVisible();
  await expect(mesh.drawer.getByText(/Market/).first()).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('errors.png') });
  const address = page.url();
  await importFiles(mesh, [
    { name: 'other.ts', mimeType: 'text/typescript', buffer: Buffer.from('export const x = 1;\n') },
  ]);
  await expect(page.getByRole('dialog', { name: 'This could not be imported' })).toContainText(
    'No mesh is opened here',
  );
  expect(page.url()).toBe(address);
});
