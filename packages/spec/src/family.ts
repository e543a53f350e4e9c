// Families as the rest of the product sees them: a lineage of models, not a vendor's logo.
import { z } from 'zod';

/** One model of a family. A model that is not in this list can still be named by its id. */
export const modelInfoSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
});

export const familyStatusSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** Families with one lineage reason alike: the base model's maker and line. */
  lineage: z.string(),
  /** A reader quotes and never writes; a model writes. */
  kind: z.enum(['model', 'reader']),
  /** One sentence on what this family is good at, or how this reader reads. */
  description: z.string(),
  /** Name of the family's glyph and colour token in the web app. */
  glyph: z.string(),
  /** The provider that serves it. */
  provider: z.string(),
  models: z.array(modelInfoSchema),
  defaultModel: z.string(),
  /** Whether it can speak now; if not, `reason` says why in words and `missing` what kind of thing is missing. */
  available: z.boolean(),
  missing: z.enum(['key']).optional(),
  reason: z.string().optional(),
});

export type ModelInfo = z.infer<typeof modelInfoSchema>;
export type FamilyStatus = z.infer<typeof familyStatusSchema>;
