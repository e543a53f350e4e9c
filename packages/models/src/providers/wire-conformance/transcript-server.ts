// Serves literal replies, byte for byte as a vendor would send them, and keeps what it was asked. For tests only.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';

export interface TranscriptReply {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** Bytes per write; default: all at once. */
  readonly drip?: number;
  /** Milliseconds from one write to the next, on the whole: a write that is late is made up for; default: none. */
  readonly pause?: number;
  /** What comes after the body: a proper end (default), a broken line, or nothing at all. `mute`: not even headers come. */
  readonly ending?: 'end' | 'cut' | 'hang' | 'mute';
}

export interface TranscriptRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  /** Resolves when the client has let go of the line before the reply's end. */
  readonly abandoned: Promise<void>;
}

export interface TranscriptServer extends AsyncDisposable {
  readonly origin: string;
  readonly requests: TranscriptRequest[];
  /** Replies in order; the last one is given again and again. */
  reply(...replies: TranscriptReply[]): void;
  /** Replies as the request deserves, until `reply` is called. */
  answer(choose: (request: TranscriptRequest) => TranscriptReply): void;
  /** Connections that are open now, idle ones too. */
  connections(): Promise<number>;
}

export async function startTranscriptServer(): Promise<TranscriptServer> {
  const requests: TranscriptRequest[] = [];
  let choose: (request: TranscriptRequest) => TranscriptReply = () => ({ status: 500, body: 'no reply was set' });
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { promise: abandoned, resolve } = Promise.withResolvers<void>();
      response.on('close', () => {
        if (!response.writableFinished) resolve();
      });
      const asked: TranscriptRequest = {
        path: request.url ?? '',
        headers: request.headers,
        body: parts.length === 0 ? undefined : JSON.parse(Buffer.concat(parts).toString()),
        abandoned,
      };
      requests.push(asked);
      void send(response, choose(asked));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    reply(...replies) {
      choose = () => (replies.length > 1 ? replies.shift() : replies[0]) ?? { status: 500, body: 'no reply was set' };
    },
    answer(next) {
      choose = next;
    },
    connections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

async function send(response: ServerResponse, reply: TranscriptReply): Promise<void> {
  if (reply.ending === 'mute') return;
  response.writeHead(reply.status ?? 200, { 'content-type': 'text/event-stream; charset=utf-8', ...reply.headers });
  response.flushHeaders();
  const begun = performance.now();
  const bytes = Buffer.from(reply.body);
  const size = reply.drip ?? Math.max(1, bytes.length);
  for (let start = 0; start < bytes.length; start += size) {
    response.write(bytes.subarray(start, start + size));
    // Each write must leave on its own, or the split would be healed on the way.
    if (reply.pause !== undefined)
      await sleep(Math.max(0, begun + (start / size + 1) * reply.pause - performance.now()));
    else if (reply.drip) await turn();
  }
  if (reply.ending === 'hang') return;
  if (reply.ending === 'cut') {
    await new Promise((resolve) => {
      response.write('', resolve);
    });
    await turn();
    response.destroy();
    return;
  }
  response.end();
}
