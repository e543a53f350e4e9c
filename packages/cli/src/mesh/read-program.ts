// A mesh.ts as a mesh: parsed and never run, with the texts that it names by file. It reads nothing outside of the program's folder.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { MeshNote } from '@parley/codegen/read-mesh';
import { nodeTypes } from '@parley/nodes';
import { AppError, type Document, type Graph } from '@parley/spec';
import { z } from 'zod';

export interface ReadProgram {
  readonly graph: Graph;
  readonly documents: readonly Document[];
  readonly notes: readonly MeshNote[];
  /** Where each text was read, from the program's folder, by the document's id. */
  readonly files: ReadonlyMap<string, string>;
}

/** The longest text that a document may have on the server. */
const LONGEST = 20 * 1024 * 1024;
const pageStartsSchema = z.array(z.int().min(0));
const refsSchema = z.array(z.looseObject({ id: z.string() }));

/**
 * The mesh in `file`, with what `mesh.canvas.json` beside it knows. Documents get the id of their text. AppError `user/bad-graph`
 * when there is no mesh in it; whatever could not be mapped is among the notes.
 */
export async function readProgram(file: string): Promise<ReadProgram> {
  const { readMesh } = await import('@parley/codegen/read-mesh');
  const folder = path.dirname(file);
  const canvas = readCanvas(path.join(folder, `${path.basename(file, '.ts')}.canvas.json`));
  const read = readMesh(readFileSync(file, 'utf8'), { nodeTypes, ...(canvas !== undefined && { canvas }) });
  const notes = [...read.notes];
  if (!read.graph) {
    const told = notes.map(({ line, message }) => `line ${line}: ${message}`).join('\n');
    throw new AppError('user/bad-graph', `${file} holds no mesh that could be read.\n${told}`);
  }
  const texts = new Map<string, Document>();
  const files = new Map<string, string>();
  for (const { file: name, document } of read.documents) {
    const text = readInside(folder, name);
    if (text === undefined) {
      notes.push({
        line: 1,
        message: `There is no file ${name} beside it, so the document "${document.title}" has no text.`,
      });
      continue;
    }
    const id = createHash('sha256').update(text).digest('hex');
    const pages = readInside(folder, `${name.replace(/\.txt$/u, '')}.pages.json`);
    const pageStarts = pages === undefined ? [] : (pageStartsSchema.safeParse(parseJson(pages)).data ?? []);
    texts.set(document.id, { ...document, id, characters: text.length, text, pageStarts });
    files.set(id, name);
  }
  return { graph: nameByText(read.graph, texts), documents: [...texts.values()], notes, files };
}

/** The Graph with documents named by what their files hold now. */
function nameByText(graph: Graph, texts: ReadonlyMap<string, Document>): Graph {
  const nodes = graph.nodes.map((node) => {
    const refs = refsSchema.safeParse(node.config['documents']);
    if (!refs.data || refs.data.length === 0) return node;
    const documents = refs.data.map(({ id }, index) => {
      const found = texts.get(id);
      const ref = Array.isArray(node.config['documents']) ? node.config['documents'][index] : undefined;
      return found && typeof ref === 'object' && ref !== null && !Array.isArray(ref)
        ? { ...ref, id: found.id, characters: found.characters }
        : (ref ?? null);
    });
    return { ...node, config: { ...node.config, documents } };
  });
  return { ...graph, nodes };
}

/** A text in the folder; undefined for one that is not there, or that a name or a link leads out of it. */
function readInside(folder: string, name: string): string | undefined {
  const file = path.resolve(folder, name);
  if (!existsSync(file)) return undefined;
  const inside = path.relative(realpathSync(folder), realpathSync(file));
  if (inside.startsWith('..') || path.isAbsolute(inside)) return undefined;
  const { size } = statSync(file);
  return size > LONGEST ? undefined : readFileSync(file, 'utf8');
}

function readCanvas(file: string): unknown {
  return existsSync(file) ? parseJson(readFileSync(file, 'utf8')) : undefined;
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
