// storeDocuments: the documents of an imported mesh, from its files into the store.
import type { DocumentFile } from '@parley/codegen';
import { type Graph, documentRefSchema, documentSchema } from '@parley/spec';
import { z } from 'zod';
import type { DocumentStore } from '../documents/document-store.ts';

const refsSchema = z.array(documentRefSchema.omit({ text: true }));

/**
 * The Graph with references to what is stored now. A document whose file did not come is left as the Graph names it when it is
 * stored already, else told; nothing is told by line, because the line is right.
 */
export async function storeDocuments(
  graph: Graph,
  named: readonly DocumentFile[],
  files: ReadonlyMap<string, string>,
  documents: Pick<DocumentStore, 'add' | 'find'>,
): Promise<{ graph: Graph; notes: { line: number; message: string }[] }> {
  const notes: { line: number; message: string }[] = [];
  const stored = new Map<string, DocumentFile['document']>();
  for (const { file, document } of named) {
    const text = files.get(file);
    if (text === undefined) {
      const found = await documents.find(document.id);
      if (!found) {
        const message = `The file ${file} did not come with the mesh. Upload it in the input that names it.`;
        notes.push({ line: 1, message });
      }
      continue;
    }
    const pageStarts = pagesOf(files.get(file.replace(/txt$/, 'pages.json')));
    const { title, mediaType } = document;
    stored.set(keyOf(document), await documents.add({ title, mediaType, text, pageStarts }));
  }
  const nodes = graph.nodes.map((node) => {
    const refs = refsSchema.safeParse(node.config['documents']);
    if (!refs.success) return node;
    return { ...node, config: { ...node.config, documents: refs.data.map((ref) => stored.get(keyOf(ref)) ?? ref) } };
  });
  return { graph: { ...graph, nodes }, notes };
}

function keyOf({ id, title }: DocumentFile['document']): string {
  return JSON.stringify([id, title]);
}

function pagesOf(json: string | undefined): number[] {
  try {
    return documentSchema.shape.pageStarts.parse(JSON.parse(json ?? '[]'));
  } catch {
    return [];
  }
}
