// The examples as Graphs with their documents, for tests.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compileGraph, parseGraph } from '@parley/compiler';
import { nodeTypes } from '@parley/nodes';
import { AppError, type Document, documentRefSchema, type Graph, type Plan } from '@parley/spec';
import { z } from 'zod';

const examples = path.resolve(import.meta.dirname, '../../../../examples');
const refsSchema = z.array(documentRefSchema.omit({ text: true }));
const repliesSchema = z.array(
  z.strictObject({
    family: z.string(),
    match: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
    text: z.string(),
  }),
);

export interface Example {
  readonly graph: Graph;
  readonly plan: Plan;
  /** What a family says to a request that holds all of `match`. */
  readonly replies: z.infer<typeof repliesSchema>;
  readDocument(ref: { readonly id: string }): Promise<Document>;
}

export const exampleNames: readonly string[] = readdirSync(examples);

/** The example of this name. */
export function readExample(name: string): Example {
  const folder = path.join(examples, name);
  const parsed = parseGraph(JSON.parse(readFileSync(path.join(folder, 'graph.json'), 'utf8')));
  if ('diagnostics' in parsed) throw new Error(JSON.stringify(parsed.diagnostics));
  const documents = new Map<string, Document>();
  const nodes = parsed.graph.nodes.map((node) => {
    const refs = refsSchema.safeParse(node.config['documents']);
    if (!refs.success) return node;
    const filled = refs.data.map((ref) => {
      const text = readFileSync(path.join(folder, 'documents', ref.id.replace('file:', '')), 'utf8');
      const id = createHash('sha256').update(text).digest('hex');
      documents.set(id, { ...ref, id, text, characters: text.length, pageStarts: [] });
      return { ...ref, id, characters: text.length };
    });
    return { ...node, config: { ...node.config, documents: filled } };
  });
  const graph = { ...parsed.graph, nodes };
  const compiled = compileGraph(graph, { nodeTypes, families: [] });
  if ('diagnostics' in compiled) throw new Error(JSON.stringify(compiled.diagnostics));
  return {
    graph,
    plan: compiled.plan,
    replies: repliesSchema.parse(readReplies(folder)),
    async readDocument({ id }) {
      const document = documents.get(id);
      if (!document) throw new AppError('user/not-found', `There is no document ${id}`);
      return document;
    },
  };
}

function readReplies(folder: string): unknown {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'replies.json'), 'utf8'));
  } catch {
    return [];
  }
}
