// Bodies that cross the HTTP API, shared by the server that sends them and the web app that reads them.
import { z } from 'zod';
import { faultSchema } from './app-error.ts';
import { diagnosticSchema } from './diagnostic.ts';
import { graphSchema } from './graph.ts';
import { runStatuses } from './run-state.ts';
import { spendTotalSchema } from './usage.ts';

/** A saved Graph. `revision` starts at 1 and grows by 1 with every save; a save must name the one it started from. */
export const graphRecordSchema = z.strictObject({
  id: z.string(),
  revision: z.int().min(1),
  graph: graphSchema,
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type GraphRecord = z.infer<typeof graphRecordSchema>;

export const graphSummarySchema = z.strictObject({
  id: z.string(),
  revision: z.int().min(1),
  name: z.string(),
  nodes: z.int().min(0),
  updatedAt: z.string(),
});
export type GraphSummary = z.infer<typeof graphSummarySchema>;

/** A mesh that comes with Parley, to begin from. */
export const templateSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** What it is for, in one sentence; may be empty. */
  about: z.string(),
  nodes: z.int().min(0),
});
export type Template = z.infer<typeof templateSchema>;

export const runSummarySchema = z.strictObject({
  runId: z.string(),
  graphId: z.string().optional(),
  name: z.string(),
  status: z.enum(runStatuses),
  createdAt: z.string(),
  endedAt: z.string().optional(),
  /** What its calls used and cost; absent when no call reported anything. */
  spent: spendTotalSchema.optional(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

/** What a person allows a provider; what is absent is not limited, or for calls at once by Parley's own number. */
export const providerLimitsSchema = z.strictObject({
  callsAtOnce: z.int().min(1).max(1_000).optional(),
  callsPerMinute: z.int().min(1).max(100_000).optional(),
  /** Read and written together. */
  tokensPerMinute: z.int().min(1).max(1_000_000_000).optional(),
});
export type ProviderLimits = z.infer<typeof providerLimitsSchema>;

/** A provider as the Models page shows it. A key's value never leaves the server; its last four characters do. */
export const providerStatusSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  key: z
    .strictObject({
      name: z.string(),
      title: z.string(),
      /** Where a person gets one. */
      page: z.string(),
      source: z.enum(['environment', 'vault', 'none']),
      lastFour: z.string().optional(),
      /** True when it also speaks without one. */
      optional: z.boolean().optional(),
    })
    .optional(),
  /** Absent when the address cannot be changed. */
  baseUrl: z
    .strictObject({
      value: z.string().optional(),
      source: z.enum(['environment', 'settings', 'default']),
      /** Where it is called when no other address is set; absent when it has none, or the SDK knows it. */
      own: z.string().optional(),
    })
    .optional(),
  /** True when it speaks only after an address was given. */
  needsAddress: z.boolean().optional(),
  /** True for a server on the machine that Parley runs on. */
  local: z.boolean().optional(),
  /** Absent when nothing is limited. */
  limits: providerLimitsSchema.optional(),
});
export type ProviderStatus = z.infer<typeof providerStatusSchema>;

/** What a provider said when it was asked whether the key and the address are good. */
export const providerCheckSchema = z.strictObject({
  outcome: z.enum(['works', 'bad-key', 'no-money', 'unreachable', 'no-model-server', 'busy', 'failed']),
  /** A plain sentence. */
  message: z.string(),
  /** How many models it offers, when it told. */
  models: z.int().min(0).optional(),
  /** Until it answered. */
  milliseconds: z.int().min(0),
});
export type ProviderCheck = z.infer<typeof providerCheckSchema>;

const rangeSchema = z.strictObject({ least: z.int().min(0), most: z.int().min(0) });
const amountRangeSchema = z.strictObject({ least: z.number().min(0), most: z.number().min(0) });

/** What a run would ask for, guessed from lengths. Readers call nothing and cost nothing. */
export const planEstimateSchema = z.strictObject({
  /** Calls of models, tries after a fault not counted. */
  calls: rangeSchema,
  /** Tokens sent to models, all calls together. */
  inputTokens: rangeSchema,
  /** The most calls of models that must wait for one another. */
  longestPath: z.int().min(0),
  /** US dollars, of the calls whose price is known. */
  usd: amountRangeSchema,
  /** Calls whose price nobody knows: they are not in `usd`. */
  unpricedCalls: rangeSchema,
  /** Seconds until the longest chain of calls is through. */
  seconds: amountRangeSchema,
  /** The same of single steps that a person can make larger or smaller before a run; absent when there are none. */
  steps: z
    .array(
      z.strictObject({ nodeId: z.string(), calls: rangeSchema, usd: amountRangeSchema, unpricedCalls: rangeSchema }),
    )
    .optional(),
  /** Where the seconds of a call come from: earlier calls of the same models, an assumed speed, or some of each. */
  secondsFrom: z.enum(['history', 'assumed', 'both']),
});
export type PlanEstimate = z.infer<typeof planEstimateSchema>;

/** Limits on what models may cost, in US dollars; null for no limit. They hold for calls that begin after they are set. */
export const spendLimitsSchema = z.strictObject({
  perRun: z.number().min(0).max(1_000_000).nullable(),
  /** For a calendar month, UTC. */
  perMonth: z.number().min(0).max(1_000_000).nullable(),
  /** What happens, while there is a limit, to a call whose price nobody knows: it is stopped, or made and not counted. */
  unpriced: z.enum(['stop', 'allow']),
});
export type SpendLimits = z.infer<typeof spendLimitsSchema>;

/** The limits and what was spent this month. */
export const spendingSchema = z.strictObject({
  limits: spendLimitsSchema,
  /** "2026-11": the calendar month, UTC. */
  month: z.string(),
  total: spendTotalSchema,
  /** The dearest first. */
  families: z.array(z.strictObject({ family: z.string(), calls: z.int().min(0), ...spendTotalSchema.shape })),
  /** What calls that are under way, or were cut off without a count, hold of this month's limit, US dollars. */
  heldUsd: z.number().min(0),
});
export type Spending = z.infer<typeof spendingSchema>;

/** A model server on the machine that Parley runs on, as it was found a moment ago. */
export const localServerSchema = z.strictObject({
  /** The provider's id. */
  id: z.string(),
  title: z.string(),
  address: z.string(),
  answers: z.boolean(),
  /** What it holds that can answer, each with its family. */
  models: z.array(z.strictObject({ id: z.string(), family: z.string() })),
});
export type LocalServerStatus = z.infer<typeof localServerSchema>;

/** A tool that an agent may be given. */
export const toolStatusSchema = z.strictObject({
  /** As a Graph names it. */
  id: z.string(),
  title: z.string(),
  description: z.string(),
  available: z.boolean(),
  /** Why it cannot be called now, as a sentence. */
  reason: z.string().optional(),
});
export type ToolStatus = z.infer<typeof toolStatusSchema>;

/** A tool as an MCP server describes it, and what the person said to it. */
export const offeredToolSchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  /** JSON Schema. */
  inputSchema: z.record(z.string(), z.unknown()),
  /** Changes with every word above; to allow a tool is to allow this. */
  fingerprint: z.string(),
  /** `changed`: other words were allowed. `gone`: it was allowed, and the server has it no more. */
  state: z.enum(['new', 'allowed', 'changed', 'gone']),
});
export type OfferedTool = z.infer<typeof offeredToolSchema>;

