// `parley run`: a mesh, once or after each change of its file, here or at the server.
import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { readUpload } from '@parley/server/local';
import { AppError, type Diagnostic, type DocumentRef, type Graph, type RunInputs } from '@parley/spec';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type Local, openLocal } from '../local/open-local.ts';
import { compileMesh } from '../mesh/check-mesh.ts';
import { createDocumentShelf } from '../mesh/create-document-shelf.ts';
import { MeshFault } from '../mesh/mesh-fault.ts';
import { lacksText, type NamedMesh, readMesh } from '../mesh/read-mesh.ts';
import { writeDiagnostics } from '../mesh/write-diagnostics.ts';
import { productSettings } from '../product-folder.ts';
import type { ServerClient } from '../remote/server-client.ts';
import { followRun } from '../run/follow-run.ts';
import type { LiveRun } from '../run/live-run.ts';
import { readNamedFile, readRunInputs } from '../run/read-run-inputs.ts';
import { runHere } from '../run/run-here.ts';
import { runOnServer } from '../run/run-on-server.ts';
import { styled, type Terminal } from '../terminal/terminal.ts';
import { connectServer, savedMeshes, writeNotes } from './command-context.ts';

export interface RunOptions {
  readonly input?: readonly string[];
  readonly file?: readonly string[];
  readonly json?: true;
  readonly watch?: true;
  /** Absent: shown when a person looks. */
  readonly words?: boolean;
  readonly save?: string;
  readonly server?: true;
}

/** Runs the mesh and resolves with what its end says; with `--watch`, when it is cancelled. */
export async function run(name: string, options: RunOptions, terminal: Terminal): Promise<ExitCode> {
  await using local = openLocal(terminal);
  const given = await readGiven(options, terminal);
  const find = savedMeshes(terminal, async () => local);
  const once = async (at: Terminal): Promise<ExitCode> => {
    const mesh = await readMesh(name, at, find);
    writeNotes(mesh, at);
    // A saved mesh belongs to the server, with the documents and keys that it has.
    const client = options.server || mesh.graphId !== undefined ? await connectServer(at) : undefined;
    if (options.server && !client)
      throw new AppError('internal/storage', 'No Parley server answers. Start it with: parley start');
    const live = client ? await startThere(mesh, given, client, at) : await startHere(mesh, given, local, at);
    const { json = false, words = at.err.isTerminal && !json, save } = options;
    return followRun(live, at, { json, words, ...(save !== undefined && { save: path.resolve(at.folder, save) }) });
  };
  if (!options.watch) return await once(terminal);
  const first = await readMesh(name, terminal, find);
  if (first.file === undefined) {
    throw new AppError(
      'user/bad-request',
      '--watch needs a file: what is saved elsewhere cannot be watched from here.',
    );
  }
  return await runOnChange(first.file, once, terminal);
}

/** What was typed, with standard input read in where it was asked for. */
interface Given {
  readonly pairs: readonly string[];
  readonly files: readonly string[];
}

async function readGiven({ input = [], file = [] }: RunOptions, terminal: Terminal): Promise<Given> {
  const pairs: string[] = [];
  for (const pair of input) pairs.push(pair.endsWith('=-') ? pair.slice(0, -1) + (await text(terminal.input)) : pair);
  return { pairs, files: file };
}

/** The files as they are given to the mesh: each with its node and, from `take`, its reference. */
async function takeFiles(
  graph: Graph,
  files: readonly string[],
  folder: string,
  take: (file: string) => Promise<DocumentRef>,
): Promise<{ readonly node: string | undefined; readonly ref: DocumentRef }[]> {
  const taken: { node: string | undefined; ref: DocumentRef }[] = [];
  for (const value of files) {
    const { node, path: name } = readNamedFile(graph, value);
    try {
      taken.push({ node, ref: await take(path.resolve(folder, name)) });
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError('user/bad-document', `The file ${name} cannot be read. Nothing was run.`, { cause: error });
    }
  }
  return taken;
}

async function startHere(mesh: NamedMesh, given: Given, local: Local, terminal: Terminal): Promise<LiveRun> {
  const { graph } = mesh;
  const shelf = createDocumentShelf();
  const files = await takeFiles(graph, given.files, terminal.folder, async (file) => {
    return shelf.add(await readUpload(await readFile(file), path.basename(file), ''));
  });
  const inputs = readRunInputs(graph, given.pairs, files);
  const { plan, warnings } = await compileMesh(graph, local);
  writeDiagnostics(
    terminal.err,
    warnings.filter(({ at }) => !isGiven(at, inputs)),
    graph,
  );
  const documents = [...mesh.documents, ...shelf.all()];
  // What was uploaded on the canvas stands in the product's store only.
  if (lacksText(graph, documents)) await local.openStore();
  return runHere({
    plan,
    inputs,
    documents,
    local,
    store: local.store(),
    privateHosts: productSettings(terminal).privateHosts ?? [],
    signal: terminal.signal,
    canAsk: terminal.canAsk,
  });
}

async function startThere(mesh: NamedMesh, given: Given, client: ServerClient, terminal: Terminal): Promise<LiveRun> {
  const { graph, graphId } = mesh;
  for (const document of mesh.documents) await client.uploadText(document.text, document.title, document.mediaType);
  const files = await takeFiles(graph, given.files, terminal.folder, async (file) =>
    client.upload(await readFile(file), path.basename(file)),
  );
  const inputs = readRunInputs(graph, given.pairs, files);
  return runOnServer({ client, graph, graphId, inputs, signal: terminal.signal });
}

/** Whether a diagnostic is about a field that was given on the command line. */
function isGiven({ nodeId, path: field }: Diagnostic['at'], inputs: RunInputs): boolean {
  const input = nodeId !== undefined && Object.hasOwn(inputs, nodeId) ? inputs[nodeId] : undefined;
  return input !== undefined && field?.[0] !== undefined && String(field[0]) in input;
}

/** Milliseconds without another change: editors write a file in several steps. */
const QUIET = 150;

/** Runs now and after each change of the file; a run that is under way when the file changes is cancelled. */
async function runOnChange(
  file: string,
  once: (at: Terminal) => Promise<ExitCode>,
  terminal: Terminal,
): Promise<ExitCode> {
  const { err, signal } = terminal;
  let changed = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  // The folder, because many editors put a new file in the place of the old one.
  const watcher = watch(path.dirname(file), (_event, name) => {
    if (name !== path.basename(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => changed.resolve(), QUIET);
  });
  const cancelled = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    while (!signal.aborted) {
      changed = Promise.withResolvers<void>();
      const stop = new AbortController();
      const running = once({ ...terminal, signal: AbortSignal.any([signal, stop.signal]) }).catch((error: unknown) => {
        tellFault(error, terminal);
      });
      void running.then(() => {
        if (!stop.signal.aborted && !signal.aborted)
          err.line(styled('dim', `Waiting for ${path.basename(file)} to change. Ctrl-C ends.`));
      });
      await Promise.race([changed.promise, cancelled]);
      stop.abort();
      await running;
      err.line();
    }
  } finally {
    clearTimeout(timer);
    watcher.close();
  }
  return exitCodes.cancelled;
}

/** A mesh that is broken while somebody writes it is no reason to stop watching. */
function tellFault(error: unknown, { err }: Terminal): void {
  if (error instanceof MeshFault) writeDiagnostics(err, error.diagnostics, error.mesh);
  if (!(error instanceof MeshFault) && !(error instanceof AppError)) throw error;
  err.line(styled('red', error.message));
}
