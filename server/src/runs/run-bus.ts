// The bus that wakes watchers: at once within this process, by LISTEN/NOTIFY from other processes on the same database.
// It carries "there is something new", never the events themselves: those are read from the log, so none can be missed.
import { EventEmitter } from 'node:events';
import type { RunEvent } from '@parley/spec';
import { Client } from 'pg';

export interface RunBus {
  /** Tells watchers here (with the events) and in other processes (without them) that a run went on. */
  publish(runId: string, events: readonly RunEvent[]): void;
  /** Tells every process to stop this run if it has it. */
  announceCancel(runId: string): void;
  /** Tells every process that a person answered this run. */
  announceAnswer(runId: string): void;
  /** Calls `listener` whenever the run may have new events; with them when they were committed in this process. */
  watch(runId: string, listener: (events: readonly RunEvent[] | undefined) => void): () => void;
  onCancel(listener: (runId: string) => void): void;
  onAnswer(listener: (runId: string) => void): void;
  close(): Promise<void>;
}

const CHANNEL = 'parley_runs';
/** NOTIFY takes a database-wide lock at commit, so ids are gathered for a moment and sent together. */
const ANNOUNCE_DELAY = 40;
/** The payload limit is 8,000 bytes; a line is an id and a letter. */
const LINES_PER_MESSAGE = 120;
const RECONNECT_DELAY = 500;

/** Connects in the background and reconnects for ever: a lost database connection delays watchers, it does not break them. */
export function createRunBus(databaseUrl: string, onFault: (error: unknown) => void): RunBus {
  const local = new EventEmitter();
  local.setMaxListeners(0);
  const outbox = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let client: Client | undefined;
  let closed = false;

  const connect = async (): Promise<void> => {
    const next = new Client({ connectionString: databaseUrl, application_name: 'parley-bus' });
    next.on('error', onFault);
    next.on('end', () => {
      client = undefined;
      if (!closed) setTimeout(() => void connect(), RECONNECT_DELAY).unref();
    });
    next.on('notification', ({ payload }) => {
      for (const line of (payload ?? '').split('\n')) {
        const runId = line.slice(1);
        if (line.startsWith('c')) local.emit('cancel', runId);
        else if (line.startsWith('a')) local.emit('answer', runId);
        else local.emit(`run:${runId}`, undefined);
      }
    });
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
      client = next;
      // Whatever was announced while we were away: let every watcher look for itself.
      for (const name of local.eventNames()) if (typeof name === 'string' && name.startsWith('run:')) local.emit(name);
    } catch (error) {
      onFault(error);
      await next.end().catch(() => {});
    }
  };

  const send = async (): Promise<void> => {
    timer = undefined;
    const lines = [...outbox];
    outbox.clear();
    for (let start = 0; start < lines.length; start += LINES_PER_MESSAGE) {
      const message = lines.slice(start, start + LINES_PER_MESSAGE).join('\n');
      await client?.query('select pg_notify($1, $2)', [CHANNEL, message]).catch(onFault);
    }
  };

  const announce = (line: string) => {
    outbox.add(line);
    timer ??= setTimeout(() => void send(), ANNOUNCE_DELAY);
  };

  void connect();

  return {
    publish(runId, events) {
      local.emit(`run:${runId}`, events);
      announce(`e${runId}`);
    },
    announceCancel(runId) {
      local.emit('cancel', runId);
      announce(`c${runId}`);
    },
    announceAnswer(runId) {
      local.emit('answer', runId);
      announce(`a${runId}`);
    },
    watch(runId, listener) {
      local.on(`run:${runId}`, listener);
      return () => local.off(`run:${runId}`, listener);
    },
    onCancel(listener) {
      local.on('cancel', listener);
    },
    onAnswer(listener) {
      local.on('answer', listener);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
