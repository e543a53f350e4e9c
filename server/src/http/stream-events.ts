// Sends an ordered stream of RunEvents as server-sent events. It adds nothing to the events and keeps none.
import type { RunEvent } from '@parley/spec';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Log } from './log.ts';

const HEARTBEAT = 15_000;
/** How long an EventSource waits before it connects again, in milliseconds. */
const RETRY = 1000;

/** Ends when the iterator ends; aborts its signal when the client leaves. A failing iterator only closes the stream: the client resumes. */
export function streamEvents(
  context: Context,
  open: (signal: AbortSignal) => AsyncIterable<RunEvent>,
  { log, redact }: { readonly log: Log; readonly redact: (text: string) => string },
): Response {
  context.header('X-Accel-Buffering', 'no');
  return streamSSE(context, async (stream) => {
    const left = new AbortController();
    stream.onAbort(() => left.abort());
    const heartbeat = setInterval(() => void stream.write(': still here\n\n'), HEARTBEAT);
    try {
      // Also makes the headers go out before the first event.
      await stream.write(`retry: ${RETRY}\n\n`);
      for await (const event of open(left.signal)) {
        if (left.signal.aborted) break;
        await stream.writeSSE({ id: String(event.seq), data: redact(JSON.stringify(event)) });
      }
    } catch (error) {
      if (!left.signal.aborted) log.warn('A stream of events was closed early.', { path: context.req.path, error });
    } finally {
      clearInterval(heartbeat);
      left.abort();
    }
  });
}
