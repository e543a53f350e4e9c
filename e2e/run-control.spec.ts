// A run as a person watches it: it outlives a reload, it can be stopped and gone on with, and a voice that fails says why.
import { expect, test } from '@playwright/test';
import { MeshPage } from './support/mesh-page.ts';
import { type ParleyWithModels, startParleyWithModels } from './support/parley-with-models.ts';
import { agentOf, createSample, saveMesh } from './support/sample-mesh.ts';

const material = 'The survey of the water office says that a smart meter saves four cubic metres of water a year.';
const answer = `It pays off: "a smart meter saves four cubic metres of water a year", so the town should buy.`;
const sentences = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `Point ${from + index} of the argument stands.`).join(' ');

let parley: ParleyWithModels;
let mesh: MeshPage;

test.beforeAll(async () => {
  parley = await startParleyWithModels({ answer });
});
test.afterAll(() => parley.stop());
test.beforeEach(({ page }) => {
  mesh = new MeshPage(page);
});

test('a reload in the middle of a run shows the same words, and the run goes on', async ({ page }) => {
  const long = sentences(1, 120);
  const release = Promise.withResolvers<{ content: string }>();
  parley.replyTo('RELOAD-SLOW', { content: long }, { latency: 40 });
  // The run cannot end before this one answers, and it answers when the story lets it.
  parley.replyTo('RELOAD-HELD', () => release.promise);
  const agents = [
    agentOf('Quick', 'claude', { instructions: 'RELOAD-QUICK' }),
    agentOf('Slow', 'gpt', { instructions: 'RELOAD-SLOW' }),
    agentOf('Held', 'gemini', { instructions: 'RELOAD-HELD' }),
  ];
  await mesh.open(await saveMesh(parley.url, createSample('Reload', agents, material)));
  await mesh.run();
  await expect(mesh.card('Quick')).toContainText('Done');
  await expect(mesh.card('Consensus')).toContainText('Waiting');
  await mesh.showOutput('Slow');
  const streamed = mesh.panel.getByText(/^Point 1 of the argument/);
  await expect(streamed).toContainText('Point 4 of the argument');
  const before = (await streamed.textContent()) ?? '';
  const quickBefore = await mesh.card('Quick').innerText();

  await page.reload();
  await mesh.expectRun('Running');
  expect(await mesh.card('Quick').innerText()).toBe(quickBefore);
  await mesh.showOutput('Slow');
  await expect(streamed).toContainText(before);
  release.resolve({ content: answer });
  await mesh.expectRun('Done');
  await mesh.showOutput('Slow');
  await expect(mesh.panel.getByText(long)).toBeVisible();
  expect([parley.callsOf('RELOAD-QUICK'), parley.callsOf('RELOAD-SLOW'), parley.callsOf('RELOAD-HELD')]).toEqual([
    1, 1, 1,
  ]);
  await mesh.showTab('Result');
  const quote = mesh.panel.getByRole('button', { name: 'Show in document: Pasted text' }).first();
  await quote.click();
  await expect(page.getByRole('dialog').locator('mark')).toHaveText(
    'a smart meter saves four cubic metres of water a year',
  );
});

test('a stopped run keeps what is finished and goes on to its end', async () => {
  parley.replyTo('STOP-LONG', { content: sentences(1, 2000) }, { latency: 40 });
  const agents = [
    agentOf('Quick', 'claude', { instructions: 'STOP-QUICK' }),
    agentOf('Long', 'gpt', { instructions: 'STOP-LONG' }),
  ];
  await mesh.open(await saveMesh(parley.url, createSample('Stop', agents, material)));
  await mesh.run();
  await expect(mesh.card('Quick')).toContainText('Done');
  await expect(mesh.card('Long')).toContainText('of the argument stands.');
  await expect(mesh.button('Run')).toHaveCount(0);
  await mesh.button('Stop').click();
  await mesh.expectRun('Stopped');
  await expect(mesh.card('Long')).toContainText('Stopped. It had said:');
  await expect(mesh.card('Quick')).toContainText('Done');
  await expect(mesh.panel.getByText('This run was stopped.')).toBeVisible();

  parley.replyTo('STOP-LONG', { content: 'In short: buy them.' });
  await mesh.button('Go on').click();
  await mesh.expectRun('Done');
  await expect(mesh.card('Long')).toContainText('In short: buy them.');
  await expect(mesh.panel.getByRole('region', { name: 'Output' })).toContainText('In short: buy them.');
  expect(parley.callsOf('STOP-QUICK')).toBe(1);
});

