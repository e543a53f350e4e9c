// parseGraph: the door for Graphs from outside. Whatever comes in, a Graph or plain sentences come out.
import { type Diagnostic, type Graph, graphSchema } from '@parley/spec';
import type { z } from 'zod';

const depthLimit = 64;
const diagnosticLimit = 500;

/** The Graph, or every fault of shape (the first 500), each with the node or edge and the field it is about. */
export function parseGraph(input: unknown): { readonly graph: Graph } | { readonly diagnostics: Diagnostic[] } {
  if (isTooDeep(input)) {
    return {
      diagnostics: [badShape(`This mesh is nested more than ${depthLimit} levels deep, which no mesh needs.`, {})],
    };
  }
  const parsed = graphSchema.safeParse(input);
  if (parsed.success) return { graph: parsed.data };
  // One sentence for each place: an id that breaks two rules is still one bad id.
  const places = new Map(
    parsed.error.issues.toReversed().map((issue) => [JSON.stringify(issue.path.map(String)), issue]),
  );
  const issues = [...places.values()].toReversed();
  const diagnostics = issues.slice(0, diagnosticLimit).map((issue) => describe(input, issue));
  if (issues.length > diagnosticLimit) {
    diagnostics.push(badShape(`There are ${issues.length - diagnosticLimit} more faults of this kind.`, {}));
  }
  return { diagnostics };
}

function describe(input: unknown, issue: z.core.$ZodIssue): Diagnostic {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const [list, index, ...rest] = path;
  if ((list !== 'nodes' && list !== 'edges') || typeof index !== 'number') {
    const where = path.length === 0 ? 'The mesh' : `"${path.join('.')}" of the mesh`;
    return badShape(`${where} does not have the right shape: ${issue.message}.`, { path });
  }
  const item = valueAt(valueAt(input, list), index);
  const id = valueAt(item, 'id');
  const kind = list === 'nodes' ? 'Node' : 'Wire';
  const name = typeof id === 'string' ? `${kind} "${id.slice(0, 80)}"` : `${kind} number ${index + 1}`;
  const field = rest.length === 0 ? '' : ` in "${rest.join('.')}"`;
  return badShape(`${name} does not have the right shape${field}: ${issue.message}.`, {
    ...(typeof id === 'string' && (list === 'nodes' ? { nodeId: id } : { edgeId: id })),
    path: rest,
  });
}

function badShape(message: string, at: Diagnostic['at']): Diagnostic {
  return { code: 'bad-shape', severity: 'error', message, at };
}

function valueAt(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
}

/** Walks level by level, because a schema recurses and hostile JSON would overflow its stack. */
function isTooDeep(input: unknown): boolean {
  let level: unknown[] = [input];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > depthLimit) return true;
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return false;
}
