// printGraph: the open mesh as code, or why there is none. Pure; it knows no store.
import { printMesh, type PrintedMesh } from '@parley/codegen';
import { compileGraph } from '@parley/compiler';
import { nodeTypes } from '@parley/nodes';
import type { Diagnostic, FamilyStatus, Graph } from '@parley/spec';

export type PrintedGraph = { readonly printed: PrintedMesh } | { readonly diagnostics: readonly Diagnostic[] };

/** Families count as available: an export needs no keys, because whoever runs it has their own. */
export function printGraph(graph: Graph, families: readonly FamilyStatus[]): PrintedGraph {
  const available = families.map((family) => ({ ...family, available: true }));
  const compiled = compileGraph(graph, { nodeTypes, families: available });
  if ('diagnostics' in compiled) {
    return { diagnostics: compiled.diagnostics.filter(({ severity }) => severity === 'error') };
  }
  return { printed: printMesh(compiled.plan, { graph, nodeTypes }) };
}
