// What a mesh's voices are worth together: told while it is built, and told again beside what they said.
import { expect, test } from '@playwright/test';
import { MeshPage } from './support/mesh-page.ts';
import { type ParleyWithModels, startParleyWithModels } from './support/parley-with-models.ts';
import { agentOf, createSample, saveMesh } from './support/sample-mesh.ts';

let parley: ParleyWithModels;

test.beforeAll(async () => {
  parley = await startParleyWithModels({ answer: 'Nothing was asked for.' });
});
test.afterAll(() => parley.stop());

const stances = ['buy', 'wait'];
const masks = ['Law', 'Money', 'Water'].map((title) =>
  agentOf(title, 'claude', { domain: title.toLowerCase(), instructions: `mark-${title}`, stances }),
);

test('masks are named as masks, and one click gives one of them another mind', async ({ page }) => {
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, createSample('Masks', masks)));
  const meter = mesh.header.getByRole('button', { name: /counting as about/ });
  await expect(meter).toHaveAccessibleName('3 voices, counting as about 1.3. Show why');
  await mesh.header.getByRole('button', { name: 'Timeline, problems, outline, code' }).click();
  await mesh.drawer.getByRole('tab', { name: /^Problems/ }).click();
  await expect(mesh.problem('one engine wearing 3 masks').first()).toBeVisible();
  await mesh.drawer
    .getByRole('button', { name: /^Let "Water" speak through/ })
    .first()
    .click();
  await expect(mesh.problem('one engine wearing 3 masks')).toHaveCount(0);
  await expect(meter).toHaveAccessibleName('3 voices, counting as about 1.5. Show why');
  await meter.click();
  await expect(page.getByRole('img', { name: '3 voices, counting as about 1.5, drawn as 2 groups' })).toBeVisible();
  await expect(page.getByText('Assumed from who their makers are, not measured')).toBeVisible();
});

test('every rule is seen on the same answers, and the chosen one decides', async ({ page }) => {
  for (const title of ['Law', 'Money', 'Water'])
    parley.replyTo(`mark-${title}`, { content: 'It pays for itself.\n\nStance: buy' });
  for (const title of ['Wear', 'Debt']) parley.replyTo(`mark-${title}`, { content: 'It breaks.\n\nStance: wait' });
  const others = [
    agentOf('Wear', 'gpt', { instructions: 'mark-Wear', stances }),
    agentOf('Debt', 'gemini', { instructions: 'mark-Debt', stances }),
  ];
  const graph = createSample('Rules', [...masks, ...others]);
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, graph));
  await mesh.select('Consensus');
  await mesh.field('Decided by').click();
  await page.getByRole('option', { name: 'Votes, copies counting less' }).click();
  await mesh.run();
  await mesh.expectRun('Done');
  await mesh.showOutput('Consensus');
  const table = mesh.panel.getByRole('table', { name: 'The same answers under each rule' });
  await expect(table.getByRole('row')).toHaveText([
    /Most votes.*buy.*60 %/,
    /Votes, copies counting less \(decides here\).*wait.*6\d %/,
    /All must agree.*Undecided: “buy” has not enough/,
    /Quorum of all voices.*Undecided: “buy” has not enough.*60 %/,
  ]);
  await expect(mesh.panel.getByText('3 of the 5 voices that took a stance say “buy”.')).toBeVisible();
  await expect(mesh.card('Consensus').getByText('Decided: wait')).toBeVisible();
  await expect(mesh.panel.getByText('Decided here by “Votes, copies counting less”: “wait”.')).toBeVisible();
  await expect(
    mesh.panel.getByRole('img', { name: /^5 voices, counting as about 1\.6, drawn as 3 groups/ }),
  ).toBeVisible();

  // A person knows better: it is kept, and can be taken back.
  const grade = mesh.panel.getByRole('region', { name: 'Grade' });
  await expect(mesh.panel.getByText('No history yet')).toBeVisible();
  await grade.getByRole('button', { name: 'It was wrong' }).click();
  await grade.getByRole('button', { name: 'buy' }).click();
  await expect(grade.getByText('You said that the truth was “buy”.')).toBeVisible();
  await page.reload();
  await mesh.showOutput('Consensus');
  await expect(grade.getByText('You said that the truth was “buy”.')).toBeVisible();
  await grade.getByRole('button', { name: 'Take it back' }).click();
  await expect(grade.getByRole('button', { name: 'It was right' })).toBeVisible();
});
