import { createGraph, graphRecordSchema, runEventSchema, type RunEvent } from '@parley/spec';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../testing/test-app.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const origin = 'http://127.0.0.1:4600';
const step = { stepId: 'a', nodeId: 'a' };

/** An app with one run in memory. */
async function start() {
  const test = createTestApp(database);
  const plan = { version: 1 as const, name: 'A run', steps: [], results: [] };
  const runId = await test.runHost.start({ graph: createGraph('A run'), plan, inputs: {} });
  const open = (query = '', headers: Record<string, string> = {}, signal?: AbortSignal) =>
    test.app.request(`${origin}/api/runs/${runId}/events${query}`, { headers, ...(signal && { signal }) });
  return { ...test, runId, open };
}

/** Events of a stream as an EventSource reads them, with their ids; stops after `count`, else at the end. */
async function* read(response: Response, count = Number.POSITIVE_INFINITY): AsyncGenerator<RunEvent> {
  let rest = '';
  let seen = 0;
  for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const id = /^id: (\d+)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (id === undefined || data === undefined) continue;
      const event = runEventSchema.parse(JSON.parse(data));
      expect(String(event.seq)).toBe(id);
      yield event;
      seen += 1;
      if (seen >= count) return;
    }
  }
}

async function collect(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const all: RunEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

test('events come in order, old ones first, and the stream ends after run-end', async () => {
  const { open, runHost, runId } = await start();
  const sent = [runHost.append(runId, { type: 'run-start', name: 'A run', steps: [], results: [], resumed: false })];
  const response = await open();
  expect(response.headers.get('Content-Type')).toBe('text/event-stream');
  expect(response.headers.get('Cache-Control')).toBe('no-cache');
  const reading = collect(read(response));
  for (let index = 0; index < 100; index += 1) {
    sent.push(runHost.append(runId, { type: 'text-delta', ...step, offset: index * 2, text: `\n"` }));
    if (index % 10 === 0) await sleep(1);
  }
  sent.push(runHost.append(runId, { type: 'run-end', status: 'done' }));
  expect(await reading).toEqual(sent);
  expect(runHost.watchers()).toBe(0);
});

test('a reader that lost its connection anywhere goes on without a gap or a repeat', async () => {
  const { open, runHost, runId } = await start();
  const sent = Array.from({ length: 30 }, (_, index) =>
    runHost.append(
      runId,
      index < 29 ? { type: 'step-start', ...step, attempt: 1 } : { type: 'run-end', status: 'done' },
    ),
  );
  const received: RunEvent[] = [];
  while (received.length < sent.length) {
    const last = received.at(-1)?.seq;
    // The header is what a browser sends when it connects again; the address still says where it began.
    const response = await open('?after=0', last === undefined ? {} : { 'Last-Event-ID': String(last) });
    received.push(...(await collect(read(response, 7))));
  }
  expect(received).toEqual(sent);
  expect((await collect(read(await open('?after=27')))).map(({ seq }) => seq)).toEqual([28, 29, 30]);
});

test('after the last event of an ended run the answer is 204, so that a browser stays away', async () => {
  const { open, runHost, runId } = await start();
  runHost.append(runId, { type: 'run-start', name: 'A run', steps: [], results: [], resumed: false });
  runHost.append(runId, { type: 'run-end', status: 'done' });
  expect((await open('', { 'Last-Event-ID': '2' })).status).toBe(204);
  expect((await open('', { 'Last-Event-ID': '1' })).status).toBe(200);
});

test('a client that leaves stops the iterator behind its stream', async () => {
  const { open, runHost, runId } = await start();
  runHost.append(runId, { type: 'step-start', ...step, attempt: 1 });
  const response = await open();
  const reader = response.body?.getReader();
  await reader?.read();
  await expect.poll(() => runHost.watchers()).toBe(1);
  await reader?.cancel();
  await expect.poll(() => runHost.watchers()).toBe(0);
});

test('a Last-Event-ID or after that is no number is refused', async () => {
  const { open } = await start();
  expect((await open('', { 'Last-Event-ID': 'x' })).status).toBe(400);
  expect(await (await open('?after=-1')).json()).toMatchObject({ issues: [{ path: 'after' }] });
});

test('a number beyond the last event of a run that goes on is refused, however large', async () => {
  const { open, runHost, runId } = await start();
  runHost.append(runId, { type: 'step-start', ...step, attempt: 1 });
  for (const seq of ['2', '999999999999999']) {
    const response = await open('', { 'Last-Event-ID': seq });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { fault: { message: `This run has 1 events so far, and none after ${seq}.` } },
    ]);
  }
});

