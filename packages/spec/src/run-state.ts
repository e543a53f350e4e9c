// RunState: the fold of a run's events. It is what the browser draws and what the server answers.
import { z } from 'zod';
import { faultSchema } from './app-error.ts';
import { passageSchema } from './document.ts';
import { cellProgressSchema } from './findings.ts';
import { inputRequestSchema } from './input-request.ts';
import { opNames } from './plan.ts';
import { contextFitSchema, runEndStatuses } from './run-event.ts';
import { toolCallSchema, toolResultSchema } from './tool.ts';
import { spendSchema, usageSchema } from './usage.ts';
import { valueSchema } from './value.ts';

/** `skipped`: what it needs failed; `not-taken`: a branch went the other way. */
export const stepStatuses = [
  'waiting',
  'running',
  'asking',
  'done',
  'failed',
  'skipped',
  'not-taken',
  'cancelled',
] as const;
/** `waiting`: nothing of it can go on before a person answers. */
export const runStatuses = ['queued', 'running', 'waiting', 'done', 'failed', 'cancelled'] as const;
export type StepStatus = (typeof stepStatuses)[number];
export type RunStatus = (typeof runStatuses)[number];

/** A call of a tool as far as it has come. */
export const toolUseSchema = z.strictObject({
  call: toolCallSchema,
  title: z.string(),
  /** Absent while the tool works. */
  result: toolResultSchema.optional(),
});
export type ToolUse = z.infer<typeof toolUseSchema>;
/** A question that is not answered yet, and since when. */
const openRequestSchema = inputRequestSchema.extend({ at: z.string() });
export type OpenRequest = z.infer<typeof openRequestSchema>;

export const stepStateSchema = z.strictObject({
  stepId: z.string(),
  nodeId: z.string(),
  title: z.string(),
  op: z.enum(opNames),
  /** The container's step and the round it belongs to; absent outside of containers. */
  within: z.strictObject({ stepId: z.string(), round: z.int().min(1) }).optional(),
  status: z.enum(stepStatuses),
  /** Text streamed so far; after the end the output holds the truth. */
  text: z.string(),
  reasoning: z.string(),
  passages: z.array(passageSchema),
  /** All its calls together, with those that failed and those of earlier sittings. */
  usage: usageSchema.optional(),
  /** The same by route, with what it cost; absent in runs of earlier versions. */
  spends: z.array(spendSchema).optional(),
  /** How its material was fitted to its model's window; absent when it went in whole. */
  fit: contextFitSchema.optional(),
  /** Tools it called, in that order; absent when it called none. */
  tools: z.array(toolUseSchema).optional(),
  /** Cells it explores, in the order in which they were begun; absent when it explores none. */
  cells: z.array(cellProgressSchema).optional(),
  attempt: z.int().min(0),
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  output: valueSchema.optional(),
  /** The output came from the journal: not paid again. */
  reused: z.boolean(),
  fault: faultSchema.optional(),
  /** What it asks a person, oldest first; absent when it asks nothing. */
  requests: z.array(openRequestSchema).optional(),
  /** Why it was skipped or not taken. */
  reason: z.string().optional(),
});
export type StepState = z.infer<typeof stepStateSchema>;

export const runStateSchema = z.strictObject({
  runId: z.string(),
  name: z.string(),
  status: z.enum(runStatuses),
  /** Sequence number of the last event folded in; 0 before the first. */
  seq: z.int().min(0),
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  /** How often the run was taken up again. */
  resumes: z.int().min(0),
  steps: z.record(z.string(), stepStateSchema),
  /** Ids of result steps. */
  results: z.array(z.string()),
  fault: faultSchema.optional(),
});
export type RunState = z.infer<typeof runStateSchema>;

/** Whether a run with this status has nothing more to come, unless it is taken up again. */
export function hasRunEnded(status: RunStatus): boolean {
  return runEndStatuses.some((ended) => ended === status);
}

/** The questions that are open in a run, each with its step, in the order of the steps. */
export function openRequests({ steps }: Pick<RunState, 'steps'>): { step: StepState; request: OpenRequest }[] {
  return Object.values(steps).flatMap((step) => (step.requests ?? []).map((request) => ({ step, request })));
}

/** Whether a step failed, so that a run which is done all the same lacks what it would have said. */
export function lacksVoices({ steps }: Pick<RunState, 'steps'>): boolean {
  return Object.values(steps).some(({ status }) => status === 'failed');
}

/** The state before the first event. */
export function createRunState(runId: string, name = ''): RunState {
  return { runId, name, status: 'queued', seq: 0, resumes: 0, steps: {}, results: [] };
}
