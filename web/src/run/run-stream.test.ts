import { type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunEvent, type RunState, createRunState, reduceRun } from '@parley/spec';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type RunView, runStore } from './run-store.ts';
import { attachToLatestRun, catchUpWithRuns, viewNewestRun, viewPastRun, watchRun } from './run-stream.ts';

const step = { stepId: 's', nodeId: 'n' };
const head = (runId: string, seq: number) => ({ runId, seq, at: '2026-01-01T00:00:00.000Z' });
const start = (runId: string): RunEvent => ({
  ...head(runId, 1),
  type: 'run-start',
  name: 'Mesh',
  steps: [{ ...step, title: 'Claude', op: 'generate' }],
  results: ['s'],
  resumed: false,
});
const delta = (runId: string, seq: number, offset: number, text: string): RunEvent => ({
  ...head(runId, seq),
  type: 'text-delta',
  ...step,
  offset,
  text,
});
const end = (runId: string, seq: number): RunEvent => ({ ...head(runId, seq), type: 'run-end', status: 'cancelled' });
const fold = (runId: string, ...events: RunEvent[]): RunState => events.reduce(reduceRun, createRunState(runId));

let server: Server;
/** Runs the server knows, newest first, and what it streams after a run's snapshot. */
let runs: { state: RunState; rest: RunEvent[] }[];
let asked: string[];

beforeEach(async () => {
  [runs, asked] = [[], []];
  server = createServer((request, response) => {
    const [, , , id, part] = (request.url ?? '').split('?')[0]?.split('/') ?? [];
    asked.push(`${part ?? id ?? 'list'} ${String(request.headers['last-event-id'] ?? '')}`.trim());
    const run = runs.find(({ state }) => state.runId === id);
    if (id === undefined) sendJson(response, { runs: runs.slice(0, 1).map(({ state }) => summary(state)) });
    else if (!run) response.writeHead(404).end();
    else if (part === undefined) sendJson(response, run.state);
    else {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(run.rest.map((event) => `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`).join(''));
    }
  });
  await listen(0);
  const { port } = address();
  const realFetch = fetch;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => realFetch(`http://127.0.0.1:${port}${path}`, init));
  vi.stubGlobal('requestAnimationFrame', setImmediate);
  vi.stubGlobal('cancelAnimationFrame', clearImmediate);
});
afterEach(async () => {
  runs = [];
  await attachToLatestRun('');
  vi.unstubAllGlobals();
  await close();
});

const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
const close = () => {
  server.closeAllConnections();
  return new Promise<void>((resolve) => server.close(() => resolve()));
};
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server has an AddressInfo
const address = () => server.address() as AddressInfo;
const sendJson = (response: ServerResponse, body: unknown) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const summary = ({ runId, name, status }: RunState) => ({ runId, name, status, createdAt: '2026-01-01T00:00:00.000Z' });
const until = (holds: (view: RunView) => boolean) =>
  new Promise<void>((resolve) => {
    if (holds(runStore.getState())) return resolve();
    const stop = runStore.subscribe((view) => {
      if (!holds(view)) return;
      stop();
      resolve();
    });
  });
const seen = () => {
  const { live, past, connection, steps } = runStore.getState();
  return [live?.runId, live?.status, past?.runId, connection.state, steps.get('n')?.text];
};

it('takes up a running run where its snapshot ends, to its end', async () => {
  const [first, second, last] = [delta('r', 2, 0, 'One'), delta('r', 3, 3, ' two'), end('r', 4)];
  runs = [{ state: fold('r', start('r'), first), rest: [second, last] }];
  await attachToLatestRun('mesh');
  await until((view) => view.live?.status === 'cancelled' && view.connection.state === 'idle');
  expect(seen()).toEqual(['r', 'cancelled', undefined, 'idle', 'One two']);
  expect(asked).toEqual(['list', 'r', 'events 2']);
});

it('shows an ended run as it ended and asks for no events; shows nothing where there is no run', async () => {
  runs = [{ state: fold('r', start('r'), delta('r', 2, 0, 'One'), end('r', 3)), rest: [] }];
  await attachToLatestRun('mesh');
  expect([seen(), asked]).toEqual([
    ['r', 'cancelled', undefined, 'idle', 'One'],
    ['list', 'r'],
  ]);
  runs = [];
  await attachToLatestRun('other mesh');
  expect(seen()).toEqual([undefined, undefined, undefined, 'idle', undefined]);
});

it('says the connection is lost while the server is away, and goes on when it is back', async () => {
  const { port } = address();
  runs = [{ state: fold('r', start('r'), end('r', 2)), rest: [] }];
  await close();
  const attached = attachToLatestRun('mesh');
  await until((view) => view.connection.state === 'lost');
  await listen(port);
  await attached;
  expect(seen()).toEqual(['r', 'cancelled', undefined, 'idle', '']);
});

it('shows a past run and finds back to the newest', async () => {
  runs = [
    { state: fold('new', start('new'), delta('new', 2, 0, 'New'), end('new', 3)), rest: [] },
    { state: fold('old', start('old'), delta('old', 2, 0, 'Old'), end('old', 3)), rest: [] },
  ];
  await watchRun('new');
  await viewPastRun('old');
  expect(seen()).toEqual(['new', 'cancelled', 'old', 'idle', 'Old']);
  viewNewestRun();
  expect(seen()).toEqual(['new', 'cancelled', undefined, 'idle', 'New']);
  await expect(viewPastRun('nowhere')).rejects.toThrow('404');
  expect(seen()).toEqual(['new', 'cancelled', undefined, 'idle', 'New']);
});

it('takes up what was started elsewhere, but not while a past run is read', async () => {
  runs = [{ state: fold('old', start('old'), end('old', 2)), rest: [] }];
  await attachToLatestRun('mesh');
  await viewPastRun('old');
  runs.unshift({ state: fold('new', start('new')), rest: [delta('new', 2, 0, 'New'), end('new', 3)] });
  await catchUpWithRuns();
  await until((view) => view.live?.seq === 3 && view.connection.state === 'idle');
  expect(seen()).toEqual(['new', 'cancelled', undefined, 'idle', 'New']);
  runs.push({ state: fold('older', start('older'), end('older', 2)), rest: [] });
  await viewPastRun('older');
  asked = [];
  await catchUpWithRuns();
  expect([seen().slice(0, 3), asked]).toEqual([['new', 'cancelled', 'older'], []]);
});

it('says what to do when the run is gone', async () => {
  await watchRun('nowhere');
  expect(seen()).toEqual([undefined, undefined, undefined, 'broken', undefined]);
});
