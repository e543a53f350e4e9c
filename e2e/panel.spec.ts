// A panel that does not agree: who disputes which number is shown as a pair, a judge from outside is asked once about what is left
// open, and the report cannot leave the minority out.
import { AxeBuilder } from '@axe-core/playwright';
import type { Graph } from '@parley/spec';
import { expect, test } from '@playwright/test';
import { MeshPage } from './support/mesh-page.ts';
import { type ParleyWithModels, startParleyWithModels } from './support/parley-with-models.ts';
import { agentOf, createSample, saveMesh } from './support/sample-mesh.ts';

const twelve = 'The price of the meters rose by 12 percent in 2024.';
const fifteen = 'The price of the meters rose by 15 percent in 2024.';
const says = {
  Law: `${twelve} Smart meters reduce water losses in old pipe networks considerably.\n\nStance: buy`,
  Money: `Money is short. ${twelve}\n\nStance: buy`,
  Water: `In old pipe networks the water losses shrank where smart meters were used. ${fifteen}\n\nStance: wait`,
};
const judging = 'You compare what answers to one question say';
const stances = ['buy', 'wait'];

let parley: ParleyWithModels;
test.beforeAll(async () => {
  parley = await startParleyWithModels({
    answer: 'Nothing was asked for.',
    more: (address) => ({ DEEPSEEK_API_KEY: 'mock-key-deepseek', DEEPSEEK_BASE_URL: `${address}/v1` }),
  });
  for (const [title, content] of Object.entries(says)) parley.replyTo(`mark-${title}`, { content });
  parley.replyTo('mark-writer', {
    content: 'Buy the meters [1][2]. The price of the meters rose by 12 percent in 2024 [1]. Everybody knows that.',
  });
  const verdicts = [1, 2, 3, 4, 5, 6].map((number) => ({ number, stance: 'supports', because: 'Both say it.' }));
  parley.replyTo(judging, { content: JSON.stringify({ verdicts }) });
});
test.afterAll(() => parley.stop());

function createPanel(judge: string): Graph {
  const families = { Law: 'claude', Money: 'gpt', Water: 'gemini' };
  const agents = Object.entries(families).map(([title, family]) =>
    agentOf(title, family, { instructions: `mark-${title}`, stances }),
  );
  const graph = createSample('Panel', agents);
  const configs: Record<string, Graph['nodes'][number]['config']> = {
    consensus: { judge, judgeQuestions: 6 },
    synthesis: { family: 'claude', instructions: 'mark-writer' },
  };
  return {
    ...graph,
    nodes: graph.nodes.map((node) => ({ ...node, config: { ...node.config, ...configs[node.id] } })),
  };
}

test('a disputed number is a pair, the judge is asked once, and the minority has its say', async ({ page }) => {
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, createPanel('deepseek')));
  await mesh.run();
  await mesh.expectRun('Done');
  expect(parley.callsOf(judging)).toBe(1);
  await expect(mesh.card('Consensus').getByText('Check: not all families join')).toBeVisible();

  await mesh.showOutput('Consensus');
  const { panel } = mesh;
  await expect(panel.getByText('2 of 3 families give the same answer').first()).toBeVisible();
  const dissent = panel.getByRole('region', { name: 'Dissent' });
  await expect(dissent.getByRole('listitem').first()).toContainText('says “wait”');

  const claims = panel.getByRole('region', { name: 'Claims' });
  await claims.getByRole('button', { name: /^Disputed/ }).click();
  const pair = claims.getByRole('list', { name: 'Disputed', exact: true }).locator(':scope > li');
  await expect(pair).toHaveCount(2);
  await expect(pair.first()).toContainText(`Consensus`);
  await expect(pair.first()).toContainText('and disputed');
  await expect(pair.first().getByRole('list', { name: 'Said by' })).toHaveText(/Law.*Money/);
  await expect(pair.first().getByRole('list', { name: 'Disputed by' })).toContainText(
    'numbers differ: 12 percent against 15 percent',
  );
  await pair
    .first()
    .getByRole('button', { name: /^Water disputes it, compared as numbers, dates or names/ })
    .click();
  await expect(page.getByRole('dialog', { name: 'What Water says' }).locator('mark')).toHaveText(fifteen);
  await page.keyboard.press('Escape');

  await claims.getByRole('button', { name: /^All/ }).click();
  await expect(
    claims.getByRole('button', { name: /supports it, said by the judge: Both say it\./ }).first(),
  ).toBeVisible();
  await expect(
    claims.getByText(/^The judge \(DeepSeek, .*\) was asked once, about \d+ open comparisons?, and decided/),
  ).toBeVisible();

  await mesh.showOutput('Synthesis');
  const minority = panel.getByRole('region', { name: 'Minority report' });
  await expect(minority).toContainText('"Water" chose "wait", against "buy".');
  await expect(panel.getByRole('list', { name: 'Claims it states' }).first()).toContainText(
    `Consensus and disputed: “${twelve}”`,
  );
  const origin = panel.getByLabel('Where it comes from');
  await expect(origin).toContainText(
    'About 100 % of this rests on Claude, which also wrote it (2 of 2 supported sentences, 1 on it alone, by its own citations).',
  );
  await expect(origin).toContainText('Starts from');
  await expect(panel.getByText('No support named').first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))])).toEqual([]);
});

test('a judge that sits on the panel is warned of, and one click names one that does not', async ({ page }) => {
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, createPanel('gemini')));
  await mesh.openProblems();
  await expect(mesh.problem('The judge of "Consensus" sits on the panel').first()).toBeVisible();
  await mesh.drawer
    .getByRole('button', { name: /^Let .* judge$/ })
    .first()
    .click();
  await expect(mesh.problem('sits on the panel')).toHaveCount(0);
});
