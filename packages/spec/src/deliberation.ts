// What a deliberation found beyond its answers: how each rule decides, how many voices the voices count as.
import { z } from 'zod';

/** Ways to make one decision out of several stances. All are computed on the same answers; one of them decides. */
export const decisionRules = ['majority', 'weighted', 'unanimity', 'quorum'] as const;
export type DecisionRule = (typeof decisionRules)[number];

/** What one rule makes of the stances. */
export const ruleResultSchema = z.strictObject({
  rule: z.enum(decisionRules),
  /** `won`; `tie` several level in front; `short` the one in front has not enough; `no-votes` fewer than two stances. */
  outcome: z.enum(['won', 'tie', 'short', 'no-votes']),
  /** Present when `won`. */
  winner: z.string().optional(),
  /** The options in front, by name. */
  leaders: z.array(z.string()),
  /** What the front option has of what the rule counts, 0 to 1. */
  share: z.number().min(0).max(1),
});
export type RuleResult = z.infer<typeof ruleResultSchema>;

/** How many separate minds a panel counts as. */
export const independenceSchema = z.strictObject({
  /** Node ids of the voices counted, in edge order: models that spoke. Readers quote and have no opinion to repeat. */
  voices: z.array(z.string()),
  /** Effective voices, 1 to the number of voices (Kish's design effect); to be shown with one decimal. */
  effective: z.number().min(0),
  /** Where the correlations behind it come from. */
  basis: z.enum(['assumed', 'blended', 'measured']),
  /** The fewest graded questions behind any pair. */
  graded: z.int().min(0),
  /** Node ids of the voices that repeat each other most, in groups; at least as many groups as effective voices, rounded. */
  groups: z.array(z.array(z.string())),
});
export type Independence = z.infer<typeof independenceSchema>;

/** How often decisions that came about like this one were right. */
export const decisionRecordSchema = z.strictObject({
  /** Graded decisions of the same outcome. */
  graded: z.int().min(0),
  right: z.int().min(0),
  /** Wilson's 95 % interval of the share that was right, 0 to 1. */
  low: z.number().min(0).max(1),
  high: z.number().min(0).max(1),
});
export type DecisionRecord = z.infer<typeof decisionRecordSchema>;