test('inputs for a node that takes none are refused by name, and no run is started', async () => {
  const { app, runHost } = await start();
  const node = (id: string, type: string) => ({ id, type, position: { x: 0, y: 0 }, config: {} });
  const graph = { ...createGraph('Mesh'), nodes: [node('ask', 'input'), node('voice', 'agent')] };
  const before = (await runHost.list({ limit: 9 })).length;
  const response = await app.request(`${origin}/api/runs`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ graph, inputs: { ask: {}, voice: { question: 'Why?' }, nobody: {} } }),
  });
  expect([response.status, await response.json()]).toMatchObject([
    400,
    {
      fault: { code: 'user/bad-request' },
      issues: [
        { path: 'inputs.voice', message: 'the mesh has no input node "voice"; it takes them for "ask"' },
        { path: 'inputs.nobody', message: 'the mesh has no input node "nobody"; it takes them for "ask"' },
      ],
    },
  ]);
  expect(await runHost.list({ limit: 9 })).toHaveLength(before);
});

test('a log that cannot be read closes the stream and tells the browser nothing', async () => {
  const { app, lines, runHost, runId } = await start();
  runHost.append(runId, { type: 'step-start', ...step, attempt: 1 });
  runHost.events = async function* (_runId, _seq, signal) {
    await sleep(1, undefined, { signal });
    yield runHost.append(runId, { type: 'step-start', ...step, attempt: 2 });
    throw new Error('relation "run_events" is broken');
  };
  const text = await (await app.request(`${origin}/api/runs/${runId}/events`)).text();
  expect(text).toContain('"attempt":2');
  expect(text).not.toContain('run_events');
  expect(lines.join('')).toContain('run_events');
});

test('a run is started from a saved mesh or from a mesh in the body, and is listed', async () => {
  const { app, runHost } = await start();
  const post = (path: string, body: unknown) =>
    app.request(`${origin}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const graph = {
    ...createGraph('Question'),
    nodes: [
      {
        id: 'in',
        type: 'input',
        position: { x: 0, y: 0 },
        config: { question: 'What changes?', text: 'Tariffs rise.' },
      },
      { id: 'voice', type: 'agent', position: { x: 1, y: 0 }, config: { family: 'reader-lexical', domain: 'law' } },
      { id: 'out', type: 'output', position: { x: 2, y: 0 }, config: {} },
    ],
    edges: [
      { id: 'e1', source: 'in', sourcePort: 'brief', target: 'voice', targetPort: 'brief' },
      { id: 'e2', source: 'voice', sourcePort: 'answer', target: 'out', targetPort: 'result' },
    ],
  };
  const { id } = graphRecordSchema.parse(await (await post('/api/graphs', { graph })).json());
  const saved = await post('/api/runs', { graphId: id, inputs: { in: { question: 'And then?' } } });
  expect(await saved.clone().json()).toEqual({ runId: expect.any(String) });
  expect(saved.status).toBe(202);
  const { runId } = z.object({ runId: z.string() }).parse(await saved.json());
  expect(runHost.runs.get(runId)).toMatchObject({ graph, graphId: id, inputs: { in: { question: 'And then?' } } });
  expect(runHost.runs.get(runId)?.plan.steps.map((planned) => planned.id)).toEqual(['in', 'voice', 'out']);
  expect((await post('/api/runs', { graph })).status).toBe(202);
  expect((await post('/api/runs', { graphId: 'unknown' })).status).toBe(404);
  const listed = await (await app.request(`${origin}/api/runs?graphId=${id}`)).json();
  expect(listed).toMatchObject({ runs: [{ runId, graphId: id, name: 'Question', status: 'queued' }] });
  expect((await app.request(`${origin}/api/runs?limit=0`)).status).toBe(400);
  expect(await (await app.request(`${origin}/api/runs/${runId}/graph`)).json()).toEqual({ graph });
  expect(await (await app.request(`${origin}/api/runs/${runId}`)).json()).toMatchObject({
    runId,
    status: 'queued',
    seq: 0,
  });
  const cancelled = await app.request(`${origin}/api/runs/${runId}/cancel`, { method: 'POST' });
  expect([cancelled.status, runHost.runs.get(runId)?.cancelled]).toEqual([202, true]);
});

test('an answer to a question of a run is handed on with the request it is for', async () => {
  const { app, runHost, runId } = await start();
  const answer = async (id: string, body: unknown) => {
    const response = await app.request(`${origin}/api/runs/${id}/answers`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return [response.status, await response.json()];
  };
  const given = { option: 'retry', text: ' Because \0 of that. ' };
  expect(await answer(runId, { requestId: 'a/ask/one', ...given })).toEqual([202, { runId }]);
  expect(await answer(runId, { requestId: 'a/ask/two', option: 'stop' })).toEqual([202, { runId }]);
  expect([...(runHost.runs.get(runId)?.answers ?? [])]).toEqual([
    ['a/ask/one', { option: 'retry', text: 'Because  of that.' }],
    ['a/ask/two', { option: 'stop' }],
  ]);
  expect(await answer('nope', { requestId: 'a', option: 'stop' })).toMatchObject([404, {}]);
  expect(await answer(runId, { requestId: 'a', text: '  ' })).toMatchObject([400, { issues: [{ path: 'text' }] }]);
  expect(await answer(runId, { option: 'stop' })).toMatchObject([400, { issues: [{ path: 'requestId' }] }]);
});
