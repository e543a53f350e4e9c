// What is remembered of decisions: the votes as they were, and what a person said of the outcome after the fact.
import { z } from 'zod';
import { verdictOutcomes, voiceSchema } from './answer.ts';

/** A vote as it was, with the models that spoke; a decision may also be that nothing was decided. */
export const decisionSchema = z.strictObject({
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
export type Decision = z.infer<typeof decisionSchema>;

/** What a person says: the decision was right, or it was wrong and, where they know it, what was true. */
export const gradeWordSchema = z.strictObject({
  right: z.boolean(),
  /** The option that was true; only for a decision that was wrong or missing. */
  truth: z.string().trim().min(1).max(500).optional(),
});
export type GradeWord = z.infer<typeof gradeWordSchema>;

/** A graded decision. */
export const gradeSchema = z.strictObject({ ...decisionSchema.shape, ...gradeWordSchema.shape });
export type Grade = z.infer<typeof gradeSchema>;

/** A model as history knows it. */
const rememberedModelSchema = z.strictObject({ family: z.string(), model: z.string(), lineage: z.string() });

/** How often two models took the same stance. It says nothing of who was right. */
export const pairAgreementSchema = z.strictObject({
  /** Two different models, or twice the same: two agents on one model in one decision. */
  one: rememberedModelSchema,
  other: rememberedModelSchema,
  /** Decisions in which both took a stance, and in how many it was the same. */
  both: z.int().min(1),
  same: z.int().min(0),
  /** Wilson's 95 % interval of the share, 0 to 1. */
  low: z.number().min(0).max(1),
  high: z.number().min(0).max(1),
  /** What two that guess evenly among the options named would at most share, 0 to 1. */
  chance: z.number().min(0).max(1),
  /** Correlation of their errors on the graded ones, -1 to 1; null when it is not defined. */
  phi: z.number().min(-1).max(1).nullable(),
  /** Graded decisions on which both have a mark. */
  graded: z.int().min(0),
});
export type PairAgreement = z.infer<typeof pairAgreementSchema>;

/** So many of so many, with Wilson's 95 % interval of the share; 0 to 1 with nothing counted. */
const countedShareSchema = z.strictObject({
  count: z.int().min(0),
  of: z.int().min(0),
  low: z.number().min(0).max(1),
  high: z.number().min(0).max(1),
});
export type CountedShare = z.infer<typeof countedShareSchema>;

/** What became of a voice's stances. */
const voiceRecordShape = {
  /** How often it went with what was decided. */
  joined: countedShareSchema,
  /** How often it was right, on the graded decisions on which it has a mark. */
  right: countedShareSchema,
};
const modelRecordSchema = z.strictObject({ ...rememberedModelSchema.shape, ...voiceRecordShape });
export type ModelRecord = z.infer<typeof modelRecordSchema>;
const domainRecordSchema = z.strictObject({
  family: z.string(),
  lineage: z.string(),
  /** As an agent was first given it; empty for agents without one. */
  domain: z.string(),
  ...voiceRecordShape,
});
export type DomainRecord = z.infer<typeof domainRecordSchema>;

/** What a workspace remembers of its decisions. */
export const workspaceHistorySchema = z.strictObject({
  decisions: z.int().min(0),
  graded: z.int().min(0),
  /** Pairs that met most often first. */
  pairs: z.array(pairAgreementSchema),
  /** Every model that took a stance, in order of family and model. */
  models: z.array(modelRecordSchema),
  /** Families by the domain they spoke for, in order of family and domain. */
  domains: z.array(domainRecordSchema),
  /** How often decisions came true, by the shape of the vote, for shapes with a grade. */
  records: z.array(
    z.strictObject({
      outcome: z.enum(verdictOutcomes),
      graded: z.int().min(1),
      right: z.int().min(0),
      low: z.number().min(0).max(1),
      high: z.number().min(0).max(1),
    }),
  ),
});
export type WorkspaceHistory = z.infer<typeof workspaceHistorySchema>;
