// RunState: the fold of a run's events. It is what the browser draws and what the server answers.
import { z } from 'zod';
import { faultSchema } from './app-error.ts';
import { passageSchema } from './document.ts';
import { opNames } from './plan.ts';
import { contextFitSchema } from './run-event.ts';
import { spendSchema, usageSchema } from './usage.ts';
import { valueSchema } from './value.ts';

export const stepStatuses = ['waiting', 'running', 'done', 'failed', 'skipped', 'cancelled'] as const;
export const runStatuses = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type StepStatus = (typeof stepStatuses)[number];
export type RunStatus = (typeof runStatuses)[number];

export const stepStateSchema = z.strictObject({
  stepId: z.string(),
  nodeId: z.string(),
  title: z.string(),
  op: z.enum(opNames),
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
  attempt: z.int().min(0),
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  output: valueSchema.optional(),
  /** The output came from the journal: not paid again. */
  reused: z.boolean(),
  fault: faultSchema.optional(),
  /** Why it was skipped. */
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

/** The state before the first event. */
export function createRunState(runId: string, name = ''): RunState {
  return { runId, name, status: 'queued', seq: 0, resumes: 0, steps: {}, results: [] };
}
