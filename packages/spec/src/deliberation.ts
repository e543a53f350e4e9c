// What a deliberation found beyond its answers: how each rule decides, how many voices the voices count as.
import { z } from 'zod';

/** Ways in which voices decide by themselves. All are computed on the same answers; `ranked` where one of them was ranked. */
export const voteRules = ['majority', 'weighted', 'ranked', 'unanimity', 'quorum'] as const;
export type VoteRule = (typeof voteRules)[number];

/** Ways to make one decision, one of which decides; `person` asks one where the voices do not settle it. */
export const decisionRules = [...voteRules, 'person'] as const;
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
  /** What the front option has of what the rule counts, 0 to 1: votes, weight or points. 0 where a person decided. */
  share: z.number().min(0).max(1),
});
export type RuleResult = z.infer<typeof ruleResultSchema>;

/** The rankings of the voices counted together. */
export const rankedCountSchema = z.strictObject({
  /** Mean points of each option, 0 (last with everybody) to 1 (first with everybody), by Borda's count; the highest first. */
  scores: z.array(z.strictObject({ option: z.string(), score: z.number().min(0).max(1) })),
  /** The option that more than half prefer to each other one; it need not have the most points. */
  beatsAll: z.string().optional(),
  /** What each voice that took a stance ranked, the best first; one option where it only chose. */
  rankings: z.array(z.strictObject({ voice: z.string(), options: z.array(z.string()).min(1) })),
});
export type RankedCount = z.infer<typeof rankedCountSchema>;

/** What became of asking a person where the voices were to settle it first. */
export const personWordSchema = z.strictObject({
  /** The rule by which the voices could have settled it. */
  after: z.enum(voteRules),
  /** `settled` by the voices, so nobody was asked; `decided` by a person; `left-open` by a person; `nobody` could be asked. */
  outcome: z.enum(['settled', 'decided', 'left-open', 'nobody']),
  /** What a person decided: an option of the voices, or words of their own. */
  decision: z.string().optional(),
  /** What they said to it. */
  note: z.string().optional(),
});
export type PersonWord = z.infer<typeof personWordSchema>;

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

/** How often these very voices were right where they stood about as firmly as here; an answer of history, not of theirs. */
export const panelConfidenceSchema = z.strictObject({
  /** The share of the alike questions on which they were right, 0 to 1, and Wilson's 95 % interval of it. */
  share: z.number().min(0).max(1),
  low: z.number().min(0).max(1),
  high: z.number().min(0).max(1),
  /** Graded questions on which they stood about as firmly. */
  alike: z.int().min(1),
  /** Graded questions that all of them answered. */
  graded: z.int().min(1),
});
export type VerdictConfidence = z.infer<typeof panelConfidenceSchema>;

/**
 * `consensus` at least two thirds of the lines that speak to it support it, and at least two; `disputed` lines on both sides;
 * `copies-only` several answers of one line; `single-source` one answer. Repeated is not verified.
 */
export const claimBuckets = ['consensus', 'disputed', 'copies-only', 'single-source'] as const;
export type ClaimBucket = (typeof claimBuckets)[number];

/** What decides what an answer says to a claim, the least certain last. */
export const claimDeciders = ['stance', 'parser', 'judge', 'cue'] as const;
export type ClaimDecider = (typeof claimDeciders)[number];

/**
 * A stretch of an answer's text in UTF-16 code units; both are absent for what a voice says in its list of claims only.
 */
const place = { start: z.int().min(0).optional(), end: z.int().min(0).optional() };

/** What one voice says to a claim. A voice without one shares too few words with it to be compared, and is silent too. */
export const claimRelationSchema = z.strictObject({
  voice: z.string(),
  stance: z.enum(['supports', 'disputes', 'silent']),
  by: z.enum(claimDeciders),
  /** Why, in words: "numbers differ: 12 % against 15 %". */
  cue: z.string(),
  ...place,
});
export type ClaimRelation = z.infer<typeof claimRelationSchema>;

/** One thing that one or more answers state, and what every voice says to it. */
export const verdictClaimSchema = z.strictObject({
  id: z.string(),
  text: z.string(),
  /** `contract` where a voice was asked for its claims, `sentence` where its answer was cut into sentences. */
  origin: z.enum(['contract', 'sentence']),
  bucket: z.enum(claimBuckets),
  /** Whether anybody disputes it, also where it is consensus. */
  contested: z.boolean(),
  /** Where it was said: the same claim is kept once. */
  places: z.array(z.strictObject({ voice: z.string(), ...place })),
  relations: z.array(claimRelationSchema),
  /** How many lines speak to it at all. */
  speaking: z.int().min(0),
});
export type VerdictClaim = z.infer<typeof verdictClaimSchema>;

/** A model that was asked where parsers and word signs could not decide. */
export const claimJudgeSchema = z.strictObject({
  family: z.string(),
  model: z.string(),
  /** Whether a voice of the panel is of its line. */
  onPanel: z.boolean(),
  /** Pairs of a claim and an answer it was asked about, and those it decided. */
  asked: z.int().min(0),
  decided: z.int().min(0),
  /** Why it decided nothing or not all, as a sentence; absent when all was well. */
  fault: z.string().optional(),
});
export type ClaimJudge = z.infer<typeof claimJudgeSchema>;

