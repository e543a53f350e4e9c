// The one drizzle schema. Column names are explicit, so that drizzle 1.0 needs no change here.
// `json`, not `jsonb`: text of people and models may hold NUL or half a surrogate pair, which jsonb refuses.
import type { GateBook } from '@parley/models';
import type { Graph, Plan, RunEvent, RunInputs } from '@parley/spec';
import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, json, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

const createdAt = timestamp('created_at', { withTimezone: true }).notNull().defaultNow();

export const graphs = pgTable('graphs', {
  id: text('id').primaryKey(),
  revision: integer('revision').notNull(),
  name: text('name').notNull(),
  graph: json('graph').$type<Graph>().notNull(),
  createdAt,
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
});

/** Documents by the sha-256 of their text: the same text is stored once, and a stored text never changes. */
export const documents = pgTable('documents', {
  id: text('id').primaryKey(),
  title: text('title').notNull(),
  mediaType: text('media_type').$type<'text/plain' | 'text/markdown' | 'application/pdf'>().notNull(),
  text: text('text').notNull(),
  pageStarts: json('page_starts').$type<number[]>().notNull(),
  createdAt,
});

/** Sealed secrets; `sealed` is AES-256-GCM text, never a plain value. */
export const secrets = pgTable('secrets', {
  name: text('name').primaryKey(),
  sealed: text('sealed').notNull(),
  lastFour: text('last_four').notNull(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
});

/** Settings of providers that are not secret. */
export const providerSettings = pgTable('provider_settings', {
  provider: text('provider').primaryKey(),
  baseUrl: text('base_url').notNull(),
});

/** What a person allows each provider; an absent number is no limit, or Parley's own for calls at once. */
export const providerLimits = pgTable('provider_limits', {
  provider: text('provider').primaryKey(),
  callsAtOnce: integer('calls_at_once'),
  callsPerMinute: integer('calls_per_minute'),
  tokensPerMinute: integer('tokens_per_minute'),
});

/** Who is at which provider's door, for all processes together; written only over the version it was read at. Not logged. */
export const providerGates = pgTable('provider_gates', {
  provider: text('provider').primaryKey(),
  version: bigint('version', { mode: 'number' }).notNull(),
  book: json('book').$type<GateBook>().notNull(),
});

/** One row a run, with the Graph and Plan as they were: a run is never changed by a later edit. */
export const runs = pgTable(
  'runs',
  {
    id: text('id').primaryKey(),
    graphId: text('graph_id'),
    name: text('name').notNull(),
    graph: json('graph').$type<Graph>().notNull(),
    plan: json('plan').$type<Plan>().notNull(),
    inputs: json('inputs').$type<RunInputs>().notNull(),
    status: text('status').$type<'queued' | 'running' | 'done' | 'failed' | 'cancelled'>().notNull(),
    /** Counts how often the run was queued: its workflow ids are `<run>.<sitting>`. */
    sitting: integer('sitting').notNull().default(1),
    cancelRequested: boolean('cancel_requested').notNull().default(false),
    createdAt,
    endedAt: timestamp('ended_at', { withTimezone: true }),
  },
  (table) => [
    index('runs_graph').on(table.graphId, table.createdAt),
    index('runs_created').on(table.createdAt),
    // Looked for once a second, among all runs there ever were.
    index('runs_queued').on(table.id).where(sql`${table.status} = 'queued'`),
  ],
);

/** The run log: batches of events as they were committed. `first_seq` is part of the key, so two writers cannot both win. */
export const runEvents = pgTable(
  'run_events',
  {
    runId: text('run_id')
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    firstSeq: integer('first_seq').notNull(),
    lastSeq: integer('last_seq').notNull(),
    /** Which sitting of which process wrote it: tells "already committed" from "somebody else took over". */
    writer: text('writer').notNull(),
    events: json('events').$type<RunEvent[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.firstSeq] })],
);

/** The pay-once record: the result of every finished paid call, by name. */
export const stepResults = pgTable(
  'step_results',
  {
    runId: text('run_id')
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    /** `<step id>/<name of the call inside the step>` */
    stepPath: text('step_path').notNull(),
    inputHash: text('input_hash').notNull(),
    output: json('output').$type<unknown>(),
    createdAt,
  },
  (table) => [primaryKey({ columns: [table.runId, table.stepPath, table.inputHash] })],
);
