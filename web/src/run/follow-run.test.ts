import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunEvent } from '@parley/spec';
import { afterEach, describe, expect, it } from 'vitest';
import { type FollowRun, followRun } from './follow-run.ts';

type Answer = (response: ServerResponse, lastEventId: string | undefined) => unknown;

const step = { stepId: 's', nodeId: 'n' };
const head = (seq: number) => ({ runId: 'run', seq, at: '2026-01-01T00:00:00.000Z' });
const delta = (seq: number, text: string): RunEvent => ({ ...head(seq), type: 'text-delta', ...step, offset: 0, text });
const runEnd = (seq: number): RunEvent => ({ ...head(seq), type: 'run-end', status: 'done' });
const runStart = (seq: number): RunEvent => ({
  ...head(seq),
  type: 'run-start',
  name: 'Mesh',
  steps: [{ ...step, title: 'Claude', op: 'generate' }],
  results: ['s'],
  resumed: seq > 1,
});
const frame = (event: RunEvent): string => `id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
const send = (response: ServerResponse, ...events: RunEvent[]): void => {
  response.write(events.map(frame).join(''));
};

/** Each connection is answered by the next script; `asked` holds the Last-Event-ID of every connection. */
function createScript(answers: Answer[]) {
  const asked: (string | undefined)[] = [];
  const listen = (request: IncomingMessage, response: ServerResponse): void => {
    const lastEventId = request.headers['last-event-id'];
    asked.push(typeof lastEventId === 'string' ? lastEventId : undefined);
    const answer = answers.shift();
    if (!answer) return void response.writeHead(500).end();
    answer(response, asked.at(-1));
  };
  return { asked, listen };
}

const stream =
  (body: Answer): Answer =>
  (response, lastEventId) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    body(response, lastEventId);
  };

const servers: Server[] = [];
async function startServer(listen: Parameters<typeof createServer>[1], port = 0): Promise<string> {
  const server = createServer(listen ?? (() => undefined));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server has an AddressInfo
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
async function stopServer(): Promise<void> {
  const server = servers.pop();
  server?.closeAllConnections();
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
}
afterEach(async () => {
  while (servers.length > 0) await stopServer();
});

async function follow(url: string, options: Partial<FollowRun> = {}) {
  const events: RunEvent[] = [];
  const connections: boolean[] = [];
  const outcome = await followRun({
    url,
    seq: 0,
    signal: AbortSignal.timeout(20_000),
    onEvent: (event) => events.push(event),
    onConnection: (connected) => connections.push(connected),
    wait: async () => undefined,
    ...options,
  });
  return { outcome, events, connections };
}

describe('followRun', () => {
  it('reads a whole run and ends when the server closes after run-end', async () => {
    const script = createScript([
      stream((response) => {
        send(response, runStart(1), delta(2, 'a'), runEnd(3));
        response.end();
      }),
    ]);
    expect(await follow(await startServer(script.listen))).toEqual({
      outcome: 'ended',
      events: [runStart(1), delta(2, 'a'), runEnd(3)],
      connections: [true],
    });
    expect(script.asked).toEqual(['0']);
  });

  it('goes on where it was when the connection is cut in the middle of an event', async () => {
    const script = createScript([
      stream((response) => {
        send(response, runStart(1), delta(2, 'a'));
        response.write(frame(delta(3, 'b')).slice(0, 30), () => response.destroy());
      }),
      stream((response) => {
        send(response, delta(3, 'b'), runEnd(4));
        response.end();
      }),
    ]);
    expect(await follow(await startServer(script.listen))).toEqual({
      outcome: 'ended',
      events: [runStart(1), delta(2, 'a'), delta(3, 'b'), runEnd(4)],
      connections: [true, false, true],
    });
    expect(script.asked).toEqual(['0', '2']);
  });

  it('drops what it already has, so a server that repeats itself is harmless', async () => {
    const script = createScript([
      stream((response) => {
        send(response, runStart(1), delta(2, 'a'), delta(2, 'a'), runStart(1));
        response.end();
      }),
      stream((response) => {
        send(response, runStart(1), delta(2, 'a'), delta(3, 'b'), runEnd(4));
        response.end();
      }),
    ]);
    const { events } = await follow(await startServer(script.listen));
    expect(events).toEqual([runStart(1), delta(2, 'a'), delta(3, 'b'), runEnd(4)]);
  });

  it('reads again from the last event it has when one is missing', async () => {
    const script = createScript([
      stream((response) => send(response, runStart(1), delta(3, 'b'))),
      stream((response) => {
        send(response, delta(2, 'a'), delta(3, 'b'), runEnd(4));
        response.end();
      }),
    ]);
    const { events } = await follow(await startServer(script.listen));
    expect(events).toEqual([runStart(1), delta(2, 'a'), delta(3, 'b'), runEnd(4)]);
    expect(script.asked).toEqual(['0', '1']);
  });

  it('keeps letters whole that arrive in two pieces', async () => {
    const said = 'Zürich → 東京 👩‍🔬';
    const bytes = Buffer.from(frame(delta(2, said)) + frame(runEnd(3)));
    const script = createScript([
      stream(async (response) => {
        send(response, runStart(1));
        for (const byte of bytes) {
          await new Promise((resolve) => response.write(Buffer.from([byte]), resolve));
        }
        response.end();
      }),
    ]);
    const { events } = await follow(await startServer(script.listen));
    expect(events).toEqual([runStart(1), delta(2, said), runEnd(3)]);
  });

  it('survives a server that goes away and comes back', async () => {
    const first = createScript([stream((response) => send(response, runStart(1), delta(2, 'a')))]);
    const url = await startServer(first.listen);
    const second = createScript([
      stream((response) => {
        send(response, delta(3, 'b'), runEnd(4));
        response.end();
      }),
    ]);
    let waits = 0;
    const result = await follow(url, {
      onEvent: (event) => {
        if (event.seq === 2) void stopServer();
      },
      wait: async () => {
        waits += 1;
        if (waits === 3) await startServer(second.listen, Number(new URL(url).port));
      },
    });
    expect([result.outcome, waits, second.asked]).toEqual(['ended', 3, ['2']]);
  });

  it('takes a silent connection for dead and opens another', async () => {
    const script = createScript([
      stream((response) => send(response, runStart(1))),
      stream((response) => {
        send(response, runEnd(2));
        response.end();
      }),
    ]);
    const result = await follow(await startServer(script.listen), { silenceLimit: 200 });
    expect([result.outcome, result.events, result.connections, script.asked]).toEqual([
      'ended',
      [runStart(1), runEnd(2)],
      [true, false, true],
      ['0', '1'],
    ]);
  });

  it('reads on past the end of a run that was resumed', async () => {
    const script = createScript([
      stream((response) => {
        send(response, runStart(1), runEnd(2), runStart(3), delta(4, 'a'), runEnd(5));
        response.end();
      }),
    ]);
    const { events } = await follow(await startServer(script.listen));
    expect(events.map((event) => event.type)).toEqual(['run-start', 'run-end', 'run-start', 'text-delta', 'run-end']);
  });

  it('says so when the run is unknown or the stream cannot be read', async () => {
    const unknown = createScript([(response) => response.writeHead(404).end()]);
    expect((await follow(await startServer(unknown.listen))).outcome).toBe('gone');
    const garbage: Answer = stream((response) => response.end('id: 1\ndata: {"type":"tomorrow"}\n\n'));
    const unreadable = createScript([garbage, garbage, garbage]);
    expect((await follow(await startServer(unreadable.listen))).outcome).toBe('unreadable');
    expect(unreadable.asked).toEqual(['0', '0', '0']);
  });

  it('ends at once when the server has nothing more to say', async () => {
    const script = createScript([(response) => response.writeHead(204).end()]);
    expect(await follow(await startServer(script.listen), { seq: 7 })).toEqual({
      outcome: 'ended',
      events: [],
      connections: [],
    });
    expect(script.asked).toEqual(['7']);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const script = createScript([stream((response) => send(response, runStart(1)))]);
    const result = await follow(await startServer(script.listen), {
      signal: stop.signal,
      onEvent: () => stop.abort(),
    });
    expect(result.outcome).toBe('stopped');
  });
});
