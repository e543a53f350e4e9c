// RunEvents: everything observable about a run, in one order. Names are noun-action.
import { z } from 'zod';
import { faultSchema } from './app-error.ts';
import { passageSchema } from './document.ts';
import { cellProgressSchema } from './findings.ts';
import { inputAnswerSchema, inputRequestSchema } from './input-request.ts';
import { opNames } from './plan.ts';
import { toolCallSchema, toolResultSchema } from './tool.ts';
import { spendSchema, usageSchema } from './usage.ts';
import { valueSchema } from './value.ts';

/** What to do with material that is larger than a model's window: refuse, leave out the least relevant, or condense it first. */
export const fitStrategies = ['whole', 'trim', 'summarise'] as const;
export type FitStrategy = (typeof fitStrategies)[number];

/** A part of a document, or all of it, that a model did not get word for word. */
const documentShareSchema = z.strictObject({
  documentId: z.string(),
  documentTitle: z.string(),
  /** In UTF-16 code units of the document's text. */
  characters: z.int().min(1),
});

/** How material that was too large was fitted to a model's window. What is in neither list was read word for word. */
export const contextFitSchema = z.strictObject({
  strategy: z.enum(fitStrategies),
  /** Estimated tokens of the material as the model got it, and as it was. */
  keptTokens: z.int().min(0),
  totalTokens: z.int().min(0),
  /** Tokens the model holds, prompt and answer together. */
  window: z.int().min(1),
  /** What was not read at all, in the order of the material. */
  leftOut: z.array(documentShareSchema),
  /** What was read in a condensed form. */
  condensed: z.array(documentShareSchema),
});
export type ContextFit = z.infer<typeof contextFitSchema>;
export type DocumentShare = z.infer<typeof documentShareSchema>;

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
    /** Ids of finished steps that are done anew, because something they were made from is asked again. */
    again: z.array(z.string()).optional(),
  }),
  /** A container begins a round: these are its steps, as `<container>/<round>/<step>`. */
  z.object({
    type: z.literal('round-start'),
    ...stepFields,
    round: z.int().min(1),
    steps: z.array(z.strictObject({ ...stepFields, title: z.string(), op: z.enum(opNames) })),
  }),
  z.object({ type: z.literal('step-start'), ...stepFields, attempt: z.int().min(1) }),
  /** The step's text is cut to `offset`, in UTF-16 code units, and goes on with `text`: what is cut off was no part of it. */
  z.object({ type: z.literal('text-delta'), ...stepFields, offset: z.int().min(0), text: z.string() }),
  z.object({ type: z.literal('reasoning-delta'), ...stepFields, offset: z.int().min(0), text: z.string() }),
  z.object({ type: z.literal('passage'), ...stepFields, passage: passageSchema }),
  /** Written by earlier versions only: the totals of the step so far. */
  z.object({ type: z.literal('usage'), ...stepFields, usage: usageSchema }),
  /** A call of the step used this much more, also a call that fails in the end. What a step used is the sum of them. */
  z.object({ type: z.literal('spend'), ...stepFields, spend: spendSchema }),
  /** Before a call whose material was too large for its model. Absent when the material went in whole. */
  z.object({ type: z.literal('context-fit'), ...stepFields, ...contextFitSchema.shape }),
  z.object({ type: z.literal('tool-call'), ...stepFields, call: toolCallSchema, title: z.string() }),
  z.object({ type: z.literal('tool-result'), ...stepFields, result: toolResultSchema }),
  /** The exploration of one cell of an intersections step went on. */
  z.object({ type: z.literal('cell-change'), ...stepFields, cell: cellProgressSchema }),
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
  /** `notTaken`: it stands on a side that a branch did not take, so nothing went wrong. */
  z.object({
    type: z.literal('step-skip'),
    ...stepFields,
    reason: z.string(),
    notTaken: z.literal(true).optional(),
  }),
  /** A person is asked; the step waits for the answer, the others go on. */
  z.object({ type: z.literal('input-request'), ...stepFields, ...inputRequestSchema.shape }),
  z.object({ type: z.literal('input-answer'), ...stepFields, requestId: z.string(), answer: inputAnswerSchema }),
  /** Nothing can go on before a person answers. The run has not ended: `run-start` follows the answer. */
  z.object({ type: z.literal('run-wait') }),
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
