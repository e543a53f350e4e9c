// A debate is built by hand on the canvas, runs in rounds that can be looked at one by one, and shows who moved and why.
import type { Graph } from '@parley/spec';
import { expect, type Locator, test } from '@playwright/test';
import { findFaults } from './support/accessibility.ts';
import { MeshPage } from './support/mesh-page.ts';
import { type ParleyWithModels, startParleyWithModels } from './support/parley-with-models.ts';
import { readMesh, saveMesh } from './support/sample-mesh.ts';
import { watchCards } from './support/watch-cards.ts';

let parley: ParleyWithModels;
test.beforeEach(async () => {
  parley = await startParleyWithModels({ answer: 'The meters pay for themselves.\n\nSTANCE: yes', latency: 10 });
  for (const mark of ['MARK-FOLLOWER', 'MARK-ENGINEER']) {
    parley.replyTo(mark, { content: 'Nobody knows what they cost.\n\nSTANCE: no' });
  }
  replyAgain('MARK-FOLLOWER', 'Having read the other answers, I agree.\n\nSTANCE: yes');
  replyAgain('MARK-ENGINEER', 'Old pipes leak 400 litres daily before anyone notices.\n\nSTANCE: yes');
});
test.afterEach(() => parley.stop());

/** What the agent with this mark says once it has read the others. */
function replyAgain(mark: string, content: string): void {
  parley.mock.prependFixture({
    match: {
      predicate: (request) => {
        const asked = JSON.stringify(request);
        return asked.includes(mark) && asked.includes('Your own last answer');
      },
    },
    response: { content },
  });
}

const node = (id: string, type: string, [x, y]: [number, number], config: Graph['nodes'][number]['config']) => ({
  id,
  type,
  position: { x, y },
  config,
});
const voice = (id: string, title: string, family: string, [x, y]: [number, number]) => ({
  ...node(id, 'agent', [x, y], {
    title,
    family,
    instructions: `MARK-${title.toUpperCase()}`,
    stances: ['yes', 'no'],
  }),
  parent: 'debate',
});
const edge = (source: string, sourcePort: string, target: string, targetPort: string) => ({
  id: `${source}-${target}`,
  source,
  sourcePort,
  target,
  targetPort,
});
const question = node('question', 'input', [0, 0], {
  title: 'Question',
  question: 'Should the town buy the meters?',
  text: 'A smart meter saves four cubic metres of water a year.',
});

const debate: Graph = {
  version: 1,
  name: 'Debate',
  nodes: [
    question,
    node('debate', 'debate', [340, 0], { title: 'Debate', rounds: 3 }),
    voice('buyer', 'Buyer', 'claude', [24, 228]),
    voice('planner', 'Planner', 'gpt', [304, 228]),
    voice('follower', 'Follower', 'gemini', [24, 492]),
    voice('engineer', 'Engineer', 'claude', [304, 492]),
    node('output', 'output', [1020, 0], { title: 'Output' }),
  ],
  edges: [edge('question', 'brief', 'debate', 'brief'), edge('debate', 'verdict', 'output', 'result')],
};

const insideOf = async (url: string) =>
  (await readMesh(url)).nodes.flatMap(({ id, parent }) => (parent === undefined ? [] : [`${id} in ${parent}`]));

/** Drags a card by its head to a place and stops there. */
async function holdCard(mesh: MeshPage, title: string, over: Locator, at: { x: number; y: number }): Promise<void> {
  await mesh.card(title).getByRole('heading', { name: title, exact: true }).hover();
  await mesh.page.mouse.down();
  const box = await over.boundingBox();
  if (!box) throw new Error('There is nothing to drag over.');
  await mesh.page.mouse.move(box.x + at.x, box.y + at.y, { steps: 10 });
}

/** The view has come to rest. */
async function expectStill(card: Locator): Promise<void> {
  let before: unknown;
  await expect
    .poll(async () => {
      const last = before;
      before = await card.boundingBox();
      return JSON.stringify(before) === JSON.stringify(last);
    })
    .toBe(true);
}

