// The one drizzle schema. Column names are explicit, so that drizzle 1.0 needs no change here.
// `json`, not `jsonb`: text of people and models may hold NUL or half a surrogate pair, which jsonb refuses.
import type { GateBook } from '@parley/models';
import type { Decision, GradeWord, Graph, Plan, RunEvent, RunInputs, RunStatus } from '@parley/spec';
import type { McpToolDefinition } from '@parley/tools';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  doublePrecision,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';

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

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });
const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** Texts that can be searched, by their sha-256. `language` is the text search configuration their terms were made with. */
export const searchedTexts = pgTable('searched_texts', {
  id: text('id').primaryKey(),
  language: text('language').notNull(),
  createdAt,
});

/** The passages of a searched text, by their place in it; offsets in UTF-16 code units. */
export const searchedPassages = pgTable(
  'searched_passages',
  {
    textId: text('text_id')
      .notNull()
      .references(() => searchedTexts.id, { onDelete: 'cascade' }),
    place: integer('place').notNull(),
    start: integer('start').notNull(),
    end: integer('end').notNull(),
    terms: tsvector('terms').notNull(),
    /** 32-bit floats, little-endian; absent until a search first needed it. */
    vector: bytea('vector'),
  },
  (table) => [primaryKey({ columns: [table.textId, table.place] })],
);

/** MCP servers that a person has named. A token is in the vault, under a name made of the id. */
export const toolServers = pgTable('tool_servers', {
  id: text('id').primaryKey(),
  title: text('title').notNull(),
  url: text('url').notNull(),
  /** The person said that it is on this machine or in their own network. */
  isPrivate: boolean('is_private').notNull(),
  createdAt,
});

/** The tools of those servers that a person has allowed, as they were shown to them. */
export const allowedTools = pgTable(
  'allowed_tools',
  {
    serverId: text('server_id')
      .notNull()
      .references(() => toolServers.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    definition: json('definition').$type<McpToolDefinition>().notNull(),
    fingerprint: text('fingerprint').notNull(),
    /** It was found changed or gone since; it may not be called until it is allowed again. */
    trouble: text('trouble').$type<'changed' | 'gone'>(),
    createdAt,
  },
  (table) => [primaryKey({ columns: [table.serverId, table.name] })],
);

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
    status: text('status').$type<RunStatus>().notNull(),
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

/** The pay-once record: the result of every finished paid call, by name; and what people answered, by request id. */
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

/** Every decision a run came to, and what a person said of it. It outlives its run: it is the workspace's history. */
export const decisions = pgTable(
  'decisions',
  {
    runId: text('run_id').notNull(),
    stepId: text('step_id').notNull(),
    decision: json('decision').$type<Decision>().notNull(),
    grade: json('grade').$type<GradeWord>(),
    createdAt,
  },
  (table) => [primaryKey({ columns: [table.runId, table.stepId] }), index('decisions_created').on(table.createdAt)],
);

/** The limits on spending: at most one row, id 1. Null is no limit. */
export const spendLimits = pgTable('spend_limits', {
  id: integer('id').primaryKey().default(1),
  perRunUsd: doublePrecision('per_run_usd'),
  perMonthUsd: doublePrecision('per_month_usd'),
  unpriced: text('unpriced').$type<'stop' | 'allow'>().notNull().default('stop'),
});

/** One row for each attempt at a call that used or holds money. Rows outlive their runs: they are the month's account. */
export const spendLedger = pgTable(
  'spend_ledger',
  {
    id: text('id').primaryKey(),
    runId: text('run_id').notNull(),
    family: text('family').notNull(),
    provider: text('provider').notNull(),
    model: text('model').notNull(),
    /** "2026-11": the calendar month, UTC, in which the attempt began. */
    month: text('month').notNull().default(sql`to_char(now() at time zone 'utc', 'YYYY-MM')`),
    /** The attempt is under way. */
    open: boolean('open').notNull(),
    /** US dollars that count against the limits: the most it can cost while it is open, then what it did cost. */
    heldUsd: doublePrecision('held_usd').notNull(),
    /** US dollars that its prompt alone costs: what an attempt counts that was cut off before it told its usage. */
    promptUsd: doublePrecision('prompt_usd').notNull().default(0),
    /** As reported; null while nothing is. */
    inputTokens: integer('input_tokens'),
    outputTokens: integer('output_tokens'),
    /** The price of what was reported; null when nobody knows it. */
    usd: doublePrecision('usd'),
    /** How long it took, of an answer that came to its end. */
    milliseconds: integer('milliseconds'),
    createdAt,
  },
  (table) => [
    index('spend_ledger_run').on(table.runId),
    index('spend_ledger_month').on(table.month),
    index('spend_ledger_model').on(table.family, table.model, table.createdAt),
  ],
);
