// Large meshes: what happens on one card leaves all the others alone, and thousands of nodes open.
import type { Graph } from '@parley/spec';
import { expect, test } from '@playwright/test';
import { MeshPage } from './support/mesh-page.ts';
import { type ParleyWithModels, startParleyWithModels } from './support/parley-with-models.ts';
import { agentOf, createSample, saveMesh } from './support/sample-mesh.ts';
import { watchCards } from './support/watch-cards.ts';

const words = (count: number) => Array.from({ length: count }, (_, index) => `Point ${index + 1} stands.`).join(' ');

let parley: ParleyWithModels;
test.beforeAll(async () => {
  parley = await startParleyWithModels({ answer: 'A short answer.' });
});
test.afterAll(() => parley.stop());

/** `count` nodes: one agent that streams for long, and readers, on a grid. */
function createLargeMesh(name: string, count: number): Graph {
  const readers = Array.from({ length: count - 5 }, (_, index) => agentOf(`Reader ${index + 1}`, 'reader-lexical'));
  const streamer = agentOf('Streamer', 'gpt', { instructions: 'SCALE-STREAM' });
  const graph = createSample(name, [streamer, ...readers], 'A smart meter saves four cubic metres of water a year.');
  const columns = Math.ceil(Math.sqrt(count));
  const nodes = graph.nodes.map((node, index) => ({
    ...node,
    position: { x: (index % columns) * 300, y: Math.floor(index / columns) * 280 },
  }));
  // Every reader speaks to the consensus; a report of thousands of voices is another story.
  const few = new Set(['agent-1', 'agent-2', 'agent-3', 'consensus']);
  return {
    ...graph,
    nodes,
    edges: graph.edges.filter(({ source, target }) => target !== 'synthesis' || few.has(source)),
  };
}

test('on a mesh of 300 nodes an edit and a stream change their own card only', async ({ page }) => {
  test.slow();
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, createLargeMesh('Three hundred', 300)));
  await expect(mesh.cards()).toHaveCount(300);

  const corner = mesh.card('Question');
  const before = await corner.boundingBox();
  const frame = await mesh.canvas.boundingBox();
  await page.mouse.move((frame?.x ?? 0) + 6, (frame?.y ?? 0) + 6);
  await page.mouse.down();
  await page.mouse.move((frame?.x ?? 0) + 126, (frame?.y ?? 0) + 66, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => Math.round(((await corner.boundingBox())?.x ?? 0) - (before?.x ?? 0))).toBe(120);

  await mesh.command('Streamer');
  await mesh.showTab('Settings');
  await expect(mesh.field('Title')).toHaveValue('Streamer');
  await mesh.expectSaved();
  await mesh.command('Show everything');
  await expect(mesh.cards()).toHaveCount(300);
  const edits = await watchCards(page);
  await mesh.field('Domain').pressSequentially('water');
  await expect(mesh.card('Streamer')).toContainText('water');
  await mesh.expectSaved();
  expect(Object.keys(await edits.read())).toEqual(['agent-1']);

  parley.replyTo('SCALE-STREAM', { content: words(5000) }, { latency: 60 });
  await mesh.run();
  // A card shows the last lines: on a busy machine the first ones are gone before anybody looks.
  await expect(mesh.card('Streamer')).toContainText(/Point \d+ stands\./);
  // All the readers are through; only the streamer is left.
  await expect(mesh.cards().filter({ hasText: /Done/ })).toHaveCount(296, { timeout: 60_000 });
  const stream = await watchCards(page);
  const lastPoint = async () => {
    const shown = (await mesh.card('Streamer').textContent()) ?? '';
    return Math.max(...[...shown.matchAll(/Point (\d+) stands/g)].map(([, number]) => Number(number)));
  };
  const last = await lastPoint();
  await expect.poll(lastPoint, { timeout: 60_000 }).toBeGreaterThan(last + 20);
  const changes = await stream.read();
  expect(Object.keys(changes)).toEqual(['agent-1']);
  expect(changes['agent-1']).toBeGreaterThan(10);
  await mesh.button('Stop').click();
  await mesh.expectRun('Stopped');
});

test('a mesh of 2,000 nodes opens, is edited and saved', async ({ page }) => {
  test.slow();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('crash', () => faults.push('The page crashed.'));
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, createLargeMesh('Two thousand', 2000)));
  await expect(mesh.cards().first()).toBeVisible({ timeout: 90_000 });
  await mesh.button('Settings and results').click();
  await expect(mesh.panel.getByText(/^2000 nodes, \d+ wires$/)).toBeVisible();
  await mesh.command('Reader 1200');
  await mesh.showTab('Settings');
  await mesh.field('Domain').fill('far away');
  await expect(mesh.card('Reader 1200')).toContainText('far away');
  await mesh.expectSaved();
  expect(faults).toEqual([]);
});
