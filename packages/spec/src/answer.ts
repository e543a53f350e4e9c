// What voices say: answers, and what was made of several answers.
import { z } from 'zod';
import {
  claimTableSchema,
  debateSchema,
  decisionRecordSchema,
  decisionRules,
  dissentSchema,
  independenceSchema,
  panelConfidenceSchema,
  panelPatternSchema,
  personWordSchema,
  rankedCountSchema,
  ruleResultSchema,
  writerSwaySchema,
} from './deliberation.ts';
import { passageSchema } from './document.ts';

/** An agent as it speaks in a deliberation. */
export const voiceSchema = z.strictObject({
  nodeId: z.string(),
  title: z.string(),
  family: z.string(),
  lineage: z.string(),
  kind: z.enum(['model', 'reader']),
  model: z.string(),
  domain: z.string(),
});
export type Voice = z.infer<typeof voiceSchema>;

/** A voice that was configured and did not speak, and why. */
export const missingVoiceSchema = z.strictObject({ nodeId: z.string(), title: z.string(), reason: z.string() });
export type MissingVoice = z.infer<typeof missingVoiceSchema>;

/** Why a model stopped. Only `complete` is a whole answer; the others are outcomes with their own words. */
export const answerOutcomeSchema = z.enum(['complete', 'length', 'refusal', 'filtered', 'empty']);
export type AnswerOutcome = z.infer<typeof answerOutcomeSchema>;

/** One statement of an answer, as its voice gave it. */
export const statedClaimSchema = z.strictObject({
  text: z.string(),
  /** The words it rests on, as the voice quoted them, and where it said they stand. */
  quote: z.string().optional(),
  source: z.string().optional(),
  /** The quote's place, when it stands in a document to the letter. */
  passage: passageSchema.optional(),
});
export type StatedClaim = z.infer<typeof statedClaimSchema>;

/** What an agent is asked for: running words, or those and one by one what they claim. */
export const answerAs = ['text', 'claims'] as const;
export type AnswerAs = (typeof answerAs)[number];

/**
 * How an answer that was asked for as claims came into that form: the model was held to a schema, called a tool with it, was
 * told to write JSON, its reply was mended, or it could not be read and stands as plain text.
 */
export const answerForms = ['schema', 'tool', 'json', 'repaired', 'plain'] as const;
export type AnswerForm = (typeof answerForms)[number];

/** How an agent is asked to choose among options: one of them, or an order of them, the best first. */
export const choiceForms = ['one', 'ranking'] as const;
export type ChoiceForm = (typeof choiceForms)[number];

/** One agent's answer. */
export const answerSchema = z.strictObject({
  kind: z.literal('answer'),
  question: z.string(),
  /** Markdown without the stance line. */
  text: z.string(),
  outcome: answerOutcomeSchema,
  /** The option the voice chose, exactly as it was offered; absent when none was asked for or none was given. */
  stance: z.string().optional(),
  /** Options in the voice's order, the best first, each once; the first is its stance. Absent when it was not asked for one. */
  ranking: z.array(z.string()).min(1).optional(),
  /** The voice's own word for how sure it is, 0 to 1; a claim, not a measurement. */
  confidence: z.number().min(0).max(1).optional(),
  /** What the answer states, one thing each; absent when it was not asked for as claims. */
  claims: z.array(statedClaimSchema).optional(),
  /** Absent when it was not asked for as claims. */
  form: z.enum(answerForms).optional(),
  /** Tools it was given that could not be used, and why; absent when there were none. */
  missingTools: z.array(z.strictObject({ id: z.string(), reason: z.string() })).optional(),
  /** Quotations with their source spans. Readers always have them. */
  passages: z.array(passageSchema),
  voice: voiceSchema,
  /** Every `family/model` whose text reached this answer, its own included, sorted. */
  closure: z.array(z.string()),
});
export type Answer = z.infer<typeof answerSchema>;

/** A passage with the voices (node ids, sorted) that quoted it or a part of it. */
export const evidenceSchema = z.strictObject({ passage: passageSchema, voices: z.array(z.string()) });
export type Evidence = z.infer<typeof evidenceSchema>;

/** The shapes of a vote, whatever the rule that decides makes of it. */
export const verdictOutcomes = ['agree', 'majority', 'plurality', 'tie', 'no-stance'] as const;

