// Checks and compiles a mesh with what can speak here. Looks for local servers and stored keys only when the mesh needs one.
import { checkGraph, compileGraph } from '@parley/compiler';
import { nodeTypes } from '@parley/nodes';
import type { Diagnostic, Graph, Plan } from '@parley/spec';
import type { Local } from '../local/open-local.ts';
import { MeshFault } from './mesh-fault.ts';

/** Everything that is wrong with it, as the canvas would say. */
export async function checkMesh(graph: Graph, local: Local): Promise<Diagnostic[]> {
  const check = async () => checkGraph(graph, { nodeTypes, families: await local.gateway().families() });
  const found = await check();
  if (!found.some(({ code }) => code === 'missing-key')) return found;
  await local.modelLists.probeLocal();
  await local.openStore();
  return check();
}

/** The Plan and what is only a warning; throws MeshFault when something stops a run. */
export async function compileMesh(
  graph: Graph,
  local: Local,
): Promise<{ readonly plan: Plan; readonly warnings: readonly Diagnostic[] }> {
  const warnings = await checkMesh(graph, local);
  const compiled = compileGraph(graph, { nodeTypes, families: await local.gateway().families() });
  if ('diagnostics' in compiled) {
    const lacksKey = compiled.diagnostics.some(({ code }) => code === 'missing-key');
    throw new MeshFault(
      lacksKey
        ? 'Nothing was run. Set the key in the environment (parley models <family> names it), or use local readers: parley check --fix'
        : 'The mesh has errors, so nothing was run. What can be repaired is repaired by: parley check --fix',
      compiled.diagnostics,
      graph,
    );
  }
  return { plan: compiled.plan, warnings };
}
