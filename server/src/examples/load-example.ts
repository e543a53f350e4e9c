// loadExample: an example's folder as a Graph with its documents. It stores nothing and runs nothing.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseGraph } from '@parley/compiler';
import { type Document, documentRefSchema, type Graph } from '@parley/spec';
import { z } from 'zod';

const storedDocumentSchema = documentRefSchema.omit({ text: true });
type StoredDocument = z.infer<typeof storedDocumentSchema>;

const fileId = /^file:([\w-]+(?:\.\w+)?\.(?:md|txt))$/u;

export interface Example {
  /** With real references in place of `file:` ones. */
  readonly graph: Graph;
  /** What these references name; put it into the store before the Graph is run. */
  readonly documents: Document[];
}

/**
 * Reads `graph.json` and the files it names. In an example a document is `{ id: 'file:<name>', title, … }`, which stands
 * for `documents/<name>`; its hash and length are filled in here. Throws when a file is missing or the Graph is bad.
 */
export async function loadExample(folder: string): Promise<Example> {
  const parsed = parseGraph(JSON.parse(await readFile(path.join(folder, 'graph.json'), 'utf8')));
  if ('diagnostics' in parsed) {
    throw new Error(`${folder}/graph.json: ${parsed.diagnostics.map(({ message }) => message).join(' ')}`);
  }
  return fillDocuments(parsed.graph, folder);
}

/** The same for a Graph that was read before; `folder` is the one it stood in. Throws when a file is missing. */
export async function fillDocuments(graph: Graph, folder: string): Promise<Example> {
  const documents: Document[] = [];
  const nodes: Graph['nodes'] = [];
  for (const node of graph.nodes) {
    const refs = z.array(storedDocumentSchema).safeParse(node.config['documents']);
    const filled = await Promise.all((refs.data ?? []).map((ref) => fillRef(folder, ref)));
    documents.push(...filled.flatMap(({ document }) => document ?? []));
    const config = refs.success ? { ...node.config, documents: filled.map(({ ref }) => ref) } : node.config;
    nodes.push({ ...node, config });
  }
  return { graph: { ...graph, nodes }, documents };
}

async function fillRef(folder: string, ref: StoredDocument): Promise<{ ref: StoredDocument; document?: Document }> {
  const name = fileId.exec(ref.id)?.[1];
  if (name === undefined) return { ref };
  const text = await readFile(path.join(folder, 'documents', name), 'utf8');
  const filled = { ...ref, id: createHash('sha256').update(text).digest('hex'), characters: text.length };
  return { ref: filled, document: { ...filled, text, pageStarts: [] } };
}
