// A grade: what a person said of a decision after the fact. It is what confidence and weights are measured on.
import { z } from 'zod';
import { verdictOutcomes, voiceSchema } from './answer.ts';

/** What a person says: the decision was right, or it was wrong and, where they know it, what was true. */
export const gradeWordSchema = z.strictObject({
  right: z.boolean(),
  /** The option that was true; only for a decision that was wrong or missing. */
  truth: z.string().trim().min(1).max(500).optional(),
});
export type GradeWord = z.infer<typeof gradeWordSchema>;

/** A graded decision with the votes behind it, as they were. */
export const gradeSchema = z.strictObject({
  ...gradeWordSchema.shape,
  runId: z.string(),
  stepId: z.string(),
  question: z.string(),
  outcome: z.enum(verdictOutcomes),
  /** What was decided; absent when nothing was. */
  decision: z.string().optional(),
  /** How many options were named. */
  options: z.int().min(0),
  /** The models that spoke, with the stance each took. */
  votes: z.array(z.strictObject({ ...voiceSchema.shape, stance: z.string().optional() })),
  /** ISO 8601, UTC. */
  at: z.string(),
});
export type Grade = z.infer<typeof gradeSchema>;
