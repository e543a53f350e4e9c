// Reads one run's event stream (SSE) over as many connections as it takes: no gap, no repeat. Knows no store and no DOM.
import { type RunEvent, runEventSchema } from '@parley/spec';
import { createParser } from 'eventsource-parser';

export interface FollowRun {
  /** Address of the run's event stream. */
  readonly url: string;
  /** Sequence number of the last event already known; 0 for none. */
  readonly seq: number;
  readonly signal: AbortSignal;
  /** Called once for each event after `seq`, in order. */
  readonly onEvent: (event: RunEvent) => void;
  /** `true` when a connection stands, `false` when it broke and will be opened again. */
  readonly onConnection: (connected: boolean) => void;
  /** Milliseconds without a byte after which a connection counts as dead; the server sends a comment more often. */
  readonly silenceLimit?: number;
  /** Waits before connection number `attempt` (0 = the first after progress) is tried again. */
  readonly wait?: (attempt: number, signal: AbortSignal) => Promise<void>;
}

/** `unreadable`: the server keeps sending something this page cannot read, as after an upgrade. */
export type FollowOutcome = 'ended' | 'stopped' | 'gone' | 'unreadable';

const defaultSilenceLimit = 45_000;
/** How often the same place of the stream may be unreadable before we say so. */
const unreadableLimit = 3;

/** Resolves when the run ended and its stream closed, the signal aborted, the run is unknown or cannot be read. Never rejects. */
export async function followRun(follow: FollowRun): Promise<FollowOutcome> {
  const { signal, onConnection, wait = waitLonger } = follow;
  const cursor: Cursor = { seq: follow.seq, ended: false };
  let attempt = 0;
  let unreadable = 0;
  while (!signal.aborted) {
    const before = cursor.seq;
    const close = await readConnection(follow, cursor);
    if (signal.aborted) break;
    if (cursor.ended) return 'ended';
    if (close === 'gone') return 'gone';
    if (cursor.seq > before) [attempt, unreadable] = [0, 0];
    if (close === 'unreadable' && ++unreadable >= unreadableLimit) return 'unreadable';
    onConnection(false);
    await wait(attempt++, signal);
  }
  return 'stopped';
}

interface Cursor {
  seq: number;
  /** The last event read was `run-end`. A run that was resumed later has events after it, so reading goes on until the server closes. */
  ended: boolean;
}

async function readConnection(follow: FollowRun, cursor: Cursor): Promise<'closed' | 'gone' | 'unreadable'> {
  const connection = new AbortController();
  const signal = AbortSignal.any([follow.signal, connection.signal]);
  const watchdog = createWatchdog(follow.silenceLimit ?? defaultSilenceLimit, () => connection.abort());
  try {
    const response = await fetch(follow.url, {
      headers: { Accept: 'text/event-stream', 'Last-Event-ID': String(cursor.seq) },
      cache: 'no-store',
      signal,
    });
    if (response.status === 404) return 'gone';
    // The run has ended and nothing comes after what we have.
    if (response.status === 204) {
      cursor.ended = true;
      return 'closed';
    }
    if (!response.ok || !response.body) return 'closed';
    follow.onConnection(true);
    const messages: string[] = [];
    const parser = createParser({ onEvent: ({ data }) => messages.push(data) });
    const decoder = new TextDecoder();
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return 'closed';
      watchdog.reset();
      parser.feed(decoder.decode(value, { stream: true }));
      for (const data of messages.splice(0)) {
        const taken = takeMessage(data, cursor, follow.onEvent);
        if (taken === 'gap') return 'closed';
        if (taken === 'unreadable') return 'unreadable';
      }
    }
  } catch {
    return 'closed';
  } finally {
    watchdog.stop();
    connection.abort();
  }
}

function takeMessage(data: string, cursor: Cursor, onEvent: FollowRun['onEvent']): 'taken' | 'gap' | 'unreadable' {
  const parsed = runEventSchema.safeParse(parseJson(data));
  if (!parsed.success) return 'unreadable';
  const event = parsed.data;
  if (event.seq <= cursor.seq) return 'taken';
  if (event.seq > cursor.seq + 1) return 'gap';
  cursor.seq = event.seq;
  cursor.ended = event.type === 'run-end';
  onEvent(event);
  return 'taken';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function createWatchdog(limit: number, bark: () => void): { reset(): void; stop(): void } {
  let timer = setTimeout(bark, limit);
  return {
    reset() {
      clearTimeout(timer);
      timer = setTimeout(bark, limit);
    },
    stop: () => clearTimeout(timer),
  };
}

/** 0.3 s, doubling to 5 s; ends at once when the signal aborts or the browser comes back online. */
export function waitLonger(attempt: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      globalThis.removeEventListener?.('online', done);
      resolve();
    };
    const timer = setTimeout(done, Math.min(300 * 2 ** attempt, 5000));
    signal.addEventListener('abort', done);
    globalThis.addEventListener?.('online', done);
  });
}
