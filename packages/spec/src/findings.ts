// Findings: what was found where two domains of a panel meet, each on axes of its own that are never added up.
import { z } from 'zod';
import { missingVoiceSchema, voiceSchema } from './answer.ts';
import { pairChoices } from './domains.ts';

/** `over-budget`: the budget of calls held no more; `not-picked`: nobody chose it; `failed`: its explorer could not answer. */
export const cellStates = ['explored', 'failed', 'over-budget', 'not-picked'] as const;

/** How far the exploration of one cell has come while it lasts. */
export const cellProgressSchema = z.strictObject({
  first: z.string(),
  second: z.string(),
  state: z.enum(['waiting', 'exploring', 'explored', 'failed']),
  /** Ideas found; their scores come when all cells are through, because they are compared with one another. */
  ideas: z.int().min(0),
  reason: z.string().optional(),
});
export type CellProgress = z.infer<typeof cellProgressSchema>;

const cellSchema = z.strictObject({
  first: z.string(),
  second: z.string(),
  state: z.enum(cellStates),
  /** Why it failed or what is lacking in it. */
  reason: z.string().optional(),
  /** Likeness of what the two domains say, 0 to 1, and the words of substance they share beyond those of the question. */
  likeness: z.number().min(0).max(1),
  shared: z.int().min(0),
});
export type FindingCell = z.infer<typeof cellSchema>;

const scoreFields = {
  /** 0 to 1: how far its words are from the nearest thing that was said before. */
  novelty: z.number().min(0).max(1),
  /** 0 to 1 by the judge; absent when nobody judged. */
  plausibility: z.number().min(0).max(1).optional(),
};

/** A score against the scores of the controls. */
export const controlReadingSchema = z.strictObject({
  /** The score less the mean of the controls. */
  lift: z.number(),
  /** How many of the controls lie below it, and how many there are. */
  beaten: z.int().min(0),
  of: z.int().min(1),
  /** How often one more control would by chance alone stand as high (for `below`: as low), 0 to 1. */
  chance: z.number().min(0).max(1),
  reading: z.enum(['above', 'below', 'noise']),
});

export const findingSchema = z.strictObject({
  id: z.string(),
  first: z.string(),
  second: z.string(),
  text: z.string(),
  /** How it follows, in the explorer's words. */
  because: z.string(),
  /** Claims of the two domains that the explorer names as its ground. */
  cites: z.array(
    z.strictObject({
      domain: z.string(),
      claim: z.string(),
      /** Node ids. */
      voice: z.string(),
      /** Whether the finding shares a word of substance with it. */
      hasWords: z.boolean(),
    }),
  ),
  ...scoreFields,
  /** The earlier text it comes nearest to. */
  nearest: z.string().optional(),
  synergy: z.strictObject({
    isSynergy: z.boolean(),
    /** Share of its sentences that lean on what only this domain says, 0 to 1. */
    usesFirst: z.number().min(0).max(1),
    usesSecond: z.number().min(0).max(1),
    entailedByFirst: z.boolean(),
    entailedBySecond: z.boolean(),
    by: z.enum(['judge', 'cue']),
  }),
  /** Why the judge finds it as plausible as it does. */
  judged: z.string().optional(),
  /** Against the controls; absent without any. */
  control: controlReadingSchema.optional(),
  /** From 1. */
  rank: z.int().min(1),
  /** The axis that put it behind the one before it; absent for the first. */
  decidedBy: z.enum(['control', 'lift', 'synergy', 'plausibility', 'novelty', 'id']).optional(),
});
export type Finding = z.infer<typeof findingSchema>;

/** An idea that was asked for only to be compared with: with a second domain drawn by chance, or with one domain alone. */
export const controlIdeaSchema = z.strictObject({
  kind: z.enum(['random-second', 'one-domain']),
  /** The cell it was asked for. */
  first: z.string(),
  second: z.string(),
  /** The domain that took the second's place; absent with one domain alone. */
  instead: z.string().optional(),
  text: z.string(),
  ...scoreFields,
  /** What it is compared by: its newness against the panel if it holds up, else 0. */
  standing: z.number().min(0).max(1),
});
export type ControlIdea = z.infer<typeof controlIdeaSchema>;

/** Who judged findings without having found them. */
const findingJudgeSchema = z.strictObject({
  family: z.string(),
  model: z.string(),
  /** Of the same line as a voice, or as the explorer. */
  onPanel: z.boolean(),
  isExplorer: z.boolean(),
  /** Cells it was asked about, and those it gave a usable answer for. */
  asked: z.int().min(0),
  judged: z.int().min(0),
  fault: z.string().optional(),
});
export type FindingJudge = z.infer<typeof findingJudgeSchema>;

/** What an intersections node found. */
export const findingsSchema = z.strictObject({
  kind: z.literal('findings'),
  question: z.string(),
  /** In the order of the panel. */
  domains: z.array(
    z.strictObject({
      name: z.string(),
      /** Node ids. */
      voices: z.array(z.string()),
      /** What they claim, and how much of it the explorer was shown. */
      claims: z.int().min(0),
      shown: z.int().min(0),
    }),
  ),
  /** All n(n-1)/2, those that were explored first, in the order in which they were begun. */
  cells: z.array(cellSchema),
  chosen: z.enum(pairChoices),
  /** The best first. */
  findings: z.array(findingSchema),
  /** Empty when controls were switched off or none could be made. */
  controls: z.array(controlIdeaSchema),
  /**
   * All findings together against all controls, by means with a 95 % interval; absent where either are fewer than two. In the unit of
   * `standing`.
   */
  overall: z
    .strictObject({ lift: z.number(), low: z.number(), high: z.number(), reading: z.enum(['above', 'below', 'noise']) })
    .optional(),
  /** As how many different ideas the findings count, by their words. */
  spread: z.number().min(0),
  explorer: voiceSchema,
  judge: findingJudgeSchema.optional(),
  /** Calls of models that were made, and the most that were allowed. */
  calls: z.strictObject({ made: z.int().min(0), budget: z.int().min(1) }),
  voices: z.array(voiceSchema),
  missing: z.array(missingVoiceSchema),
  /** The same in words, as markdown. */
  text: z.string(),
  closure: z.array(z.string()),
});
export type Findings = z.infer<typeof findingsSchema>;
