// A run survives kill -9 at any moment, and so does the database; no finished model call is paid twice.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRunState, type Graph, type RunEvent, reduceRun } from '@parley/spec';
import { expect, test } from '@playwright/test';
import { createDataFolder, removeDataFolder } from './support/data-folder.ts';
import { type ModelMock, startModelMock } from './support/model-mock.ts';
import { type ParleyServer, startParley } from './support/parley-server.ts';
import { answerRun, followRun, readState, startRun } from './support/run-api.ts';

const firstLayer = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'];
const secondLayer = ['b1', 'b2', 'b3'];
const families = ['claude', 'gpt', 'gemini'];

/**
 * An input, six agents, three more that read them all, a consensus and an output. Each call names its agent; when
 * `asking` fails, a person is asked.
 */
function createMesh(asking?: string): Graph {
  const node = (id: string, type: string, config: Graph['nodes'][number]['config']) => ({
    id,
    type,
    position: { x: 0, y: 0 },
    config: { title: id, ...config },
  });
  const edge = (source: string, sourcePort: string, target: string, targetPort: string) => ({
    id: `${source}-${target}`,
    source,
    sourcePort,
    target,
    targetPort,
  });
  const agents = [...firstLayer, ...secondLayer];
  return {
    version: 1,
    name: 'Durability',
    nodes: [
      node('in', 'input', { question: 'Does it survive?' }),
      ...agents.map((id, index) =>
        node(id, 'agent', {
          family: families[index % 3] ?? 'claude',
          instructions: `MARK-${id}-END`,
          ...(id === asking && { onFailure: 'ask' }),
        }),
      ),
      node('vote', 'consensus', {}),
      node('out', 'output', {}),
    ],
    edges: [
      ...agents.map((id) => edge('in', 'brief', id, 'brief')),
      ...firstLayer.flatMap((from) => secondLayer.map((to) => edge(from, 'answer', to, 'context'))),
      ...secondLayer.map((id) => edge(id, 'answer', 'vote', 'voices')),
      edge('vote', 'verdict', 'out', 'result'),
    ],
  };
}

let mock: ModelMock;
let dataFolder: string;
let server: ParleyServer;

test.beforeEach(async () => {
  mock = await startModelMock({ answer: 'It survives, as far as anyone can tell from here. '.repeat(6), latency: 30 });
  dataFolder = createDataFolder();
  server = await startParley({ dataFolder, env: mock.env });
});
test.afterEach(async () => {
  await server.stop();
  await mock.stop();
  await removeDataFolder(dataFolder);
});

const finishedSteps = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.type === 'step-end' ? [event.stepId] : []));

const isCallOf = (id: string) => (request: unknown) => JSON.stringify(request).includes(`MARK-${id}-END`);

