// What flows along edges: one value kind per port type.
import { z } from 'zod';
import { answerSchema, reportSchema, verdictSchema } from './answer.ts';
import { documentRefSchema } from './document.ts';
import { findingsSchema } from './findings.ts';

/** What a mesh is asked: a question and the material to answer it from. */
export const briefSchema = z.strictObject({
  kind: z.literal('brief'),
  question: z.string(),
  documents: z.array(documentRefSchema),
});
export type Brief = z.infer<typeof briefSchema>;

/** Which way a run goes from here. Only what is wired to the side that is taken is done. */
export const branchSchema = z.strictObject({
  kind: z.literal('branch'),
  question: z.string(),
  /** Id of the port that is taken, and its title. */
  side: z.string(),
  sideTitle: z.string(),
  /** Why, as a clause: it stands after "because" and after a colon. */
  because: z.string(),
  /** What was asked of the verdict, one thing each; empty when no verdict came. */
  checks: z.array(z.strictObject({ measure: z.string(), met: z.boolean(), text: z.string() })),
  /** What flows out of the side that is taken. */
  passes: z.discriminatedUnion('kind', [briefSchema, verdictSchema]),
  text: z.string(),
  closure: z.array(z.string()),
});
export type Branch = z.infer<typeof branchSchema>;

export const valueSchema = z.discriminatedUnion('kind', [
  briefSchema,
  answerSchema,
  verdictSchema,
  reportSchema,
  findingsSchema,
  branchSchema,
]);
export type Value = z.infer<typeof valueSchema>;

/** What a person may give an input node for one run, instead of what its config says. */
export const runInputSchema = z.strictObject({
  question: z.string().max(20_000).optional(),
  text: z.string().max(200_000).optional(),
  documents: z
    .array(documentRefSchema.omit({ text: true }))
    .max(50)
    .optional(),
});
export type RunInput = z.infer<typeof runInputSchema>;
/** Run inputs by input-node id. */
export const runInputsSchema = z.record(z.string(), runInputSchema);
export type RunInputs = z.infer<typeof runInputsSchema>;
