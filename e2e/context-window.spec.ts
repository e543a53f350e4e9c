// One dossier in one run: whole to a model that holds it, trimmed and condensed to models that do not, and all of it to be seen.
import { createRunState, type Graph, reduceRun } from '@parley/spec';
import { expect, test } from '@playwright/test';
import { createDataFolder, removeDataFolder } from './support/data-folder.ts';
import { type ModelMock, startModelMock } from './support/model-mock.ts';
import { type ParleyServer, startParley } from './support/parley-server.ts';
import { followRun, startRun } from './support/run-api.ts';

const decisive = 'The tooling arrives in the second week of May.';
// The stand-in keeps no request that is longer than 64 KB.
const lines = Array.from({ length: 1_000 }, (_, number) => `Paragraph ${number} speaks of lunch, weather and parking.`);
const dossier = [...lines.slice(0, 700), decisive, ...lines.slice(700)].join('\n\n');

function createMesh(): Graph {
  const agents = { large: { model: 'gpt-5.5' }, small: { model: 'tiny' }, brief: { model: 'tiny', fit: 'summarise' } };
  const names = Object.keys(agents);
  return {
    version: 1,
    name: 'Windows',
    nodes: [
      {
        id: 'in',
        type: 'input',
        position: { x: 0, y: 0 },
        config: { question: 'When does the tooling arrive?', text: dossier },
      },
      ...Object.entries(agents).map(([id, config], index) => ({
        id,
        type: 'agent',
        position: { x: 400, y: 300 * index },
        config: { title: id, family: 'gpt', ...config },
      })),
      { id: 'join', type: 'synthesis', position: { x: 800, y: 0 }, config: {} },
      { id: 'out', type: 'output', position: { x: 1200, y: 0 }, config: {} },
    ],
    edges: [
      ...names.flatMap((id) => [
        { id: `in-${id}`, source: 'in', sourcePort: 'brief', target: id, targetPort: 'brief' },
        { id: `${id}-join`, source: id, sourcePort: 'answer', target: 'join', targetPort: 'voices' },
      ]),
      { id: 'join-out', source: 'join', sourcePort: 'report', target: 'out', targetPort: 'result' },
    ],
  };
}

let mock: ModelMock;
let dataFolder: string;
let server: ParleyServer;

test.beforeEach(async () => {
  mock = await startModelMock({ answer: `In May: "${decisive}"` });
  dataFolder = createDataFolder();
  server = await startParley({ dataFolder, env: mock.env });
});
test.afterEach(async () => {
  await server.stop();
  await mock.stop();
  await removeDataFolder(dataFolder);
});

test('each model gets as much of the dossier as it holds, and what was left out is told', async ({ page }) => {
  const runId = await startRun(server.url, createMesh());
  const events = await followRun(server.url, runId, 0);
  const state = events.reduce(reduceRun, createRunState(runId));
  expect(state.status).toBe('done');
  const fits = Object.fromEntries(Object.values(state.steps).map(({ nodeId, fit }) => [nodeId, fit]));
  expect([fits['large'], fits['join']]).toEqual([undefined, undefined]);
  expect(fits['small']).toMatchObject({ strategy: 'trim', window: 8_192, condensed: [] });
  expect(fits['brief']).toMatchObject({ strategy: 'summarise', window: 8_192, leftOut: [] });
  expect(fits['brief']?.condensed[0]?.characters).toBe(dossier.length);
  const bodies = mock.mock.getRequests().map(({ body }) => JSON.stringify(body));
  expect(bodies.filter((body) => body.includes('Paragraph 0 ') && body.includes('Paragraph 999 '))).toHaveLength(1);
  expect(bodies.filter((body) => body.includes('condense one part')).length).toBeGreaterThan(1);
  // Whoever read a part of it still says exactly where the words stand in the whole.
  for (const id of ['large', 'small', 'brief']) {
    const output = Object.values(state.steps).find(({ nodeId }) => nodeId === id)?.output;
    const start = dossier.indexOf(decisive);
    expect(output).toMatchObject({ passages: [{ start, end: start + decisive.length, text: decisive }] });
  }

  const saved = await fetch(`${server.url}/api/graphs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ graph: createMesh() }),
  });
  expect(saved.status).toBe(201);
  await page.goto(server.url);
  await expect(page.getByText(/^\d+ to \d+ calls, about [\d,]+ tokens$/u)).toBeVisible();
  await page.getByRole('button', { name: /^run\b/iu }).click();
  await expect(page.getByText(/^Done, read \d+ of \d+ pages: \d+%$/u)).toBeVisible();
  await expect(page.getByText(/^Done, \d+ pages condensed to \d+$/u)).toBeVisible();
  await page.getByRole('group', { name: 'small, Agent' }).click();
  await page.getByRole('tab', { name: 'Output' }).click();
  const note = page.getByRole('region', { name: 'What it read' });
  await expect(note.getByText(/^Read \d+ of \d+ pages worth: \d+% of the material\.$/u)).toBeVisible();
  await expect(note.getByRole('heading', { name: 'Left out' })).toBeVisible();
  await expect(note.getByRole('listitem')).toHaveText(/^Pasted text: [\d,]+ characters$/u);
});
