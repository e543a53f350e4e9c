// A Plan is a compiled Graph: ops with arguments and references, in topological order. The engine runs it, codegen prints it.
import { z } from 'zod';

/** The closed set of ops. Node types are open and lower to these. */
export const opNames = [
  'brief',
  'generate',
  'consensus',
  'synthesise',
  'branch',
  'loop',
  'intersect',
  'output',
] as const;
export type OpName = (typeof opNames)[number];

/** What a run does when a step fails: go on without its voice, end as failed at once, or ask a person. */
export const failurePolicies = ['go-on', 'stop', 'ask'] as const;
export type FailurePolicy = (typeof failurePolicies)[number];

/** Edges into one input port, in the order they stand in the Graph. */
export const stepInputSchema = z.strictObject({
  steps: z.array(z.string()),
  many: z.boolean(),
  toleratesMissing: z.boolean(),
  /** The side by which each wire leaves its source, in the order of `steps`; null for a source that is no branch. */
  sides: z.array(z.string().nullable()).optional(),
  /** The step is wanted also when nothing that is wired here is taken. */
  optional: z.literal(true).optional(),
});
export type StepInput = z.infer<typeof stepInputSchema>;
/** Inputs by port id; a port without edges is absent. */
export const stepInputsSchema = z.record(z.string(), stepInputSchema);
export type StepInputs = z.infer<typeof stepInputsSchema>;

/** What the steps of a container's body can be wired to besides one another: what the container gives them in each round. */
export const bodySources = { brief: '@brief', before: '@before' } as const;

export const stepSchema = z.strictObject({
  /** Unique in the plan and stable across compilations of the same graph: the journal's key. */
  id: z.string(),
  nodeId: z.string(),
  title: z.string(),
  op: z.enum(opNames),
  /** Literal arguments: JSON, never a secret. */
  args: z.record(z.string(), z.json()),
  inputs: stepInputsSchema,
  /** Absent: `go-on`. */
  onFailure: z.enum(failurePolicies).optional(),
  /** What a loop repeats. Its inputs name steps of the body and `bodySources` only. */
  get body() {
    return bodySchema.optional();
  },
});

export const bodySchema = z.strictObject({
  /** Topologically ordered. */
  steps: z.array(stepSchema),
  /** Ids of the steps whose outputs a round comes to, in the order of the Graph. */
  results: z.array(z.string()),
});
export type Body = z.infer<typeof bodySchema>;
export type Step = z.infer<typeof stepSchema>;
export type StepDraft = Pick<Step, 'op' | 'args' | 'inputs' | 'onFailure' | 'body'>;

export const planSchema = z.strictObject({
  version: z.literal(1),
  name: z.string(),
  /** Topologically ordered; ties by order in the Graph. */
  steps: z.array(stepSchema),
  /** Ids of the steps whose outputs are the results of the run. */
  results: z.array(z.string()),
});
export type Plan = z.infer<typeof planSchema>;
