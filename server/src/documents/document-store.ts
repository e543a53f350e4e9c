// The store of documents by content: the same text is stored once and never changes. It does not read files or PDFs.
import { createHash } from 'node:crypto';
import type { DocumentReader } from '@parley/runtime';
import { AppError, type Document, type DocumentRef } from '@parley/spec';
import { eq } from 'drizzle-orm';
import type { Database } from '../database/connect.ts';
import { documents } from '../database/schema.ts';

export type NewDocument = Pick<Document, 'title' | 'mediaType' | 'text' | 'pageStarts'>;

/** Also the DocumentReader of runs: pasted text, which lives in its ref, is read from there. */
export interface DocumentStore extends DocumentReader {
  /** Stores the text unless it is there already. The answer has the title given now, whatever it was stored under. */
  add(document: NewDocument): Promise<DocumentRef>;
  find(id: string): Promise<Document | undefined>;
}

export function createDocumentStore(db: Database): DocumentStore {
  const find = async (id: string): Promise<Document | undefined> => {
    const [row] = await db.select().from(documents).where(eq(documents.id, id));
    if (!row) return undefined;
    const { title, mediaType, text, pageStarts } = row;
    return { id, title, mediaType, characters: text.length, text, pageStarts };
  };
  return {
    find,
    async add(document) {
      const id = createHash('sha256').update(document.text).digest('hex');
      await db
        .insert(documents)
        .values({ id, ...document })
        .onConflictDoNothing();
      const { title, mediaType, text } = document;
      return { id, title, mediaType, characters: text.length };
    },
    async read(ref) {
      if (ref.text !== undefined) return { ...ref, text: ref.text, characters: ref.text.length, pageStarts: [] };
      const stored = await find(ref.id);
      if (!stored) {
        throw new AppError(
          'user/not-found',
          `The document "${ref.title}" is not stored here any more. Upload it again and choose it in the input node.`,
        );
      }
      return { ...stored, title: ref.title };
    },
  };
}
