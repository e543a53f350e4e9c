// What a workspace learns of its voices: decisions are remembered, a person grades them, and the pictures say so with their counts.
import { readFile } from 'node:fs/promises';
import { runStateSchema } from '@parley/spec';
import { expect, type Locator, test } from '@playwright/test';
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

test.describe('after nineteen decisions', () => {
  let address: string;

  test.beforeAll(async () => {
    address = await saveMesh(parley.url, createSample('Meters', agents));
    const graphId = address.slice(address.lastIndexOf('/') + 1);
    await decide(graphId, ['wait', 'wait', 'wait'], 'wait');
    await decide(graphId, ['wait', 'buy', 'buy'], 'buy');
    await decide(graphId, ['buy', 'wait', 'buy'], 'buy');
    for (let count = 0; count < 4; count += 1) await decide(graphId, ['buy', 'buy', 'buy'], 'buy');
    for (let count = 0; count < 12; count += 1) await decide(graphId, ['buy', 'buy', 'wait'], 'buy');
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
    await expect(history.getByText('20 decisions remembered, 20 of them graded by you.')).toBeVisible();
    const agreement = history.getByRole('region', { name: 'Who takes the same stance' });
    await expect(agreement.getByRole('img').locator('svg')).toBeAttached();
    await expect(
      agreement.getByText('All pairs of different models together: the same stance in 30 of 60 meetings (50 %).'),
    ).toBeVisible();
    await agreement.getByRole('button', { name: 'Show as a table' }).click();
    await expect(agreement.getByRole('row')).toHaveText([
      /^Pair/,
      /^Claude and Gemini6 of 2030\s% \(15 to 52\s%\)at most 50\s%on 20 graded decisions: correlation -0\.3, give or take 0\.4/,
      /^Claude and GPT18 of 20/,
      /^Gemini and GPT6 of 20/,
    ]);
    const votes = history.getByRole('region', { name: 'How often votes came true' });
    await votes.getByRole('button', { name: 'Show as a table' }).click();
    await expect(votes.getByRole('row')).toHaveText([
      /^The vote/,
      /^All agreed5 of 5100\s% \(57 to 100\s%\)/,
      /^A majority15 of 15/,
    ]);
    const domains = history.getByRole('region', { name: 'Families in their domains' });
    await domains.getByRole('button', { name: 'Show as a table' }).click();
    await expect(domains.getByRole('row').nth(1)).toHaveText(/^Claude · law19 of 2095\s% \(76 to 99\s%\)19 of 20/);

    const download = async (
      place: Locator,
      name: string | RegExp,
    ): Promise<{ readonly file: string; readonly content: Buffer }> => {
      const [saved] = await Promise.all([page.waitForEvent('download'), place.getByRole('button', { name }).click()]);
      return { file: saved.suggestedFilename(), content: await readFile(await saved.path()) };
    };
    const svg = await download(history, 'Save “Who takes the same stance” as SVG');
    expect(svg.file).toBe('Who-takes-the-same-stance.svg');
    expect(svg.content.toString()).toMatch(/^<svg[\s\S]*Claude[\s\S]*30\s%[\s\S]*correctness/);
    const png = await download(history, 'Save “Families in their domains” as PNG');
    expect([png.file, png.content.subarray(1, 4).toString()]).toEqual(['Families-in-their-domains.png', 'PNG']);

    await page.keyboard.press('Escape');
    await expect(history).toBeHidden();
    await expect(grade.getByText('You said that this was right.')).toBeVisible();

    // What was learned is told where it matters: beside the verdict, and while the mesh is built.
    const weak = /on graded decisions of yours “Water” was right in 7 of 20, 35\s% \(18 to 57\s%\)/;
    await expect(mesh.panel.getByText(weak)).toBeVisible();
    await mesh.header.getByRole('button', { name: /^3 voices, counting as about/ }).click();
    const why = page.getByRole('dialog').filter({ hasText: 'counting as about' });
    await expect(why.getByText('Partly measured: on 20 graded questions of yours')).toBeVisible();
    await expect(why.getByText(weak)).toBeVisible();
    const ring = await download(why, /counting as about .*” as SVG$/);
    expect(ring.file).toMatch(/^3-voices-counting-as-about-.*\.svg$/);
    expect(ring.content.toString()).toMatch(/<title[^>]*>Law<[\s\S]*Partly measured/);
    await why.getByRole('button', { name: 'See your history' }).click();
    await expect(history.getByText('20 decisions remembered')).toBeVisible();
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