/** An MCP server that a person has named. Its token never leaves the server; the last four characters do. */
export const toolServerSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  url: z.string(),
  /** The person said that it is on the machine Parley runs on, or in their own network. */
  isPrivate: z.boolean(),
  token: z.strictObject({ lastFour: z.string().optional() }).optional(),
  /** What was allowed; only looking asks the server itself. */
  tools: z.array(offeredToolSchema),
});
export type ToolServer = z.infer<typeof toolServerSchema>;

export const healthSchema = z.strictObject({
  /** `degraded`: the server runs but cannot store anything now; `detail` says why. */
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  database: z.strictObject({ kind: z.enum(['embedded', 'external']), ok: z.boolean() }),
  detail: z.string().optional(),
});
export type Health = z.infer<typeof healthSchema>;

/** The body of every answer that is not a success. */
export const errorBodySchema = z.strictObject({
  fault: faultSchema,
  /** To find the cause in the server's log; only for `internal/bug`. */
  reference: z.string().optional(),
  /** For `user/bad-graph`: everything that is wrong with it. */
  diagnostics: z.array(diagnosticSchema).optional(),
  /** For `user/bad-request`: the fields that are wrong. */
  issues: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  /** For `user/conflict` on a save: what is stored now. */
  current: graphRecordSchema.optional(),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;