/** Claims by answers, bounded in size: what is not shown is counted. */
export const claimTableSchema = z.strictObject({
  /** Contested ones first, then by bucket. */
  claims: z.array(verdictClaimSchema),
  /** How many lines spoke; all local readers together are one. */
  lines: z.int().min(0),
  /** Claims that were compared and are not in `claims`. */
  leftOut: z.int().min(0),
  /** Claims of long answers that were not compared. */
  notCompared: z.int().min(0),
  /** Pairs of a claim and an answer that speak of the same and that nothing decided. */
  undecided: z.int().min(0),
  judge: claimJudgeSchema.optional(),
});
export type ClaimTable = z.infer<typeof claimTableSchema>;

/** A position that is not the panel's: another stance, or the smaller side of a disputed claim. In a tie every side is one. */
export const dissentSchema = z.strictObject({
  on: z.enum(['stance', 'claim']),
  /** The stance, or the words that dispute. */
  position: z.string(),
  /** The stance or the claim it stands against; absent in a tie of stances. */
  against: z.string().optional(),
  /** Node ids in edge order. */
  voices: z.array(z.string()),
  /** How many lines hold it. */
  lines: z.int().min(0),
  /** What decided that it, or the argument of a stance, disputes a claim; absent where no claim is disputed. */
  by: z.enum(claimDeciders).optional(),
  cue: z.string().optional(),
  /** Its best argument in its own words; absent when it gave none. */
  argument: z.strictObject({ text: z.string(), voice: z.string(), ...place }).optional(),
});
export type Dissent = z.infer<typeof dissentSchema>;

/** How far answers spread over different ones: entropy, which counts answers and knows neither how unlike nor how right they are. */
export const answerSpreadSchema = z.strictObject({
  /** Answers that were compared, and how many different ones there are among them. */
  answers: z.int().min(2),
  distinct: z.int().min(1),
  /** Entropy of the answers by the most it can be with so many, 0 (all the same) to 1 (all different). */
  share: z.number().min(0).max(1),
  /**
   * Of the entropy of all models, each counting alike: the part that is models differing from themselves, 0 to 1; the rest is models
   * differing from each other. Present where a model answered more than once and the answers differ.
   */
  within: z.number().min(0).max(1).optional(),
  /** How many models answered more than once; absent where none did. */
  repeated: z.int().min(1).optional(),
});
export type AnswerSpread = z.infer<typeof answerSpreadSchema>;

/** What the spread of answers over families says about the question. */
export const panelPatternSchema = z.strictObject({
  /** `agree`; `lead` some are sure and others wobble; `scatter`; `rival` families sure of different things; `unknown`. */
  kind: z.enum(['agree', 'lead', 'scatter', 'rival', 'unknown']),
  /** In plain words, with what to do. */
  sentence: z.string(),
  /** Whether families were asked more than once, so that "sure" was measured. */
  basis: z.enum(['repeats', 'single']),
  /** Absent in verdicts of earlier versions. */
  spread: answerSpreadSchema.optional(),
});
export type PanelPattern = z.infer<typeof panelPatternSchema>;

/** How much of a report is its writer's own line: told by its citations and by its words. */
export const writerSwaySchema = z.strictObject({
  /** Sentences of the report, its minority report left out, and those that name a voice. */
  sentences: z.int().min(0),
  supported: z.int().min(0),
  /** Supported sentences that rest on a voice of the writer's line, and on such voices alone. */
  own: z.int().min(0),
  ownAlone: z.int().min(0),
  /** Node ids of the voices of the writer's line. */
  voices: z.array(z.string()),
  /** Likeness of words (cosine, 0 to 1) to the answers of its line and to the others, means; absent without both. */
  likeness: z.strictObject({ own: z.number(), others: z.number() }).optional(),
});
export type WriterSway = z.infer<typeof writerSwaySchema>;

/** One voice that changed its stance from one round to the next. */
export const debateMoveSchema = z.strictObject({
  voice: z.string(),
  /** The round in which it was said, from 2. */
  round: z.int().min(2),
  /** Absent where it took none. */
  from: z.string().optional(),
  to: z.string().optional(),
  /** Whether it moved to what most of the others had chosen in the round before. */
  toMajority: z.boolean(),
  /** Something its answer states that no answer of an earlier round had; absent: it moved without a new argument. */
  argument: z.string().optional(),
});
export type DebateMove = z.infer<typeof debateMoveSchema>;

/** What came of a debate, round by round. A move to the majority without a new argument is conformity, not evidence. */
export const debateSchema = z.strictObject({
  /** The vote of each round; the first was taken before anybody saw another answer. */
  rounds: z.array(
    z.strictObject({
      tally: z.array(z.strictObject({ stance: z.string(), voices: z.array(z.string()) })),
      silent: z.array(z.string()),
      missing: z.array(z.string()),
    }),
  ),
  moves: z.array(debateMoveSchema),
  /** Why no further round was held. */
  ended: z.enum(['agreed', 'nobody-moved', 'last-round']),
  /** What was compared as a vote: stances, else the final answers that were found in the text. Absent: no vote was taken. */
  basis: z.enum(['stances', 'final-answers']).optional(),
});
export type Debate = z.infer<typeof debateSchema>;