test('voices that fail say what happened and what to do; the others go on and the missing are named', async () => {
  parley.replyTo('FAULT-GARBAGE', { content: answer }, { chaos: { malformedRate: 1 } });
  parley.replyTo('FAULT-CUT', { content: sentences(1, 20) }, { latency: 5, truncateAfterChunks: 4 });
  parley.replyTo('FAULT-500', { error: { message: 'The cat sat on the switch.', type: 'server_error' }, status: 500 });
  const agents = [
    agentOf('Garbler', 'claude', { instructions: 'FAULT-GARBAGE' }),
    agentOf('Breaker', 'gpt', { instructions: 'FAULT-CUT' }),
    agentOf('Faller', 'gemini', { instructions: 'FAULT-500' }),
    agentOf('Steady', 'claude', { instructions: 'FAULT-NONE' }),
    agentOf('Reader', 'reader-lexical'),
  ];
  await mesh.open(await saveMesh(parley.url, createSample('Faults', agents, material)));
  await mesh.run();
  await mesh.expectRun('Done, 3 failed');
  const faults = {
    Garbler:
      'sent something that is not an answer. What was finished is kept. Check the address under Models, or try again.',
    Breaker: 'was cut off in the middle. What was finished is kept. Try again.',
    Faller: 'failed on its side (500). What was finished is kept. Try again.',
  };
  const missing = mesh.panel.getByRole('list', { name: 'Missing voices' }).first();
  for (const [title, words] of Object.entries(faults)) {
    await expect(mesh.card(title)).toContainText('Failed');
    await expect(mesh.card(title)).toContainText(words);
    await expect(missing).toContainText(`${title} is missing.`);
  }
  for (const title of ['Steady', 'Reader', 'Consensus', 'Synthesis', 'Output']) {
    await expect(mesh.card(title)).toContainText('Done');
  }
  await expect(mesh.card('Consensus')).toContainText('3 missing');
  await expect(mesh.panel.getByRole('region', { name: 'Output' })).toContainText('It pays off');

  for (const mark of ['FAULT-GARBAGE', 'FAULT-CUT', 'FAULT-500']) parley.replyTo(mark, { content: answer });
  await mesh.run();
  await mesh.expectRun('Done');
  await expect(mesh.card('Consensus')).not.toContainText('missing');
});

test('a mesh whose only voice fails says so in words and can be gone on with', async () => {
  parley.replyTo('KEY-WRONG', { error: { message: 'invalid x-api-key', type: 'authentication_error' }, status: 401 });
  const sample = createSample('Alone', [agentOf('Alone', 'claude', { instructions: 'KEY-WRONG' })], material);
  const wire = { id: 'wire', source: 'agent-1', sourcePort: 'answer', target: 'output', targetPort: 'result' };
  const nodes = sample.nodes.filter(({ type }) => type !== 'consensus' && type !== 'synthesis');
  const edges = [...sample.edges.filter(({ target }) => target === 'agent-1'), wire];
  await mesh.open(await saveMesh(parley.url, { ...sample, nodes, edges }));
  await mesh.run();
  await mesh.expectRun('Failed');
  await expect(mesh.card('Alone')).toContainText(
    'did not accept the key. What was finished is kept. Check the key under Models.',
  );
  await expect(mesh.panel.getByText('This run failed.')).toBeVisible();
  parley.replyTo('KEY-WRONG', { content: answer });
  await mesh.button('Go on').click();
  await mesh.expectRun('Done');
  await expect(mesh.panel.getByRole('region', { name: 'Output' })).toContainText('It pays off');
});