/** What a consensus node found by comparing answers. */
export const verdictSchema = z.strictObject({
  kind: z.literal('verdict'),
  question: z.string(),
  /**
   * `agree` every voice that took a stance took the same; `majority` more than half of them; `tie` two or more
   * stances share the lead; `plurality` a lead without a majority; `no-stance` fewer than two voices took a stance, so
   * there is nothing to compare (one voice is not a consensus).
   */
  outcome: z.enum(verdictOutcomes),
  /** What was decided, by the rule that decides; absent where nothing was. */
  stance: z.string().optional(),
  /** What every rule makes of the stances, side by side; absent in verdicts of earlier versions. */
  rules: z.array(ruleResultSchema).optional(),
  /** The rule that decides here; its result is the decision. */
  decidedBy: z.enum(decisionRules).optional(),
  /** The rankings behind the rule `ranked`; absent where no voice ranked and that rule does not decide. */
  ranked: rankedCountSchema.optional(),
  /** Present where a person is asked when the voices do not settle it. */
  person: personWordSchema.optional(),
  /** How many voices the models that spoke count as; absent when fewer than two did. */
  independence: independenceSchema.optional(),
  /** How often decisions of the same outcome were right, by a person's grades; absent in verdicts of earlier versions. */
  record: decisionRecordSchema.optional(),
  /** How sure these voices may be by the workspace's grades; absent where those do not carry it. */
  confidence: panelConfidenceSchema.optional(),
  /** What the answers claim and what each voice says to it; absent in verdicts of earlier versions. */
  claims: claimTableSchema.optional(),
  /** Positions that are not the panel's; absent in verdicts of earlier versions. */
  dissent: z.array(dissentSchema).optional(),
  /** Absent where no voice took a stance or gave a final answer. */
  pattern: panelPatternSchema.optional(),
  /** How the voices came to it, when they debated; the vote above is that of the last round. */
  debate: debateSchema.optional(),
  tally: z.array(z.strictObject({ stance: z.string(), voices: z.array(z.string()) })),
  /** Voices that spoke and took no stance (readers never do). */
  silent: z.array(z.string()),
  /** Passages quoted by voices, those quoted by the most voices first. */
  evidence: z.array(evidenceSchema),
  voices: z.array(voiceSchema),
  missing: z.array(missingVoiceSchema),
  /** Number of different lineages among the voices that spoke. */
  lineages: z.int().min(0),
  /** The same in words, as markdown. */
  text: z.string(),
  closure: z.array(z.string()),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** What the voices themselves decided; undefined where they decided nothing, also when a person then did. */
export function panelDecision({ stance, person }: Pick<Verdict, 'stance' | 'person'>): string | undefined {
  return person?.outcome === 'decided' ? undefined : stance;
}

/** One part of a report with what it rests on. A part with no support is marked so wherever it is shown. */
export const reportPartSchema = z.strictObject({
  /** Markdown. */
  text: z.string(),
  /** Node ids of the voices it rests on, sorted. */
  voices: z.array(z.string()),
  passage: passageSchema.optional(),
  /** Parts under the same heading follow one another. */
  heading: z.string(),
  /** A part of the minority report. */
  minority: z.literal(true).optional(),
});
export type ReportPart = z.infer<typeof reportPartSchema>;

/** What a synthesis node made, part by part, each with its provenance. */
export const reportSchema = z.strictObject({
  kind: z.literal('report'),
  question: z.string(),
  /** The whole as markdown. */
  text: z.string(),
  parts: z.array(reportPartSchema),
  voices: z.array(voiceSchema),
  missing: z.array(missingVoiceSchema),
  verdict: verdictSchema.optional(),
  /** Who wrote it; absent when the answers were joined without a model. */
  writer: voiceSchema.optional(),
  /** The voice whose answer the report starts from, and why it; absent with one voice and in reports of earlier versions. */
  base: z.strictObject({ voice: z.string(), reason: z.string() }).optional(),
  /** Absent without a writer and in reports of earlier versions. */
  sway: writerSwaySchema.optional(),
  closure: z.array(z.string()),
});
export type Report = z.infer<typeof reportSchema>;