/** How many calls each agent made, by the mark in its instructions. */
function countCalls(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { body } of mock.mock.getRequests()) {
    const id = /MARK-(\w+)-END/.exec(JSON.stringify(body))?.[1] ?? 'unknown';
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function expectWholeRun(events: readonly RunEvent[], runId: string): void {
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
  const state = events.reduce(reduceRun, createRunState(runId));
  expect(state.status).toBe('done');
  expect(Object.values(state.steps).map((step) => step.status)).toEqual(Object.keys(state.steps).map(() => 'done'));
}

const moments: [string, (event: RunEvent) => boolean][] = [
  ['at its first event', () => true],
  ['while the first words stream', (event) => event.type === 'text-delta'],
  ['after the first voice has finished', (event) => event.type === 'step-end' && event.stepId !== 'in'],
  ['in the middle of the second layer', (event) => event.type === 'text-delta' && event.stepId.startsWith('b')],
];

for (const [moment, until] of moments) {
  test(`a run killed ${moment} goes on by itself after a restart`, async () => {
    const runId = await startRun(server.url, createMesh());
    const before = await followRun(server.url, runId, 0, until);
    await server.kill();
    const { port } = server;
    server = await startParley({ dataFolder, port, env: mock.env });
    const after = await followRun(server.url, runId, before.at(-1)?.seq ?? 0);
    const events = [...before, ...after];
    expectWholeRun(events, runId);
    expect(await readState(server.url, runId)).toEqual(events.reduce(reduceRun, createRunState(runId)));
    const calls = countCalls();
    for (const id of [...firstLayer, ...secondLayer]) {
      const most = finishedSteps(before).includes(id) ? 1 : 2;
      expect(calls.get(id), `calls of ${id}`).toBeGreaterThanOrEqual(1);
      expect(calls.get(id), `calls of ${id}`).toBeLessThanOrEqual(most);
    }
  });
}

test('a run killed with a question open asks it still, and goes on when it is answered', async () => {
  const fallen = { error: { message: 'Not now.', type: 'server_error' }, status: 401 };
  mock.mock.prependFixture({ match: { predicate: isCallOf('a1') }, response: fallen });
  const runId = await startRun(server.url, createMesh('a1'));
  const before = await followRun(server.url, runId, 0, ({ type }) => type === 'input-request');
  await server.kill();
  const { port } = server;
  server = await startParley({ dataFolder, port, env: mock.env });
  // The others go on by themselves, until nothing but the answer is left to wait for.
  const between = await followRun(server.url, runId, before.at(-1)?.seq ?? 0, ({ type }) => type === 'run-wait');
  expect(await readState(server.url, runId)).toMatchObject({
    status: 'waiting',
    steps: { a1: { status: 'asking', requests: [{ requestId: 'a1/failure.1' }] }, a2: { status: 'done' } },
  });
  expect(countCalls().get('a1')).toBe(1);
  mock.mock.prependFixture({ match: { predicate: isCallOf('a1') }, response: { content: 'After all it survives.' } });
  await answerRun(server.url, runId, 'a1/failure.1', 'retry');
  const after = await followRun(server.url, runId, between.at(-1)?.seq ?? 0);
  expectWholeRun([...before, ...between, ...after], runId);
  const calls = countCalls();
  expect(calls.get('a1')).toBe(2);
  for (const id of secondLayer) expect(calls.get(id), `calls of ${id}`).toBe(1);
});

test('a run goes on when the database is killed and comes back', async () => {
  const runId = await startRun(server.url, createMesh());
  const first = await followRun(server.url, runId, 0, (event) => event.type === 'text-delta');
  const [pidFile] = globSync('**/postmaster.pid', { cwd: dataFolder });
  const pid = Number(readFileSync(join(dataFolder, pidFile ?? ''), 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGKILL');
  // The stream may break with the database; a client that comes back misses nothing.
  let events = first;
  await expect
    .poll(
      async () => {
        events = [...events, ...(await followRun(server.url, runId, events.at(-1)?.seq ?? 0))];
        return events.at(-1)?.type;
      },
      { timeout: 45_000 },
    )
    .toBe('run-end');
  expectWholeRun(events, runId);
  expect([...countCalls().values()]).toEqual([...firstLayer, ...secondLayer].map(() => 1));
});

test('a stopped run keeps what is finished and goes on from there', async () => {
  const runId = await startRun(server.url, createMesh());
  const before = await followRun(
    server.url,
    runId,
    0,
    (event) => event.type === 'text-delta' && event.stepId.startsWith('b'),
  );
  await fetch(`${server.url}/api/runs/${runId}/cancel`, { method: 'POST' });
  const stopped = await followRun(server.url, runId, before.at(-1)?.seq ?? 0);
  expect(stopped.at(-1)).toMatchObject({ type: 'run-end', status: 'cancelled' });
  await fetch(`${server.url}/api/runs/${runId}/resume`, { method: 'POST' });
  const resumed = await followRun(server.url, runId, stopped.at(-1)?.seq ?? 0);
  expectWholeRun([...before, ...stopped, ...resumed], runId);
  const calls = countCalls();
  for (const id of firstLayer) expect(calls.get(id), `calls of ${id}`).toBe(1);
});

test('of two servers on one database either shows every run, and the one that is left takes it over', async () => {
  const other = await startParley({ dataFolder, env: mock.env });
  try {
    const runId = await startRun(server.url, createMesh());
    const before = await followRun(
      other.url,
      runId,
      0,
      (event) => event.type === 'text-delta' && event.stepId.startsWith('b'),
    );
    await server.kill();
    const after = await followRun(other.url, runId, before.at(-1)?.seq ?? 0);
    expectWholeRun([...before, ...after], runId);
    const calls = countCalls();
    for (const id of firstLayer) expect(calls.get(id), `calls of ${id}`).toBe(1);
  } finally {
    await other.stop();
  }
});
