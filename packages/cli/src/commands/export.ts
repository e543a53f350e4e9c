// `parley export`: a mesh as a TypeScript project of its own, as a folder or a zip. No key's value is known where it is written.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { emitProject } from '@parley/codegen/project';
import { compileGraph } from '@parley/compiler';
import { nodeTypes } from '@parley/nodes';
import { zipProject } from '@parley/server/local';
import { AppError } from '@parley/spec';
import { strFromU8, unzipSync } from 'fflate';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type Local, openLocal } from '../local/open-local.ts';
import { createDocumentReader } from '../mesh/create-document-reader.ts';
import { MeshFault } from '../mesh/mesh-fault.ts';
import { lacksText, type NamedMesh, readMesh } from '../mesh/read-mesh.ts';
import { cleanLine } from '../terminal/clean-text.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { connectServer, savedMeshes, writeNotes } from './command-context.ts';

export interface ExportOptions {
  readonly output?: string;
  readonly force?: true;
}

/** Writes the project and prints where it is. What is there already is written over with `--force` only. */
export async function exportMesh(
  name: string,
  { output, force }: ExportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { out, err, folder } = terminal;
  await using local = openLocal(terminal);
  const mesh = await readMesh(
    name,
    terminal,
    savedMeshes(terminal, async () => local),
  );
  writeNotes(mesh, terminal);
  const target = path.resolve(folder, output ?? slugOf(mesh.graph.name));
  const isZip = target.endsWith('.zip');
  if (!force && isTaken(target)) {
    throw new AppError(
      'user/conflict',
      `There is something at ${target} already. Nothing was written; name another place, or write over it with --force.`,
    );
  }
  const client = mesh.graphId === undefined ? undefined : await connectServer(terminal);
  const files =
    client && mesh.graphId !== undefined ? unpack(await client.project(mesh.graphId)) : await writeProject(mesh, local);
  if (isZip) writeZip(files, target);
  else writeFolder(files, target);
  out.line(target);
  const lines = files.get('mesh.ts')?.split('\n').length ?? 0;
  err.line(
    `${cleanLine(mesh.graph.name)}: ${files.size} files; mesh.ts, which is yours to change, has ${lines} lines.`,
  );
  err.line(
    `Next: ${isZip ? 'unzip it' : `cd ${path.relative(folder, target) || '.'}`} && npm install && npm start -- "your question"`,
  );
  return exitCodes.done;
}

async function writeProject(mesh: NamedMesh, local: Local): Promise<ReadonlyMap<string, string>> {
  const { graph, graphId, documents } = mesh;
  const families = await local.gateway().families();
  // Who exports needs no key: who runs the project does.
  const able = families.map((family) => ({ ...family, available: true }));
  const compiled = compileGraph(graph, { nodeTypes, families: able });
  if ('diagnostics' in compiled)
    throw new MeshFault('The mesh has errors, so nothing was exported.', compiled.diagnostics, graph);
  const { plan } = compiled;
  if (lacksText(graph, documents)) await local.openStore();
  const store = local.store();
  const replies = graphId === undefined ? undefined : await store?.repliesOf(graphId, plan);
  const ready = families.flatMap(({ routes = [] }) => routes.filter((route) => route.ready));
  return emitProject({
    graph,
    plan,
    nodeTypes,
    readDocument: createDocumentReader(documents, store),
    readyProviders: [...new Set(ready.map(({ provider }) => provider))],
    ...(replies && { replies }),
  });
}

/** What the server sent, without the folder that everything in it is in. */
function unpack(zip: Uint8Array): ReadonlyMap<string, string> {
  const entries = Object.entries(unzipSync(zip)).map(
    ([name, bytes]) => [name.replace(/^[^/]+\//u, ''), bytes] as const,
  );
  const safe = entries.filter(([name]) => name !== '' && !name.split('/').includes('..') && !path.isAbsolute(name));
  return new Map(safe.map(([name, bytes]) => [name, strFromU8(bytes)]));
}

function isTaken(target: string): boolean {
  if (!existsSync(target)) return false;
  return target.endsWith('.zip') || readdirSync(target).length > 0;
}

function writeFolder(files: ReadonlyMap<string, string>, target: string): void {
  for (const [name, text] of files) {
    const file = path.join(target, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function writeZip(files: ReadonlyMap<string, string>, target: string): void {
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, zipProject(files, path.basename(target, '.zip')));
}

/** A folder's name from the mesh's; "mesh" where nothing of it can be one. */
function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .split(/[^a-z0-9]+/u);
  return words.filter(Boolean).join('-').slice(0, 60).replace(/-$/u, '') || 'mesh';
}
