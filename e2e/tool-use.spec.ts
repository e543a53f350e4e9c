// An agent with a tool: asked over the wire, the tool really runs, and a person sees what was asked of it and what came of it.
import { expect, test } from '@playwright/test';
import { MeshPage } from './support/mesh-page.ts';
import { type ParleyWithModels, startParleyWithModels } from './support/parley-with-models.ts';
import { agentOf, createSample, saveMesh } from './support/sample-mesh.ts';

let parley: ParleyWithModels;

test.beforeAll(async () => {
  parley = await startParleyWithModels({ answer: 'Nothing was asked for.' });
});
test.afterAll(() => parley.stop());

const wires = [
  ['Claude', 'claude'],
  ['GPT', 'gpt'],
  ['Gemini', 'gemini'],
] as const;

test('the same calculator serves three wires, and the card shows what it did', async ({ page }) => {
  const agents = wires.map(([title, family]) =>
    agentOf(title, family, { instructions: `mark-${title}`, tools: ['calculator'] }),
  );
  for (const [title] of wires) {
    parley.mock.prependFixture({
      match: { predicate: (request) => JSON.stringify(request).includes(`mark-${title}`) },
      response: { content: `By ${title}: 42.` },
    });
    parley.mock.prependFixture({
      match: {
        predicate: (request) =>
          JSON.stringify(request).includes(`mark-${title}`) && !JSON.stringify(request.messages).includes('"tool"'),
      },
      response: { toolCalls: [{ name: 'calculator', arguments: JSON.stringify({ expression: '6 * 7' }) }] },
    });
  }
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, createSample('Tools', agents)));
  await mesh.select('Claude');
  await expect(page.getByRole('checkbox', { name: /^Calculator/ })).toBeChecked();
  await mesh.run();
  await mesh.expectRun('Done');
  for (const [title] of wires) {
    await mesh.showOutput(title);
    await expect(mesh.panel.getByText(`By ${title}: 42.`)).toBeVisible();
    await expect(mesh.panel.getByText('6 * 7').first()).toBeVisible();
    // One turn to ask the tool, one to answer: the tool itself is no call of a model.
    expect(parley.callsOf(`mark-${title}`)).toBe(2);
  }
});