test('a newcomer builds a debate by hand, and every step can be taken back', async ({ page }) => {
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, { version: 1, name: 'By hand', nodes: [question], edges: [] }));
  await mesh.dragFromPalette('Debate', { x: 520, y: 420 });
  const frame = mesh.card('Debate');
  await expect(frame).toHaveAccessibleName('Debate, Debate, empty');
  await expect(frame.getByText(/^Drop agents here\./)).toBeVisible();
  await frame.getByRole('button', { name: 'Add two agents to Debate' }).click();
  await expect(mesh.card('Agent')).toHaveAccessibleName('Agent, Agent, in Debate');
  await expect(mesh.card('Agent')).toContainText('Claude');
  await expect(mesh.card('Agent 2')).toContainText('GPT');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(frame).toHaveAccessibleName('Debate, Debate, empty');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(frame).toHaveAccessibleName('Debate, Debate, 2 cards inside');

  await mesh.command('Tidy up');
  await expectStill(frame);
  await mesh.drawWire({ port: 'Brief', of: 'Question' }, { port: 'Brief', of: 'Debate' });
  await mesh.command('Tidy up');
  await expectStill(frame);
  // No wire crosses the frame, and it says so.
  await mesh.dragWire({ port: 'Brief', of: 'Question' }, { port: 'Brief', of: 'Agent' });
  await expect(page.getByRole('status').filter({ hasText: 'no wire crosses it' })).toBeVisible();
  await page.mouse.up();
  await expect(mesh.wire('Question', 'Agent')).toHaveCount(0);

  // From the palette, by a double click, and by a press while the frame is selected.
  const box = await frame.locator('[data-frame-inside]').boundingBox();
  const corner = await mesh.canvas.boundingBox();
  if (!box || !corner) throw new Error('The frame is not on the screen.');
  await mesh.dragFromPalette('Agent', { x: box.x - corner.x + box.width - 20, y: box.y - corner.y + 20 });
  await expect(mesh.card('Agent 3')).toHaveAccessibleName('Agent 3, Agent, in Debate');
  await mesh.quickAdd('Agent', { x: box.x - corner.x + 4, y: box.y - corner.y + box.height - 6 });
  await expect(mesh.card('Agent 4')).toHaveAccessibleName('Agent 4, Agent, in Debate');
  await frame.getByRole('heading', { name: 'Debate', exact: true }).click();
  await mesh.palette.getByRole('button', { name: /^Agent/ }).click();
  await expect(frame).toHaveAccessibleName('Debate, Debate, 5 cards inside');
  for (const cards of [4, 3, 2]) {
    await page.keyboard.press('ControlOrMeta+z');
    await expect(frame).toHaveAccessibleName(`Debate, Debate, ${cards} cards inside`);
  }
  await mesh.command('Show everything');
  await expectStill(frame);

  // Out of the frame and into it again by hand.
  await mesh.drawWire({ port: 'Answer', of: 'Agent' }, { port: 'Earlier voices', of: 'Agent 2' });
  await holdCard(mesh, 'Agent 2', mesh.card('Question'), { x: 60, y: 330 });
  await expect(frame).toHaveAccessibleName('Debate, Debate, 2 cards inside');
  await page.mouse.up();
  await expect(mesh.card('Agent 2')).toHaveAccessibleName('Agent 2, Agent');
  await expect(mesh.wire('Agent', 'Agent 2')).toHaveCount(0);
  await expect(
    page.getByText('1 wire went away: no wire crosses the edge of a frame. Undo brings it back.'),
  ).toBeVisible();
  await expect.poll(() => insideOf(page.url())).toEqual(['agent-1 in debate-1']);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(mesh.wire('Agent', 'Agent 2')).toBeAttached();
  await expect(mesh.card('Agent 2')).toHaveAccessibleName('Agent 2, Agent, in Debate');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(mesh.card('Agent 2')).toHaveAccessibleName('Agent 2, Agent');
  await holdCard(mesh, 'Agent 2', mesh.card('Agent'), { x: 260, y: 40 });
  await expect(frame.locator('[data-drop-target="true"]')).toBeVisible();
  await page.mouse.up();
  await expect(mesh.card('Agent 2')).toHaveAccessibleName('Agent 2, Agent, in Debate');

  // Without a mouse: by a field, and by the menu.
  await mesh.select('Agent 2');
  await mesh.panel.getByRole('combobox', { name: 'Stands in' }).click();
  await page.getByRole('option', { name: 'No frame' }).click();
  await expect(mesh.card('Agent 2')).toHaveAccessibleName('Agent 2, Agent');
  await mesh.card('Agent 2').getByRole('heading').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Move into Debate' }).click();
  await expect(mesh.card('Agent 2')).toHaveAccessibleName('Agent 2, Agent, in Debate');

  // The frame takes along what stands in it: moved, copied and deleted.
  await mesh.card('Debate').getByRole('heading', { name: 'Debate', exact: true }).click();
  await page.keyboard.press('ControlOrMeta+d');
  await expect(mesh.cards()).toHaveCount(7);
  await page.keyboard.press('Delete');
  await expect(mesh.cards()).toHaveCount(4);
  await mesh.card('Debate').getByRole('heading', { name: 'Debate', exact: true }).click();
  await page.keyboard.press('Delete');
  await expect(mesh.cards()).toHaveCount(1);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(mesh.cards()).toHaveCount(4);
  await expect(mesh.wire('Question', 'Debate')).toBeAttached();
  await mesh.expectSaved();
  await page.reload();
  await expect(mesh.card('Agent 2')).toHaveAccessibleName('Agent 2, Agent, in Debate');
});

