// How the documents of a mesh are called as files of an export. What kind of text a file holds is in its ending.
import type { DocumentRef } from '@parley/spec';

/** A document as a Graph names it. */
export type NamedDocument = Omit<DocumentRef, 'text'>;

export interface DocumentFile {
  /** From the folder of the mesh, with `/`. */
  readonly file: string;
  readonly document: NamedDocument;
}

const endings: Readonly<Record<DocumentRef['mediaType'], string>> = {
  'text/plain': '.txt',
  'text/markdown': '.md',
  // The text of the document, not the document.
  'application/pdf': '.pdf.txt',
};

/** Gives each document a file, in the order asked: one and the same for the same document. */
export function createDocumentFiles(): { fileOf(document: NamedDocument): string; files(): DocumentFile[] } {
  const byKey = new Map<string, DocumentFile>();
  const given = new Set<string>();
  return {
    fileOf(document) {
      const key = JSON.stringify([document.id, document.title, document.mediaType, document.characters]);
      const known = byKey.get(key);
      if (known) return known.file;
      const slug = slugOf(document.title);
      const ending = endings[document.mediaType];
      let file = `documents/${slug}${ending}`;
      for (let count = 2; given.has(file); count += 1) file = `documents/${slug}-${count}${ending}`;
      given.add(file);
      byKey.set(key, { file, document });
      return file;
    },
    files: () => [...byKey.values()],
  };
}

/** What kind of text a file of an export holds. */
export function mediaTypeOf(file: string): DocumentRef['mediaType'] {
  if (file.endsWith('.pdf.txt') || file.endsWith('.pdf')) return 'application/pdf';
  return file.endsWith('.md') ? 'text/markdown' : 'text/plain';
}

function slugOf(title: string): string {
  const name = title
    .replace(/\.(md|markdown|txt|pdf)$/iu, '')
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '');
  const words = name.toLowerCase().split(/[^a-z0-9]+/u);
  return (
    words
      .filter((word) => word !== '')
      .join('-')
      .slice(0, 60) || 'document'
  );
}
