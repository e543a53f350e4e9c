// The documents of a program: from files and texts as it names them to references with ids, and their texts for who asks.
import { contentId, type DocumentReader, type StoredDocument } from '@parley/runtime';
import { AppError, type Document, documentSchema } from '@parley/spec';
import type { MeshDocument, MeshOptions } from './mesh.ts';

export interface MeshDocuments extends DocumentReader {
  /** The references, by content as in a server's store. AppError `user/not-found` when a file cannot be read. */
  name(documents: readonly MeshDocument[]): Promise<StoredDocument[]>;
}

/** Reads every file once. The text of a PDF ends in `.pdf.txt`; `.pdf.pages.json` beside it holds where its pages begin. */
export function createMeshDocuments(readFile: MeshOptions['readDocument']): MeshDocuments {
  const known = new Map<string, Document>();
  const files = new Map<string, Promise<Document>>();

  const read = async (file: string): Promise<string> => {
    try {
      if (readFile) return await readFile(file);
    } catch (cause) {
      throw new AppError('user/not-found', `The document ${file} cannot be read. Put it there and run again.`, {
        cause,
      });
    }
    throw new AppError('user/not-found', `Nobody here reads ${file}. Give the mesh \`readDocument\` and run again.`);
  };

  const load = async (file: string): Promise<Document> => {
    const text = await read(file);
    const isPdf = file.endsWith('.pdf.txt');
    const pages = isPdf ? await read(file.replace(/txt$/, 'pages.json')) : '[]';
    const mediaType = isPdf ? 'application/pdf' : file.endsWith('.md') ? 'text/markdown' : 'text/plain';
    return toDocument(text, mediaType, documentSchema.shape.pageStarts.parse(JSON.parse(pages)));
  };

  const find = (document: MeshDocument): Promise<Document> => {
    if ('text' in document) return Promise.resolve(toDocument(document.text, 'text/plain', []));
    const found = files.get(document.file) ?? load(document.file);
    files.set(document.file, found);
    return found;
  };

  return {
    name: (documents) =>
      Promise.all(
        documents.map(async (document) => {
          const found = await find(document);
          known.set(found.id, found);
          const { id, mediaType, characters } = found;
          return { id, title: document.title, mediaType, characters };
        }),
      ),
    async read(ref) {
      const document = known.get(ref.id);
      if (!document) throw new AppError('user/not-found', `The document "${ref.title}" is not here.`);
      return document;
    },
  };
}

function toDocument(text: string, mediaType: Document['mediaType'], pageStarts: number[]): Document {
  return { id: contentId(text), title: '', mediaType, characters: text.length, text, pageStarts };
}
