// RunEvents: everything observable about a run, in one order. Names are noun-action.
import { z } from 'zod';
import { faultSchema } from './app-error.ts';
import { passageSchema } from './document.ts';
import { opNames } from './plan.ts';
import { valueSchema } from './value.ts';

/** Token counts as reported by the provider; local readers report none. */
export const usageSchema = z.strictObject({
  inputTokens: z.int().min(0),
  outputTokens: z.int().min(0),
});
export type Usage = z.infer<typeof usageSchema>;

export const runEndStatuses = ['done', 'failed', 'cancelled'] as const;

const stepFields = { stepId: z.string(), nodeId: z.string() };

/** The bodies of events, before the log stamps them. */
const bodies = [
  z.object({
    type: z.literal('run-start'),
    name: z.string(),
    steps: z.array(z.strictObject({ ...stepFields, title: z.string(), op: z.enum(opNames) })),
    results: z.array(z.string()),
    /** True when a run goes on after a crash, a cancel or a failure: what is finished is not done again. */
    resumed: z.boolean(),
  }),
  z.object({ type: z.literal('step-start'), ...stepFields, attempt: z.int().min(1) }),
  /** `offset` is the length of the step's text before this delta, in UTF-16 code units. */
  z.object({ type: z.literal('text-delta'), ...stepFields, offset: z.int().min(0), text: z.string() }),
  z.object({ type: z.literal('reasoning-delta'), ...stepFields, offset: z.int().min(0), text: z.string() }),
  z.object({ type: z.literal('passage'), ...stepFields, passage: passageSchema }),
  z.object({ type: z.literal('usage'), ...stepFields, usage: usageSchema }),
  /** The call failed and will be made again after `delay` milliseconds; text streamed so far is discarded. */
  z.object({
    type: z.literal('step-retry'),
    ...stepFields,
    attempt: z.int().min(1),
    delay: z.number().min(0),
    fault: faultSchema,
  }),
  z.object({ type: z.literal('step-end'), ...stepFields, output: valueSchema, reused: z.boolean() }),
  z.object({ type: z.literal('step-error'), ...stepFields, fault: faultSchema }),
  z.object({ type: z.literal('step-skip'), ...stepFields, reason: z.string() }),
  z.object({ type: z.literal('run-end'), status: z.enum(runEndStatuses), fault: faultSchema.optional() }),
] as const;

const stamp = {
  runId: z.string(),
  /** 1, 2, 3 … without a gap, for all steps of the run together. */
  seq: z.int().min(1),
  /** ISO 8601, UTC. */
  at: z.string(),
};

export const runEventBodySchema = z.discriminatedUnion('type', bodies);
export type RunEventBody = z.infer<typeof runEventBodySchema>;
export const runEventSchema = z.intersection(z.object(stamp), runEventBodySchema);
export type RunEvent = z.infer<typeof runEventSchema>;
