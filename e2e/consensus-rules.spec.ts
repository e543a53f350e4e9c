// Rules beyond a plain vote, as a person meets them: agents that rank, a person who decides what the voices leave open (also after a
// crash of the server), and how sure a decision may be.
import type { Graph } from '@parley/spec';
import { expect, test } from '@playwright/test';
import { findFaults } from './support/accessibility.ts';
import { MeshPage } from './support/mesh-page.ts';
import { type ParleyWithModels, startParleyWithModels } from './support/parley-with-models.ts';
import { type ParleyServer, startParley } from './support/parley-server.ts';
import { agentOf, createSample, saveMesh } from './support/sample-mesh.ts';

let parley: ParleyWithModels;
/** The server after the crash. */
let second: ParleyServer | undefined;
test.beforeAll(async () => {
  parley = await startParleyWithModels({ answer: 'Nothing was asked for.' });
});
test.afterAll(async () => {
  await second?.stop();
  await parley.stop();
});

const stances = ['North bank', 'Old mill', 'South gate'];

/** Agents of three families; the consensus has this config, and the last agent only chooses. */
function createMesh(name: string, consensus: Graph['nodes'][number]['config']): Graph {
  const families = { Law: 'claude', Money: 'gpt', Water: 'gemini' };
  const agents = Object.entries(families).map(([title, family]) =>
    agentOf(title, family, {
      domain: title.toLowerCase(),
      instructions: `mark-${name}-${title}`,
      stances,
      ...(title !== 'Water' && { choice: 'ranking' }),
    }),
  );
  const graph = createSample(name, agents);
  return {
    ...graph,
    nodes: graph.nodes.map((node) =>
      node.id === 'consensus' ? { ...node, config: { ...node.config, ...consensus } } : node,
    ),
  };
}

function reply(name: string, said: Readonly<Record<'Law' | 'Money' | 'Water', string>>): void {
  for (const [title, line] of Object.entries(said)) {
    parley.replyTo(`mark-${name}-${title}`, { content: `The ground there is the firmest we have.\n\n${line}` });
  }
}

const split = {
  Law: 'RANKING: "North bank" > "Old mill" > "South gate"\nCONFIDENCE: 0.7',
  Money: 'RANKING: "South gate" > "Old mill" > "North bank"\nCONFIDENCE: 0.6',
  Water: 'STANCE: Old mill\nCONFIDENCE: 0.5',
};

