// Families as the rest of the product sees them: a lineage of models, not a vendor's logo.
import { z } from 'zod';

/** One model of a family. A model that is not in this list can still be named by its id. */
export const modelInfoSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** US dollars for a million tokens of a short call, over the route that speaks; absent when nobody knows it. */
  price: z.strictObject({ read: z.number(), written: z.number() }).optional(),
});

/** One way to a family: a provider that serves its models under its own names for them. */
export const routeStatusSchema = z.strictObject({
  /** The provider's id. */
  provider: z.string(),
  title: z.string(),
  /** Whether it can be used now. The first ready route speaks; the next ones step in when it fails. */
  ready: z.boolean(),
  /** What it lacks, when it is not ready: a key, an address, a server that answers, or a model of this family. */
  needs: z.enum(['key', 'address', 'server', 'model']).optional(),
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
  /** The provider that speaks for it now; while none can, the one that is preferred. */
  provider: z.string(),
  /** Every way to it, preferred first; absent where there is no choice to show. */
  routes: z.array(routeStatusSchema).optional(),
  models: z.array(modelInfoSchema),
  defaultModel: z.string(),
  /** Whether it can speak now; if not, `reason` says why in words and `missing` what kind of thing is missing. */
  available: z.boolean(),
  missing: z.enum(['key']).optional(),
  reason: z.string().optional(),
});

export type ModelInfo = z.infer<typeof modelInfoSchema>;
export type RouteStatus = z.infer<typeof routeStatusSchema>;
export type FamilyStatus = z.infer<typeof familyStatusSchema>;
