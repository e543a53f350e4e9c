// Where a mesh's documents are read from without a server. It reads no file.
import { AppError, type Document, type DocumentRef } from '@parley/spec';
import type { Store } from '../local/open-store.ts';

/** Reads pasted text, what came with the mesh or on the command line, and what the product has stored, in this order. */
export function createDocumentReader(
  documents: readonly Document[],
  store: Store | undefined,
): (ref: DocumentRef) => Promise<Document> {
  const known = new Map(documents.map((document) => [document.id, document]));
  return async (ref) => {
    if (ref.text !== undefined) return { ...ref, text: ref.text, pageStarts: [] };
    const found = known.get(ref.id) ?? (await store?.documents.find(ref.id));
    if (found) return { ...found, title: ref.title };
    throw new AppError(
      'user/not-found',
      `The text of the document "${ref.title}" is not here. Put its file beside the mesh, add it with --file, or run where Parley has stored it.`,
    );
  };
}
