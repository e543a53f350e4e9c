// Texts that came with a mesh or on the command line, by what they hold. It reads no file and stores nothing.
import { createHash } from 'node:crypto';
import type { DocumentStore } from '@parley/server/local';
import type { Document } from '@parley/spec';

export interface DocumentShelf extends Pick<DocumentStore, 'add' | 'find'> {
  /** Everything on it, in the order in which it came. */
  all(): Document[];
}

/** An empty shelf. A document has the id that the server would give it. */
export function createDocumentShelf(): DocumentShelf {
  const shelf = new Map<string, Document>();
  return {
    all: () => [...shelf.values()],
    find: async (id) => shelf.get(id),
    async add(document) {
      const { text, title, mediaType } = document;
      const id = createHash('sha256').update(text).digest('hex');
      shelf.set(id, { ...document, id, characters: text.length });
      return { id, title, mediaType, characters: text.length };
    },
  };
}
