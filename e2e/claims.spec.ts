// Agents that answer as claims: the words grow on the card without a trace of their form, each claim leads to the words it
// rests on, and a reply that came in no form at all is kept and marked.
import { expect, test } from '@playwright/test';
import { MeshPage } from './support/mesh-page.ts';
import { type ParleyWithModels, startParleyWithModels } from './support/parley-with-models.ts';
import { agentOf, createSample, saveMesh } from './support/sample-mesh.ts';

const material = 'The meters cost 400 euros each. Half of them stood still in the first winter.';
const answer = 'Not **this** year: half of the meters stood still.\n\nThe price is "right".';
const inForm = JSON.stringify({
  answer,
  stance: 'wait',
  claims: [
    {
      text: 'Half of the meters stood still.',
      quote: 'Half of them stood still in the first winter.',
      source: 'Pasted text',
    },
    { text: 'The neighbours are content.', quote: 'We are content.', source: 'A letter' },
    { text: 'The price may fall.', quote: null, source: null },
  ],
  confidence: 0.7,
});
const prose = 'I would rather talk about the weather.';

let parley: ParleyWithModels;
test.beforeAll(async () => {
  parley = await startParleyWithModels({ answer: prose });
  parley.replyTo('#claims', { content: inForm }, { latency: 60, chunkSize: 8 });
});
test.afterAll(() => parley.stop());

test('claims stand under the answer with the words they rest on, and a reply in no form is kept as it came', async ({
  page,
}) => {
  const asClaims = { form: 'claims', stances: ['go', 'wait'] };
  const agents = [
    agentOf('Claims', 'gpt', { ...asClaims, instructions: '#claims' }),
    agentOf('Prose', 'claude', asClaims),
  ];
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, createSample('Claims', agents, material)));
  await mesh.run();
  const card = mesh.card('Claims');
  await expect(card.getByText(/Not this year/u)).toBeVisible();
  await expect(card.getByText(/[{}]|"answer"/u)).toHaveCount(0);
  await mesh.expectRun('Done');

  await mesh.showOutput('Claims');
  const { panel } = mesh;
  await expect(panel.getByText('Its stance: wait, and it calls itself 70 % sure')).toBeVisible();
  const claims = panel.getByRole('region', { name: 'What it claims' }).getByRole('listitem');
  await expect(claims).toHaveCount(3);
  await expect(claims.nth(1)).toContainText(
    'These words stand in none of its documents; it names A letter as their source.',
  );
  await expect(claims.nth(2)).toContainText('It quotes nothing for this.');
  await claims.nth(0).getByRole('button', { name: 'Show in document: Pasted text' }).click();
  await expect(page.getByRole('dialog').locator('mark')).toHaveText('Half of them stood still in the first winter.');
  await page.keyboard.press('Escape');

  await expect(mesh.card('Prose').getByText('No claims listed.')).toBeVisible();
  await mesh.showOutput('Prose');
  await expect(panel.getByText(prose)).toBeVisible();
  await expect(panel.getByText(/its claims are not listed/u)).toBeVisible();
});
