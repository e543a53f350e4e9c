// `parley import`: a mesh.ts back as a graph, as a file, on standard output or saved at the server. Parsed, never run.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError, type Graph } from '@parley/spec';
import { z } from 'zod';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type ReadProgram, readProgram } from '../mesh/read-program.ts';
import { cleanLine } from '../terminal/clean-text.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { connectServer, writeNotes } from './command-context.ts';

export interface ImportOptions {
  readonly output?: string;
  readonly server?: true;
}

/** Tells by line what a canvas cannot hold; that is no failure. */
export async function importMesh(
  name: string,
  { output, server }: ImportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { out, err, folder } = terminal;
  const file = path.resolve(folder, name);
  if (!existsSync(file)) throw new AppError('user/not-found', `There is no file ${name}.`);
  const program = await readProgram(file);
  writeNotes(program, terminal);
  const count = `${program.graph.nodes.length} nodes, ${program.graph.edges.length} wires`;
  if (server) {
    const client = await connectServer(terminal);
    if (!client) throw new AppError('internal/storage', 'No Parley server answers. Start it with: parley start');
    for (const { text, title, mediaType } of program.documents) await client.uploadText(text, title, mediaType);
    const { id } = await client.saveGraph(program.graph);
    err.line(`Saved at ${client.address}: ${cleanLine(program.graph.name)}, ${count}.`);
    out.line(id);
    return exitCodes.done;
  }
  if (output === undefined) {
    out.line(JSON.stringify(program.graph, null, 2));
    return exitCodes.done;
  }
  const target = path.resolve(folder, output);
  writeGraph(program, target.endsWith('.json') ? target : path.join(target, 'graph.json'));
  err.line(`${cleanLine(program.graph.name)}: ${count}.`);
  return exitCodes.done;
}

const refsSchema = z.array(z.looseObject({ id: z.string() }));

/** Writes the graph, and its texts into `documents/` beside it, where they are named by file. */
function writeGraph({ graph, documents, files }: ReadProgram, target: string): void {
  const names = new Map([...files].map(([id, file]) => [id, path.basename(file)]));
  mkdirSync(path.dirname(target), { recursive: true });
  for (const { id, text } of documents) {
    const file = path.join(path.dirname(target), 'documents', names.get(id) ?? id);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    if (existsSync(file)) {
      throw new AppError(
        'user/conflict',
        `${file} holds another text than the mesh. Nothing was written; import into another folder.`,
      );
    }
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  writeFileSync(target, `${JSON.stringify(nameByFile(graph, names), null, 2)}\n`);
}

function nameByFile(graph: Graph, names: ReadonlyMap<string, string>): Graph {
  const nodes = graph.nodes.map((node) => {
    const refs = refsSchema.safeParse(node.config['documents']);
    if (!refs.data || !Array.isArray(node.config['documents'])) return node;
    const documents = node.config['documents'].map((ref, index) => {
      const name = names.get(refs.data[index]?.id ?? '');
      return name !== undefined && typeof ref === 'object' && ref !== null && !Array.isArray(ref)
        ? { ...ref, id: `file:${name}` }
        : ref;
    });
    return { ...node, config: { ...node.config, documents } };
  });
  return { ...graph, nodes };
}
