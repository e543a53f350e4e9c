// The writer of one run's log: stamps events, merges text deltas, commits in batches and publishes only what is committed.
// It knows events and rows, not plans; there is one writer a run at any time, and the database proves it.
import { randomUUID } from 'node:crypto';
import { createSecretRedactor, type SecretRedactor } from '@parley/models';
import type { RunEvent, RunEventBody } from '@parley/spec';
import type { Pool } from 'pg';
import { createRunEventRedactor, redactValue } from './redact-run-events.ts';

export interface JournalEntry {
  readonly stepPath: string;
  readonly inputHash: string;
  readonly output: unknown;
}

export interface RunLogOptions {
  readonly pool: Pool;
  readonly runId: string;
  /** Sequence number of the last event already committed; 0 for a new run. */
  readonly lastSeq: number;
  /** Nothing it knows is ever written; absent where there are no secrets. */
  readonly secrets?: SecretRedactor;
  /** Called after each commit, in order. */
  readonly publish: (events: readonly RunEvent[]) => void;
  /** Another process writes this run now: stop at once, everything it needs is in the database. */
  readonly onTakenOver: () => void;
  /** A commit failed and will be tried again; nothing is lost while the process lives. */
  readonly onCommitFault: (error: unknown) => void;
}

export interface RunLog {
  /** Takes an event; it is committed within about `FLUSH_DELAY` ms. */
  append(body: RunEventBody): void;
  /** Resolves when the entry and every event appended before are committed. */
  journal(entry: JournalEntry): Promise<void>;
  /** Resolves when everything appended is committed. */
  flush(): Promise<void>;
  /** Stops writing; what is not committed by now is dropped and promises stay pending. */
  abandon(): void;
}

/** Milliseconds events wait for company. Small enough to look live, large enough to make one commit of many tokens. */
const FLUSH_DELAY = 30;
const RETRY_DELAYS = [100, 250, 500, 1000, 2000];
const UNIQUE_VIOLATION = '23505';

// One statement is one transaction: events, journal and status cannot come apart.
const COMMIT = {
  name: 'commit-run-events',
  text: `
    with journalled as (
      insert into step_results (run_id, step_path, input_hash, output)
      select $1, entry.step_path, entry.input_hash, entry.output::json
      from unnest($6::text[], $7::text[], $8::text[]) as entry (step_path, input_hash, output)
      on conflict do nothing
    ), restated as (
      update runs set status = $9::text, ended_at = case when $9::text in ('running', 'waiting') then null else now() end
      where id = $1 and $9::text is not null
    )
    insert into run_events (run_id, first_seq, last_seq, writer, events)
    select $1, $2::int, $3::int, $4, $5::json where $2::int <= $3::int`,
} as const;

interface Pending {
  body: RunEventBody;
  readonly at: string;
}

export function createRunLog(options: RunLogOptions): RunLog {
  const { pool, runId } = options;
  const writer = randomUUID();
  let seq = options.lastSeq;
  let pending: Pending[] = [];
  /** The last pending event of each step, so that a delta can join the delta before it. */
  let lastOfStep = new Map<string, Pending>();
  let entries: JournalEntry[] = [];
  let timer: NodeJS.Timeout | undefined;
  let committing: Promise<void> | undefined;
  let abandoned = false;

  const secrets = options.secrets ?? createSecretRedactor();
  const redact = createRunEventRedactor(secrets);

  const append = (body: RunEventBody) => {
    if (!abandoned) redact(body).forEach(add);
  };

  const add = (body: RunEventBody) => {
    const event: Pending = { body, at: new Date().toISOString() };
    if ('stepId' in body) {
      const last = lastOfStep.get(body.stepId);
      if (last && mergeDelta(last, body)) return;
      lastOfStep.set(body.stepId, event);
    }
    pending.push(event);
    timer ??= setTimeout(() => void flush(), FLUSH_DELAY);
  };

  const flush = async (): Promise<void> => {
    // One commit at a time; whoever waits shares the next one.
    while (committing) await committing;
    if (pending.length === 0 && entries.length === 0) return;
    committing = commit();
    await committing;
  };

  const commit = async (): Promise<void> => {
    // Steps that end in the same turn of the event loop share one commit.
    await new Promise((resolve) => setImmediate(resolve));
    clearTimeout(timer);
    timer = undefined;
    const events: RunEvent[] = pending.map(({ body, at }, index) => ({ ...body, runId, seq: seq + index + 1, at }));
    const journal = entries;
    pending = [];
    lastOfStep = new Map();
    entries = [];
    await store(events, journal);
    seq += events.length;
    committing = undefined;
    if (events.length > 0) options.publish(events);
  };

  const store = async (events: readonly RunEvent[], journal: readonly JournalEntry[]): Promise<void> => {
    const values = [
      runId,
      seq + 1,
      seq + events.length,
      writer,
      JSON.stringify(events),
      journal.map((entry) => entry.stepPath),
      journal.map((entry) => entry.inputHash),
      journal.map((entry) => JSON.stringify(entry.output)),
      statusAfter(events),
    ];
    for (let attempt = 0; !abandoned; attempt += 1) {
      try {
        await pool.query({ ...COMMIT, values });
        return;
      } catch (error) {
        if (isUniqueViolation(error)) {
          const owner = await ownerOf(pool, runId, seq + 1).catch(() => undefined);
          // Ours: an earlier try was committed and only its answer got lost.
          if (owner === writer) return;
          if (owner !== undefined) {
            abandoned = true;
            options.onTakenOver();
            break;
          }
        }
        options.onCommitFault(error);
        await pause(RETRY_DELAYS[Math.min(attempt, RETRY_DELAYS.length - 1)] ?? 0);
      }
    }
    // Neither committed nor failed: whoever waits for this must not go on.
    await new Promise<never>(() => {});
  };

  return {
    append,
    flush,
    journal: async (entry) => {
      entries.push({ ...entry, output: redactValue(entry.output, secrets) });
      await flush();
    },
    abandon: () => {
      abandoned = true;
      clearTimeout(timer);
    },
  };
}

/** Joins a delta to the same step's pending delta of the same type; false when it has to stand alone. */
function mergeDelta(last: Pending, next: RunEventBody): boolean {
  const { body } = last;
  const isDelta = body.type === 'text-delta' || body.type === 'reasoning-delta';
  if (!isDelta || next.type !== body.type || next.offset !== body.offset + body.text.length) return false;
  last.body = { ...body, text: body.text + next.text };
  return true;
}

function statusAfter(events: readonly RunEvent[]): string | null {
  let status: string | null = null;
  for (const event of events) {
    if (event.type === 'run-start') status = 'running';
    if (event.type === 'run-wait') status = 'waiting';
    if (event.type === 'run-end') status = event.status;
  }
  return status;
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;
}

async function ownerOf(pool: Pool, runId: string, firstSeq: number): Promise<string | undefined> {
  const { rows } = await pool.query<{ writer: string }>(
    'select writer from run_events where run_id = $1 and first_seq <= $2 and last_seq >= $2',
    [runId, firstSeq],
  );
  return rows[0]?.writer;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
