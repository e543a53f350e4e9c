// `parley check`: what is wrong with a mesh, and repairs on request. It runs nothing and asks nobody.
import { writeFile } from 'node:fs/promises';
import { applyEdit, AppError, type Diagnostic, type Graph, hasErrors } from '@parley/spec';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { openLocal } from '../local/open-local.ts';
import { checkMesh } from '../mesh/check-mesh.ts';
import { readMesh } from '../mesh/read-mesh.ts';
import { writeDiagnostics } from '../mesh/write-diagnostics.ts';
import { cleanJson, cleanLine } from '../terminal/clean-text.ts';
import { styled, type Terminal } from '../terminal/terminal.ts';
import { savedMeshes, writeNotes } from './command-context.ts';

export interface CheckOptions {
  readonly fix?: true;
  readonly json?: true;
}

/** Repairs one after the other, as one may make another needless; a mesh cannot need more than this. */
const MOST_REPAIRS = 200;

/** Resolves with 3 when something stops a run, also after the repairs. */
export async function check(name: string, { fix, json }: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const { out } = terminal;
  await using local = openLocal(terminal);
  const mesh = await readMesh(
    name,
    terminal,
    savedMeshes(terminal, async () => local),
  );
  const { written: before = mesh.graph, file, notes = [] } = mesh;
  let graph: Graph = before;
  let found = await checkMesh(graph, local);
  const repaired: string[] = [];
  if (fix) {
    if (file === undefined || !file.endsWith('.json')) {
      throw new AppError(
        'user/bad-request',
        '--fix writes the repairs into the file, and this mesh is not one. Nothing was changed.',
      );
    }
    for (let next = firstRepair(found); next && repaired.length < MOST_REPAIRS; next = firstRepair(found)) {
      const after = applyEdit(graph, next.edit);
      if (after === graph) break;
      graph = after;
      repaired.push(next.label);
      found = await checkMesh(graph, local);
    }
    if (graph !== before) await writeFile(file, `${JSON.stringify(graph, null, 2)}\n`);
  }
  const errors = found.filter(({ severity }) => severity === 'error').length;
  if (json) out.line(cleanJson({ name: graph.name, diagnostics: found, repaired, notes }, 2));
  else {
    writeNotes(mesh, terminal);
    for (const label of repaired) out.line(styled('green', 'repaired '), cleanLine(label));
    writeDiagnostics(out, found, graph);
    const verdict = found.length === 0 ? 'Nothing is wrong with it.' : count(errors, found.length - errors);
    out.line(`${cleanLine(graph.name)}: ${graph.nodes.length} nodes, ${graph.edges.length} wires. ${verdict}`);
  }
  return hasErrors(found) ? exitCodes.badMesh : exitCodes.done;
}

function firstRepair(found: readonly Diagnostic[]): Diagnostic['fix'] {
  return found.find(({ fix }) => fix !== undefined)?.fix;
}

function count(errors: number, warnings: number): string {
  const of = (number: number, word: string) => (number === 0 ? '' : `${number} ${word}${number === 1 ? '' : 's'}`);
  return `${[of(errors, 'error'), of(warnings, 'warning')].filter(Boolean).join(' and ')}.`;
}
