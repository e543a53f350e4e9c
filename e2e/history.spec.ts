// What a workspace learns of its voices: decisions are remembered, a person grades them, and the pictures say so with their counts.
import { readFile } from 'node:fs/promises';
import { runStateSchema } from '@parley/spec';
import { expect, test } from '@playwright/test';
import { findFaults } from './support/accessibility.ts';
import { MeshPage } from './support/mesh-page.ts';
import { type ParleyWithModels, startParleyWithModels } from './support/parley-with-models.ts';
import { agentOf, createSample, saveMesh } from './support/sample-mesh.ts';

let parley: ParleyWithModels;

test.beforeAll(async () => {
  parley = await startParleyWithModels({ answer: 'Nothing was asked for.' });
});
test.afterAll(() => parley.stop());

const stances = ['buy', 'wait'];
const agents = [
  agentOf('Law', 'claude', { domain: 'law', instructions: 'mark-Law', stances }),
  agentOf('Money', 'gpt', { domain: 'money', instructions: 'mark-Money', stances }),
  agentOf('Water', 'gemini', { domain: 'water', instructions: 'mark-Water', stances }),
];

/** Runs the mesh once, each agent with the stance named, and says what was true. */
async function decide(graphId: string, said: readonly string[], truth: string): Promise<void> {
  for (const [index, { title }] of agents.entries()) {
    parley.replyTo(`mark-${title}`, { content: `So it seems.\n\nStance: ${said[index]}` });
  }
  const send = async (path: string, method: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${parley.url}${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    expect(response.ok, `${method} ${path}`).toBe(true);
    return response.json();
  };
  const started: unknown = await send('/api/runs', 'POST', { graphId });
  const { runId } = runStateSchema.pick({ runId: true }).loose().parse(started);
  await expect.poll(async () => runStateSchema.parse(await send(`/api/runs/${runId}`, 'GET')).status).toBe('done');
  const { steps } = runStateSchema.parse(await send(`/api/runs/${runId}`, 'GET'));
  const output = steps['consensus']?.output;
  const decided = output?.kind === 'verdict' ? output.stance : undefined;
  await send(
    `/api/runs/${runId}/grades/consensus`,
    'PUT',
    decided === truth ? { right: true } : { right: false, truth },
  );
}

test('an empty history teaches how to begin', async ({ page }) => {
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, createSample('Nothing yet', agents)));
  await mesh.command('History of your voices');
  const history = page.getByRole('dialog', { name: 'History of your voices' });
  await expect(history.getByText('No decision is remembered yet.')).toBeVisible();
  await expect(history.getByText('grade it')).toBeVisible();
});

test.describe('after five decisions', () => {
  let address: string;

  test.beforeAll(async () => {
    address = await saveMesh(parley.url, createSample('Meters', agents));
    const graphId = address.slice(address.lastIndexOf('/') + 1);
    await decide(graphId, ['buy', 'buy', 'buy'], 'buy');
    await decide(graphId, ['buy', 'buy', 'wait'], 'buy');
    await decide(graphId, ['wait', 'wait', 'buy'], 'buy');
    await decide(graphId, ['wait', 'wait', 'wait'], 'wait');
    await decide(graphId, ['buy', 'wait', 'wait'], 'buy');
  });

  test('decisions and grades become counts, pictures and files', async ({ page }) => {
    const mesh = new MeshPage(page);
    await mesh.open(address);
    await mesh.run();
    await mesh.expectRun('Done');
    await mesh.showOutput('Consensus');
    const grade = mesh.panel.getByRole('region', { name: 'Grade' });
    await grade.getByRole('button', { name: 'It was right' }).click();
    await grade.getByRole('button', { name: 'See your history' }).click();

    const history = page.getByRole('dialog', { name: 'History of your voices' });
    await expect(history.getByText('6 decisions remembered, 6 of them graded by you.')).toBeVisible();
    const agreement = history.getByRole('region', { name: 'Who takes the same stance' });
    await expect(agreement.getByRole('img').locator('svg')).toBeAttached();
    await expect(
      agreement.getByText('All pairs of different models together: the same stance in 10 of 18 meetings (56 %).'),
    ).toBeVisible();
    await agreement.getByRole('button', { name: 'Show as a table' }).click();
    await expect(agreement.getByRole('row')).toHaveText([
      /^Pair/,
      /^Claude and Gemini2 of 633 % \(10 to 70 %\)at most 50 %not measured; 6 of the 20/,
      /^Claude and GPT4 of 6/,
      /^Gemini and GPT4 of 6/,
    ]);
    const votes = history.getByRole('region', { name: 'How often votes came true' });
    await votes.getByRole('button', { name: 'Show as a table' }).click();
    await expect(votes.getByRole('row')).toHaveText([
      /^The vote/,
      'All agreed2 of 2too few',
      'A majority2 of 4too few',
    ]);
    const domains = history.getByRole('region', { name: 'Families in their domains' });
    await domains.getByRole('button', { name: 'Show as a table' }).click();
    await expect(domains.getByRole('row').nth(1)).toHaveText(/^Claude · law4 of 667 % \(30 to 90 %\)4 of 6/);

    const download = async (name: string): Promise<{ readonly file: string; readonly content: Buffer }> => {
      const [saved] = await Promise.all([page.waitForEvent('download'), history.getByRole('button', { name }).click()]);
      return { file: saved.suggestedFilename(), content: await readFile(await saved.path()) };
    };
    const svg = await download('Save “Who takes the same stance” as SVG');
    expect(svg.file).toBe('Who-takes-the-same-stance.svg');
    expect(svg.content.toString()).toMatch(/^<svg[\s\S]*Claude[\s\S]*33 %[\s\S]*correctness/);
    const png = await download('Save “Families in their domains” as PNG');
    expect([png.file, png.content.subarray(1, 4).toString()]).toEqual(['Families-in-their-domains.png', 'PNG']);

    await page.keyboard.press('Escape');
    await expect(history).toBeHidden();
    await expect(grade.getByText('You said that this was right.')).toBeVisible();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the history has no accessibility fault when ${colorScheme}, and fits a phone`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const mesh = new MeshPage(page);
      await mesh.open(address);
      await mesh.command('History of your voices');
      const history = page.getByRole('dialog', { name: 'History of your voices' });
      const agreement = history.getByRole('region', { name: 'Who takes the same stance' });
      await agreement.getByRole('button', { name: 'Show as a table' }).click();
      await expect(agreement.getByRole('img').locator('svg')).toBeAttached();
      expect.soft(await findFaults(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      await expect(agreement.getByRole('table')).toBeVisible();
      expect.soft(await findFaults(page), 'on a phone').toEqual([]);
      expect(await history.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    });
  }
});
