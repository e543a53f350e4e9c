// A mesh.ts, or the zip file of an export, as a mesh: parsed and never run, with the texts that it names. It reads nothing outside
// of the program's folder: a program from a stranger must not bring a private file to a model.
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { type MeshNote, readMesh } from '@parley/codegen/read-mesh';
import { nodeTypes } from '@parley/nodes';
import { storeDocuments, unzipProject } from '@parley/server/local';
import { AppError, type Document, type Graph } from '@parley/spec';
import { createDocumentShelf } from './create-document-shelf.ts';

export interface ReadProgram {
  readonly graph: Graph;
  readonly documents: readonly Document[];
  /** What could not be mapped, by line. */
  readonly notes: readonly MeshNote[];
  /** Where each text was, from the program's folder, by the document's id. */
  readonly files: ReadonlyMap<string, string>;
}

/** The longest file that is read for a text. */
const LONGEST = 20 * 1024 * 1024;

/** The mesh in `file`. AppError `user/bad-graph` when there is none in it. */
export async function readProgram(file: string): Promise<ReadProgram> {
  const zipped = file.endsWith('.zip') ? unzipProject(readFileSync(file)) : undefined;
  const folder = path.dirname(file);
  const read = (name: string) => (zipped ? zipped.get(name) : readInside(folder, name));
  const source = zipped ? zipped.get('mesh.ts') : readFileSync(file, 'utf8');
  const canvas = read(zipped ? 'mesh.canvas.json' : `${path.basename(file, '.ts')}.canvas.json`);
  const { graph, notes, documents } = readMesh(source ?? '', {
    nodeTypes,
    ...(canvas !== undefined && { canvas: parseJson(canvas) }),
  });
  if (!graph) {
    const told = notes.map(({ line, message }) => `line ${line}: ${message}`).join('\n');
    throw new AppError('user/bad-graph', `${file} holds no mesh that could be read.\n${told}`);
  }
  const named = documents.flatMap(({ file: name }) => [name, name.replace(/txt$/u, 'pages.json')]);
  const texts = new Map(named.flatMap((name) => [[name, read(name)] as const]).filter(isThere));
  const shelf = createDocumentShelf();
  const files = new Map<string, string>();
  for (const { file: name, document } of documents) {
    const text = texts.get(name);
    if (text !== undefined) files.set((await shelf.add({ ...document, text, pageStarts: [] })).id, name);
  }
  const stored = await storeDocuments(graph, documents, texts, shelf);
  return { graph: stored.graph, documents: shelf.all(), notes: [...notes, ...stored.notes], files };
}

function isThere(entry: readonly [string, string | undefined]): entry is readonly [string, string] {
  return entry[1] !== undefined;
}

/** A text in the folder; undefined for one that is not there, or that a name or a link leads out of it. */
function readInside(folder: string, name: string): string | undefined {
  const file = path.resolve(folder, name);
  if (!existsSync(file)) return undefined;
  const inside = path.relative(realpathSync(folder), realpathSync(file));
  if (inside.startsWith('..') || path.isAbsolute(inside)) return undefined;
  const stats = statSync(file);
  return stats.isFile() && stats.size <= LONGEST ? readFileSync(file, 'utf8') : undefined;
}

/** What is no JSON is told by the reader, as a canvas file of the wrong shape is. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
