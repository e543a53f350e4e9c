// Documents are the material a mesh reads. A Graph names them by id; their text lives in the document store.
import { z } from 'zod';

/** A document by name: what a Graph's config, a Brief and an event hold. */
export const documentRefSchema = z.strictObject({
  /** Content address (sha-256 of the text, hex) in the store; for pasted text, any id unique within the Brief. */
  id: z.string().min(1).max(80),
  title: z.string().min(1).max(300),
  mediaType: z.enum(['text/plain', 'text/markdown', 'application/pdf']),
  /** Length of the text in UTF-16 code units. */
  characters: z.int().min(0),
  /** Present only for text that is small and lives in the Graph itself (pasted text). */
  text: z.string().optional(),
});
export type DocumentRef = z.infer<typeof documentRefSchema>;

/** A document with its text. `pageStarts[i]` is the offset at which page i + 1 begins; empty where there are no pages. */
export const documentSchema = z.strictObject({
  ...documentRefSchema.shape,
  text: z.string(),
  pageStarts: z.array(z.int().min(0)),
});
export type Document = z.infer<typeof documentSchema>;

/** A quotation: `text` is exactly the document's text from `start` (inclusive) to `end` (exclusive), in UTF-16 code units. */
export const passageSchema = z.strictObject({
  documentId: z.string(),
  documentTitle: z.string(),
  start: z.int().min(0),
  end: z.int().min(0),
  text: z.string(),
  /** 1-based page, for documents with pages. */
  page: z.int().min(1).optional(),
});
export type Passage = z.infer<typeof passageSchema>;
