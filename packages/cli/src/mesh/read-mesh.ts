// A mesh from what a person typed: a file, a folder, a template's name, a saved mesh, or `-` for standard input. It runs nothing.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { parseGraph } from '@parley/compiler';
import { AppError, type Document, type Graph } from '@parley/spec';
import { z } from 'zod';
import { templateFolder } from '../product-folder.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { MeshFault } from './mesh-fault.ts';

export interface NamedMesh {
  readonly graph: Graph;
  /** As it stands in its JSON file, with documents named by file; absent for one from elsewhere. */
  readonly written?: Graph;
  /** Texts that came with it. */
  readonly documents: readonly Document[];
  /** The file it was read from; absent for one from a server, a database or a stream. */
  readonly file?: string;
  /** Of a saved mesh. */
  readonly graphId?: string;
  /** What could not be read of a program, with its line. */
  readonly notes?: readonly { readonly line: number; readonly message: string }[];
}

/** Finds a saved mesh by its id or its name; undefined when there is none, or no store at all. */
export type FindSaved = (name: string) => Promise<{ readonly id: string; readonly graph: Graph } | undefined>;

/** The most that is read of a file; the server takes no larger mesh either. */
const LONGEST = 4 * 1024 * 1024;

/** Names of the templates, sorted. */
export function listTemplates(): string[] {
  return readdirSync(templateFolder)
    .filter((name) => existsSync(path.join(templateFolder, name, 'graph.json')))
    .toSorted();
}

/**
 * The mesh that `name` means: a file or folder first, then a template, then a saved mesh. Throws MeshFault for a file that holds no
 * mesh and AppError `user/not-found` when there is nothing of that name.
 */
export async function readMesh(name: string, terminal: Terminal, findSaved: FindSaved): Promise<NamedMesh> {
  if (name === '-') return readGraphText(await text(terminal.input), 'What came on standard input', undefined);
  const file = resolveFile(path.resolve(terminal.folder, name));
  if (file !== undefined) return readMeshFile(file);
  if (listTemplates().includes(name)) return readMeshFile(path.join(templateFolder, name, 'graph.json'));
  const looksLikeFile = /[\\/]|\.(json|ts|zip)$/u.test(name);
  const saved = looksLikeFile ? undefined : await findSaved(name);
  if (saved) return { graph: saved.graph, graphId: saved.id, documents: [] };
  throw new AppError(
    'user/not-found',
    looksLikeFile
      ? `There is no file ${name}. Give a graph.json or a mesh.ts, or the name of a template: ${listTemplates().join(', ')}.`
      : `There is no file, no template and no saved mesh called "${name}". The templates are ${listTemplates().join(', ')}; saved meshes are found by their name or id.`,
  );
}

/** The file itself, or what stands for a mesh in a folder. */
function resolveFile(found: string): string | undefined {
  if (!existsSync(found)) return undefined;
  if (!statSync(found).isDirectory()) return found;
  return ['graph.json', 'mesh.ts'].map((name) => path.join(found, name)).find((file) => existsSync(file));
}

/** The mesh in a file, read anew; `--watch` calls it after each change. */
export async function readMeshFile(file: string): Promise<NamedMesh> {
  if (statSync(file).size > LONGEST) {
    throw new AppError('limit/too-large', `${file} is larger than 4 MB, which no mesh is. Is it the right file?`);
  }
  if (!/\.(ts|zip)$/u.test(file)) return readGraphText(await readFile(file, 'utf8'), file, file);
  const { readProgram } = await import('./read-program.ts');
  const { graph, documents, notes } = await readProgram(file);
  return { graph, documents, notes, file };
}

async function readGraphText(source: string, what: string, file: string | undefined): Promise<NamedMesh> {
  let json: unknown;
  try {
    json = JSON.parse(source.replace(/^\ufeff/u, ''));
  } catch (error) {
    const reason = error instanceof Error ? ` (${error.message})` : '';
    throw new AppError('user/bad-graph', `${what} is not JSON${reason}. A mesh is a graph.json or a mesh.ts.`, {
      cause: error,
    });
  }
  const parsed = parseGraph(unwrap(json));
  if ('diagnostics' in parsed) throw new MeshFault(`${what} holds no mesh that could be read.`, parsed.diagnostics);
  if (file === undefined) return { graph: parsed.graph, documents: [] };
  const { fillDocuments } = await import('@parley/server/local');
  try {
    return { ...(await fillDocuments(parsed.graph, path.dirname(file))), written: parsed.graph, file };
  } catch (error) {
    throw new AppError('user/not-found', `${what} names a document that is not beside it, in "documents/".`, {
      cause: error,
    });
  }
}

/** A saved mesh as the API answers it holds the Graph in `graph`. */
function unwrap(json: unknown): unknown {
  const isRecord = typeof json === 'object' && json !== null && 'graph' in json && !('nodes' in json);
  return isRecord ? json.graph : json;
}

const storedDocuments = z.array(z.looseObject({ id: z.string() }));

/** Whether the mesh names a document that did not come with it. */
export function lacksText(graph: Graph, documents: readonly Document[]): boolean {
  const known = new Set(documents.map(({ id }) => id));
  return graph.nodes.some(({ config }) => {
    const named = storedDocuments.safeParse(config['documents']);
    return named.data?.some(({ id }) => !known.has(id)) === true;
  });
}