for (const colorScheme of ['light', 'dark'] as const) {
  test(`rankings decide where first places are level, and say who only chose (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const name = `Ranks${colorScheme}`;
    reply(name, split);
    const mesh = new MeshPage(page);
    await mesh.open(await saveMesh(parley.url, createMesh(name, {})));
    await mesh.select('Consensus');
    await mesh.panel.getByRole('combobox', { name: 'Decided by' }).click();
    await page.getByRole('option', { name: 'Rankings' }).click();
    await mesh.expectSaved();
    await mesh.run();
    await mesh.expectRun('Done');
    const card = mesh.card('Consensus');
    await expect(card).toContainText('Decided: Old mill');
    await expect(card).toContainText('No history yet');
    await expect(mesh.card('Law').getByText('RANKING')).toHaveCount(0);

    await mesh.showOutput('Consensus');
    const { panel } = mesh;
    await expect(panel.getByText('Decided here by “Rankings”: “Old mill”.')).toBeVisible();
    await expect(panel.locator('[data-confidence]')).toContainText(
      'No history yet: how often a vote like this is right',
    );
    const rules = panel.getByRole('table', { name: 'The same answers under each rule' });
    await expect(rules.getByRole('row', { name: /^Most votes/ })).toContainText('are level');
    await expect(rules.getByRole('row', { name: /^Rankings \(decides here\)/ })).toContainText(
      'Old mill67 % of points',
    );
    const rankings = panel.getByRole('region', { name: 'Rankings' });
    await expect(rankings.getByRole('listitem')).toHaveText([
      /Law.*North bank › Old mill › South gate$/,
      /Money.*South gate › Old mill › North bank$/,
      /Water.*Old mill \(chose only: a ranking of one\)$/,
    ]);
    expect(await findFaults(page)).toEqual([]);
    await mesh.showOutput('Law');
    await expect(panel.getByText('Its ranking: North bank › Old mill › South gate')).toBeVisible();
  });

  test(`a person decides what the voices leave open, and it is called theirs (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const name = `Person${colorScheme}`;
    reply(name, split);
    const mesh = new MeshPage(page);
    await mesh.open(await saveMesh(parley.url, createMesh(name, {})));
    await mesh.select('Consensus');
    await mesh.panel.getByRole('combobox', { name: 'Decided by' }).click();
    await page.getByRole('option', { name: 'A person, where the voices do not settle it' }).click();
    await mesh.expectSaved();
    await expect(mesh.card('Consensus')).toContainText('A person decides what stays open');
    await mesh.run();
    await expect(mesh.card('Consensus')).toContainText('asks you to decide, because the voices do not agree');
    await mesh.card('Consensus').getByRole('button', { name: 'Answer…' }).click();
    const asked = mesh.panel.getByRole('region', { name: 'Consensus waits for you' });
    await expect(asked).toContainText('The question: Should the town buy the meters?');
    await expect(asked).toContainText('“Old mill”: "Water"');
    // What was found so far can be read under the question.
    await expect(mesh.panel.getByText('The 3 voices that took a stance are split with no lead')).toBeVisible();
    expect(await findFaults(page)).toEqual([]);
    await asked.getByLabel('Your own decision, or why you choose one of these').fill('The mill floods in March.');
    await asked.getByRole('button', { name: 'South gate', exact: true }).click();
    await mesh.expectRun('Done');
    await expect(mesh.card('Consensus')).toContainText('A person decided: South gate');
    await mesh.showOutput('Consensus');
    const { panel } = mesh;
    await expect(
      panel.getByText('A person decided: “South gate”. That is not the agreement of the voices.'),
    ).toBeVisible();
    await expect(panel.getByText('“The mill floods in March.”')).toBeVisible();
    await expect(panel.getByText('North bank (a person decided otherwise)')).toBeVisible();
    await expect(panel.getByRole('row', { name: /^A person, where/ })).toContainText('South gate (a person decided)');
    await expect(panel.locator('[data-confidence]')).toHaveCount(0);
    // The vote itself decided nothing, so nobody asks whether it was right.
    const grade = panel.getByRole('region', { name: 'Grade' });
    await expect(grade).toContainText('Do you know what was true?');
    await grade.getByRole('button', { name: 'Say what was true' }).click();
    await grade.getByRole('button', { name: 'South gate' }).click();
    await expect(grade).toContainText('You said that the truth was “South gate”.');
    expect(await findFaults(page)).toEqual([]);
  });
}

test('a person is not asked where the voices settle it by the rule that was named', async ({ page }) => {
  const name = 'Settled';
  reply(name, { ...split, Water: 'STANCE: North bank' });
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, createMesh(name, { rule: 'person', settledBy: 'majority' })));
  await mesh.run();
  await mesh.expectRun('Done');
  await mesh.showOutput('Consensus');
  await expect(mesh.panel.getByRole('row', { name: /^A person, where/ })).toContainText(
    'North bank (the voices settled it)',
  );
});

test('the question of a consensus waits through a crash of the server, and no voice is paid twice', async ({
  page,
}) => {
  const name = 'Crash';
  reply(name, split);
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, createMesh(name, { rule: 'person' })));
  await mesh.run();
  await expect(mesh.card('Consensus').getByRole('button', { name: 'Answer…' })).toBeVisible();
  const calls = parley.calls();
  const { port } = parley.server;
  await parley.server.kill();
  second = await startParley({ dataFolder: parley.dataFolder, port, env: parley.env });
  await page.reload();
  await mesh.card('Consensus').getByRole('button', { name: 'Answer…' }).click();
  const asked = mesh.panel.getByRole('region', { name: 'Consensus waits for you' });
  await asked.getByLabel('Your own decision, or why you choose one of these').fill('The market square');
  await asked.getByRole('button', { name: 'Decide in these words' }).click();
  await mesh.expectRun('Done');
  await expect(mesh.card('Consensus')).toContainText('A person decided: The market square');
  expect(parley.calls()).toBe(calls);
  const runs: unknown = await (await fetch(`${parley.url}/api/history`)).json();
  expect(runs).toMatchObject({ records: [] });
  await mesh.showOutput('Synthesis');
  await expect(mesh.panel.getByText('A person decided: “The market square”.')).toBeVisible();
});