test('what streams in a frame changes its own card only', async ({ page }) => {
  parley.replyTo(
    'MARK-PLANNER',
    { content: `${'The tender has a second part. '.repeat(400)}STANCE: yes` },
    { latency: 60 },
  );
  const mesh = new MeshPage(page);
  await mesh.open(await saveMesh(parley.url, debate));
  await mesh.run();
  await expect(mesh.card('Planner')).toContainText('The tender');
  for (const title of ['Buyer', 'Follower', 'Engineer']) await expect(mesh.card(title)).toContainText('Done');
  const changes = await watchCards(page);
  await expect.poll(async () => (await changes.read())['planner'] ?? 0).toBeGreaterThan(10);
  // The frame has a clock.
  expect(Object.keys(await changes.read()).filter((id) => id !== 'debate')).toEqual(['planner']);
  await mesh.button('Stop').click();
  await mesh.expectRun('Stopped');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a debate shows its rounds, the vote before and after, and who only went along (${colorScheme})`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const mesh = new MeshPage(page);
    await mesh.open(await saveMesh(parley.url, debate));
    await expect(mesh.problemCount()).toHaveCount(0);
    await mesh.run();
    await mesh.expectRun('Done');
    const rounds = mesh.card('Debate').getByRole('group', { name: 'Rounds of Debate' });
    await expect(rounds.getByRole('button')).toHaveText(['Round 1', 'Round 2']);
    await expect(rounds.getByRole('button', { name: 'Round 2' })).toHaveAttribute('aria-pressed', 'true');
    await expect(mesh.card('Follower')).toContainText('Having read the other answers');
    await rounds.getByRole('button', { name: 'Round 1' }).click();
    await expect(mesh.card('Follower')).toContainText('Nobody knows what they cost');

    await mesh.showOutput('Engineer');
    await expect(mesh.panel).toContainText('Nobody knows what they cost');
    await mesh.panel
      .getByRole('group', { name: 'Rounds of Engineer' })
      .getByRole('button', { name: 'Round 2' })
      .click();
    await expect(mesh.panel).toContainText('Old pipes leak 400 litres');

    await mesh.header.getByRole('button', { name: 'Timeline, problems, outline, code' }).click();
    await mesh.drawer.getByRole('tab', { name: 'Timeline' }).click();
    await mesh.drawer.getByRole('rowheader', { name: 'Planner, round 1' }).getByRole('button').click();
    await expect(rounds.getByRole('button', { name: 'Round 1' })).toHaveAttribute('aria-pressed', 'true');
    await mesh.drawer.getByRole('tab', { name: 'Outline' }).click();
    await expect(mesh.drawer.getByRole('button', { name: /^Engineer ?, in Debate/ })).toBeVisible();

    await mesh.showOutput('Debate');
    const course = mesh.panel.getByRole('region', { name: 'The debate' });
    await expect(course).toContainText('Before anybody saw another answer, 2 said “yes” and 2 said “no”.');
    await expect(course).toContainText('2 moves: 1 with a new argument, 1 to the majority without one.');
    const moves = course.getByRole('list', { name: 'Who moved' }).getByRole('listitem');
    await expect(moves.filter({ hasText: 'Follower' })).toContainText('That is conformity, not evidence.');
    await expect(moves.filter({ hasText: 'Engineer' })).toContainText('Old pipes leak 400 litres daily');
    const picture = course.getByRole('img', { name: /^The vote before and after/ });
    await expect(picture.getByText(/^→ F/)).toBeAttached();
    await course.getByRole('button', { name: 'Show as a table' }).click();
    await expect(course.getByRole('row', { name: /^2, after/ })).toContainText(
      '4: Buyer, Planner, Follower and Engineer',
    );
    const file = page.waitForEvent('download');
    await course.getByRole('button', { name: 'Save “The vote before and after” as SVG' }).click();
    expect((await file).suggestedFilename()).toMatch(/\.svg$/);
    expect.soft(await findFaults(page), 'the debate').toEqual([]);

    // A past run keeps its rounds.
    await page.reload();
    await expect(rounds.getByRole('button')).toHaveText(['Round 1', 'Round 2']);
    await rounds.getByRole('button', { name: 'Round 1' }).click();
    await expect(mesh.card('Engineer')).toContainText('Nobody knows what they cost');
  });
}
